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
    private static final Variable HEAP = new Variable("heap", Type.of(BlobHeap.class));
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

    /**
     * @param headWords words at the record's start that become 0
     */
    static RowLoops.@Nullable WriteLoop write(RecordPages records, int headWords, KeyKind[] kinds, int[] offsets) {
        LoopWriter code = new LoopWriter();
        Code row = code.let("row", new Code.Element(ROWS, ROW));
        code.locate(records, new Code.Element(IDS, ROW));
        for (int i = 0; i < headWords; i++) {
            code.store(i, Constant.ZERO);
        }
        for (int k = 0; k < kinds.length; k++) {
            Code low = new Code.Element(code.early("lows" + k, LOWS, k), row);
            switch (kinds[k]) {
                case LONG, FLOAT -> code.store(offsets[k], low);
                case WIDE -> {
                    code.store(offsets[k], low);
                    code.store(offsets[k] + 1, new Code.Element(code.early("highs" + k, HIGHS, k), row));
                }
                case BYTES -> {
                    Code pages = code.early("pages" + k, PAGES, k);
                    code.store(
                            offsets[k], new Code.Call(HEAP.type(), "copy", true, List.of(HEAP, low, pages), Type.LONG));
                }
            }
        }
        return code.make(
                RowLoops.WriteLoop.class,
                List.of(COUNT, ROWS, IDS, RECORDS, LOWS, HIGHS, PAGES, HEAP),
                new Statement.Loop(ROW, COUNT, code.body));
    }

    /**
     * @param offsets of the words to read
     */
    static RowLoops.@Nullable ReadLoop read(RecordPages records, int[] offsets) {
        LoopWriter code = new LoopWriter();
        code.locate(records, new Code.Element(IDS, ROW));
        for (int k = 0; k < offsets.length; k++) {
            code.body.add(new Statement.Store(code.early("out" + k, OUT, k), ROW, word(offsets[k])));
        }
        return code.make(
                RowLoops.ReadLoop.class, List.of(COUNT, IDS, RECORDS, OUT), new Statement.Loop(ROW, COUNT, code.body));
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
        body.add(new Statement.Store(PAGE, binary(Operation.ADD, BASE, new Code.Small(offset)), value));
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
