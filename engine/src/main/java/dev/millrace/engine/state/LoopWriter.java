package dev.millrace.engine.state;

import dev.millrace.engine.codegen.Code;
import dev.millrace.engine.codegen.Code.Binary;
import dev.millrace.engine.codegen.Code.Constant;
import dev.millrace.engine.codegen.Code.Operation;
import dev.millrace.engine.codegen.Code.Variable;
import dev.millrace.engine.codegen.GeneratedCode;
import dev.millrace.engine.codegen.Routine;
import dev.millrace.engine.codegen.Statement;
import dev.millrace.engine.codegen.Type;
import dev.millrace.types.Hash;
import dev.millrace.types.Ref;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes {@link RowLoops}: what varies between layouts (widths, offsets, kinds of columns) is constant in the code. */
final class LoopWriter {
    private static final Variable ROW = new Variable("i", Type.INT);
    private static final Variable COUNT = new Variable("count", Type.INT);
    private static final Variable HASHES = new Variable("hashes", Type.LONGS);
    private static final Variable RECORDS = new Variable("records", Type.LONG_ARRAYS);
    private static final Variable TEXTS = new Variable("texts", Type.of(RowTexts.class));
    private static final Variable LOWS = new Variable("lows", Type.LONG_ARRAYS);
    private static final Variable HIGHS = new Variable("highs", Type.LONG_ARRAYS);
    private static final Variable PAGES = new Variable("pages", Type.of(byte[][][].class));
    private static final Variable ROWS = new Variable("rows", Type.INTS);
    private static final Variable IDS = new Variable("ids", Type.INTS);
    private static final Variable OUT = new Variable("out", Type.LONG_ARRAYS);
    private static final Variable ID = new Variable("id", Type.INT);
    private static final Variable PAGE = new Variable("page", Type.LONGS);
    private static final Variable BASE = new Variable("base", Type.INT);

    private final List<Statement> early = new ArrayList<>();
    private final List<Statement> body = new ArrayList<>();

    private LoopWriter() {}

    static RowLoops.@Nullable HashLoop hash(KeyKind[] kinds) {
        LoopWriter code = new LoopWriter();
        Code hash = new Constant(Hash.NULL);
        for (int k = 0; k < kinds.length; k++) {
            Code value = code.let("h" + k, code.hashOf(kinds[k], k));
            hash = k == 0 ? value : code.let("c" + k, call(Hash.class, "combine", Type.LONG, hash, value));
        }
        code.body.add(new Statement.Store(HASHES, ROW, hash));
        return code.make(
                RowLoops.HashLoop.class,
                List.of(COUNT, LOWS, HIGHS, PAGES, HASHES),
                new Statement.Loop(ROW, COUNT, code.body));
    }

    private Code hashOf(KeyKind kind, int k) {
        Code low = let("low" + k, new Code.Element(early("lows" + k, LOWS, k), ROW));
        return switch (kind) {
            case LONG -> call(Hash.class, "of", Type.LONG, low);
            case FLOAT -> call(Hash.class, "of", Type.LONG, call(KeyKind.class, "canonical", Type.LONG, low));
            case WIDE -> {
                Code high = new Code.Element(early("highs" + k, HIGHS, k), ROW);
                yield call(Hash.class, "combine", Type.LONG, call(Hash.class, "of", Type.LONG, high), low);
            }
            case BYTES -> call(KeyView.class, "hashBytes", Type.LONG, low, early("pages" + k, PAGES, k));
        };
    }

    static RowLoops.@Nullable WriteLoop write(RecordPages records, RowLayout layout) {
        if (layout.texts.length > RowTexts.SHARED_COUNT_MAX) {
            return null;
        }
        LoopWriter code = new LoopWriter();
        Code row = code.let("row", new Code.Element(ROWS, ROW));
        code.locate(records, new Code.Element(IDS, ROW));
        for (int i = 0; i < layout.slice; i++) {
            code.store(i, Constant.ZERO);
        }
        for (int k = 0; k < layout.kinds.length; k++) {
            Code low = new Code.Element(code.early("lows" + k, LOWS, k), row);
            switch (layout.kinds[k]) {
                case LONG, FLOAT -> code.store(layout.offset(k), low);
                case WIDE -> {
                    code.store(layout.offset(k), low);
                    code.store(layout.offset(k) + 1, new Code.Element(code.early("highs" + k, HIGHS, k), row));
                }
                case BYTES -> {}
            }
        }
        code.writeTexts(layout, row);
        return code.make(
                RowLoops.WriteLoop.class,
                List.of(COUNT, ROWS, IDS, RECORDS, LOWS, HIGHS, PAGES, TEXTS),
                new Statement.Loop(ROW, COUNT, code.body));
    }

    private void writeTexts(RowLayout layout, Code row) {
        int count = layout.texts.length;
        Code.Call slow = new Code.Call(TEXTS.type(), "put", true, List.of(TEXTS, row, PAGE, BASE), Type.VOID);
        if (count < 2) {
            if (count == 1) {
                body.add(new Statement.Do(slow));
            }
            return;
        }
        List<Code> refs = new ArrayList<>();
        List<Code> lengths = new ArrayList<>();
        for (int text = 0; text < count; text++) {
            int column = layout.texts[text];
            refs.add(let("ref" + text, new Code.Element(early("lows" + column, LOWS, column), row)));
            Code pages = early("pages" + column, PAGES, column);
            lengths.add(let("length" + text, call(Ref.class, "length", Type.INT, refs.get(text), pages)));
        }
        Code any = lengths.stream().reduce((a, b) -> binary(Operation.OR, a, b)).orElseThrow();
        Code tooLong = new Code.Test(Code.Relation.GREATER, new Code.Widened(any), new Constant(RowLayout.SHARED_MAX));
        body.add(new Statement.If(tooLong, List.of(new Statement.Do(slow)), shared(layout, refs, lengths)));
    }

    private List<Statement> shared(RowLayout layout, List<Code> refs, List<Code> lengths) {
        List<Statement> statements = new ArrayList<>();
        Code total =
                lengths.stream().reduce((a, b) -> binary(Operation.ADD, a, b)).orElseThrow();
        Variable at = new Variable("at", Type.LONG);
        statements.add(
                new Statement.Let(at, new Code.Call(TEXTS.type(), "reserve", true, List.of(TEXTS, total), Type.LONG)));
        statements.add(storeWord(layout.slice, at));
        for (int text = 0; text < refs.size(); text++) {
            Code pages = early("pages" + layout.texts[text], PAGES, layout.texts[text]);
            List<Code> arguments = List.of(TEXTS, at, refs.get(text), pages);
            statements.add(new Statement.Set(at, new Code.Call(TEXTS.type(), "fill", true, arguments, Type.LONG)));
        }
        for (int word = layout.ownerWords; word < layout.slice; word++) {
            Code packed = packed(layout, word, lengths);
            if (packed != null) {
                statements.add(storeWord(word, packed));
            }
        }
        return statements;
    }

    /** The lengths that are in a word. */
    private static @Nullable Code packed(RowLayout layout, int word, List<Code> lengths) {
        Code packed = null;
        for (int text = 0; text < lengths.size() - 1; text++) {
            if (layout.lengthWord(text) == word) {
                Code part = binary(
                        Operation.SHIFT_LEFT,
                        new Code.Widened(lengths.get(text)),
                        new Code.Small(layout.lengthShift(text)));
                packed = packed == null ? part : binary(Operation.OR, packed, part);
            }
        }
        return packed;
    }

    /**
     * @param columns to read
     */
    static RowLoops.@Nullable ReadLoop read(RecordPages records, RowLayout layout, int[] columns) {
        LoopWriter code = new LoopWriter();
        code.locate(records, new Code.Element(IDS, ROW));
        int at = 0;
        for (int column : columns) {
            switch (layout.kinds[column]) {
                case LONG, FLOAT -> code.out(at++, word(layout.offset(column)));
                case WIDE -> {
                    code.out(at++, word(layout.offset(column)));
                    code.out(at++, word(layout.offset(column) + 1));
                }
                case BYTES -> code.out(at++, code.textRef(layout, layout.text(column)));
            }
        }
        return code.make(
                RowLoops.ReadLoop.class,
                List.of(COUNT, IDS, RECORDS, OUT, TEXTS),
                new Statement.Loop(ROW, COUNT, code.body));
    }

    private void out(int at, Code value) {
        body.add(new Statement.Store(early("out" + at, OUT, at), ROW, value));
    }

    /** What {@link RowTexts#ref} answers. */
    private Code textRef(RowLayout layout, int text) {
        if (layout.texts.length == 1) {
            return word(layout.slice);
        }
        Variable ref = new Variable("ref" + text, Type.LONG);
        body.add(new Statement.Let(ref, word(layout.slice)));
        Code slow =
                new Code.Call(TEXTS.type(), "ref", true, List.of(TEXTS, PAGE, BASE, new Code.Small(text)), Type.LONG);
        Code start = Constant.ZERO;
        for (int i = 0; i < text; i++) {
            start = binary(Operation.ADD, start, length(layout, i));
        }
        boolean last = text == layout.texts.length - 1;
        Code length = last ? subtract(shortLength(ref), start) : length(layout, text);
        Code fast = call(Ref.class, "part", Type.LONG, ref, new Code.Narrowed(start), new Code.Narrowed(length));
        Code apart = new Code.Test(Code.Relation.EQUAL, length(layout, 0), new Constant(RowLayout.APART));
        body.add(new Statement.If(apart, List.of(new Statement.Set(ref, slow)), List.of(new Statement.Set(ref, fast))));
        return ref;
    }

    private static Code shortLength(Code ref) {
        return binary(Operation.AND, ref, new Constant(Ref.LENGTH_LONG));
    }

    private static Code subtract(Code left, Code right) {
        return binary(Operation.SUBTRACT, left, right);
    }

    private static Code length(RowLayout layout, int text) {
        Code shifted = binary(
                Operation.SHIFT_RIGHT_UNSIGNED,
                word(layout.lengthWord(text)),
                new Code.Small(layout.lengthShift(text)));
        return binary(Operation.AND, shifted, new Constant(RowLayout.APART));
    }

    /** Where the record of an id is. */
    private void locate(RecordPages records, Code id) {
        body.add(new Statement.Let(ID, id));
        Code page = binary(Operation.SHIFT_RIGHT_UNSIGNED, ID, new Code.Small(records.shift()));
        body.add(new Statement.Let(PAGE, new Code.Element(RECORDS, page)));
        Code slot = binary(Operation.AND, ID, new Code.Small((1 << records.shift()) - 1));
        body.add(new Statement.Let(BASE, binary(Operation.MULTIPLY, slot, new Code.Small(records.width()))));
    }

    private static Code word(int offset) {
        return new Code.Element(PAGE, binary(Operation.ADD, BASE, new Code.Small(offset)));
    }

    private void store(int offset, Code value) {
        body.add(storeWord(offset, value));
    }

    private static Statement storeWord(int offset, Code value) {
        return new Statement.Store(PAGE, binary(Operation.ADD, BASE, new Code.Small(offset)), value);
    }

    private Code let(String name, Code value) {
        Variable variable = new Variable(name, value.type());
        body.add(new Statement.Let(variable, value));
        return variable;
    }

    private Variable early(String name, Variable arrays, int index) {
        return early(new Variable(name, arrays.type().element()), new Code.Element(arrays, new Code.Small(index)));
    }

    private Variable early(Variable variable, Code value) {
        Statement let = new Statement.Let(variable, value);
        if (!early.contains(let)) {
            early.add(let);
        }
        return variable;
    }

    private static Code binary(Operation operation, Code left, Code right) {
        return new Binary(operation, left, right);
    }

    private static Code call(Class<?> owner, String method, Type type, Code... arguments) {
        return new Code.Call(Type.of(owner), method, false, List.of(arguments), type);
    }

    private <T> @Nullable T make(Class<T> type, List<Variable> parameters, Statement loop) {
        List<Statement> all = new ArrayList<>(early);
        all.add(loop);
        return GeneratedCode.make(MethodHandles.lookup(), type, new Routine(parameters, all, null));
    }
}
