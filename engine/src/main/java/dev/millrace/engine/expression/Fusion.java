package dev.millrace.engine.expression;

import dev.millrace.engine.codegen.Code;
import dev.millrace.engine.codegen.Code.Variable;
import dev.millrace.engine.codegen.GeneratedCode;
import dev.millrace.engine.codegen.JavaText;
import dev.millrace.engine.codegen.Routine;
import dev.millrace.engine.codegen.Statement;
import dev.millrace.engine.codegen.Type;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Nulls;
import dev.millrace.types.Ref;
import dev.millrace.types.Storage;
import dev.millrace.types.WideColumn;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Some expressions as one loop over rows, with what has to be prepared for it. */
final class Fusion {
    private static final Variable SIZE = new Variable("size", Type.INT);
    private static final Variable OUT = new Variable("out", Type.LONG_ARRAYS);
    private static final Variable OUT_NULLS = new Variable("outNulls", Type.LONG_ARRAYS);
    private static final Variable ROWS = new Variable("rows", Type.INTS);
    private static final Variable COUNT = new Variable("count", Type.INT);
    private static final Variable AT = new Variable("k", Type.INT);
    private static final List<Variable> PARAMETERS =
            List.of(SIZE, Emitter.IN, Emitter.PAGES, Emitter.NULLS, OUT, OUT_NULLS, Emitter.OBJECTS, ROWS);
    private static final long[][] NO_ARRAYS = {};
    private static final int[] NO_ROWS = {};

    private final Emitter code;
    private final List<Value> results;
    private final Routine routine;
    private final @Nullable RowLoop loop;
    private final Object[] objects;
    private long[] noNulls = new long[0];

    private Fusion(Emitter code, List<Value> results, Routine routine) {
        this.code = code;
        this.results = results;
        this.routine = routine;
        this.objects = code.objects().toArray();
        this.loop = GeneratedCode.make(MethodHandles.lookup(), RowLoop.class, routine);
    }

    /** The selection of rows by a predicate, or {@code null} if the predicate has no code. */
    static @Nullable Fusion ofPredicate(Node node, Frame frame, boolean nullable) {
        Emitter code = new Emitter(frame, nullable);
        Value truth = code.computed(node);
        if (truth == null) {
            return null;
        }
        Code selected = Codes.and(truth.low(), Codes.constant(1));
        if (truth.canBeNull()) {
            selected = Codes.and(Codes.xor(truth.isNull(), Codes.constant(1)), selected);
        }
        code.add(new Statement.Store(ROWS, COUNT, Emitter.ROW));
        code.add(new Statement.Set(
                COUNT, new Code.Binary(Code.Operation.ADD, COUNT, new Code.Narrowed(code.let(selected)))));
        return of(code, Emitter.ROW, List.of(), COUNT);
    }

    /** Whether there is code for a node, which is no bare column or constant. */
    static boolean hasCode(Node node, Frame frame) {
        return new Emitter(frame, true).computed(node) != null;
    }

    /** The columns of nodes that have code, or {@code null} if that would be too much for one method. */
    static @Nullable Fusion ofColumns(List<Node> nodes, Frame frame, boolean nullable) {
        return ofColumns(nodes, frame, nullable, Emitter.ROW);
    }

    /** As {@link #ofColumns}, but of chosen rows only, see {@link #compute(int, Column[], int[])}. */
    static @Nullable Fusion ofChosen(List<Node> nodes, Frame frame, boolean nullable) {
        return ofColumns(nodes, frame, nullable, AT);
    }

    private static @Nullable Fusion ofColumns(List<Node> nodes, Frame frame, boolean nullable, Variable at) {
        Emitter code = new Emitter(frame, nullable);
        if (!at.equals(Emitter.ROW)) {
            code.add(new Statement.Let(Emitter.ROW, new Code.Element(ROWS, at)));
        }
        List<Value> results = nodes.stream().map(code::value).toList();
        int array = 0;
        for (int i = 0; i < results.size(); i++) {
            array = store(code, results.get(i), i, array, at);
        }
        return of(code, at, results, new Code.Small(0));
    }

    private static int store(Emitter code, Value value, int column, int array, Variable at) {
        code.add(new Statement.Store(output(code, array), at, value.low()));
        if (value.storage() == Storage.WIDE) {
            code.add(new Statement.Store(output(code, array + 1), at, value.high()));
        }
        if (value.canBeNull()) {
            Code bitmap = code.early(new Code.Element(OUT_NULLS, new Code.Small(column)));
            Code word = new Code.Binary(Code.Operation.SHIFT_RIGHT, at, new Code.Small(6));
            Code bit = new Code.Binary(Code.Operation.SHIFT_LEFT, value.isNull(), at);
            code.add(new Statement.Store(bitmap, word, Codes.or(new Code.Element(bitmap, word), bit)));
        }
        return array + Emitter.arraysOf(value.storage());
    }

    private static Code output(Emitter code, int array) {
        return code.early(new Code.Element(OUT, new Code.Small(array)));
    }

    private static @Nullable Fusion of(Emitter code, Variable index, List<Value> results, Code result) {
        List<Statement> body = new ArrayList<>();
        body.add(new Statement.Let(Emitter.BAD, Code.Constant.ZERO));
        body.add(new Statement.Let(COUNT, new Code.Small(0)));
        body.addAll(code.prologue());
        body.add(new Statement.Loop(index, SIZE, List.copyOf(code.body())));
        Variable answer = new Variable("answer", Type.INT);
        body.add(new Statement.Let(answer, result));
        body.add(new Statement.If(
                Codes.test(Code.Relation.LESS, Emitter.BAD, Code.Constant.ZERO),
                List.of(new Statement.Set(answer, new Code.Small(RowLoop.SUSPECT))),
                List.of()));
        Fusion fusion = new Fusion(code, results, new Routine(PARAMETERS, body, answer));
        return fusion.loop == null ? null : fusion;
    }

    /** The code as text. */
    String text() {
        return JavaText.of("run", routine);
    }

    /** The columns that it reads. */
    Column[] columns(Frame frame) {
        return code.columns().stream().map(node -> node.evaluate(frame)).toArray(Column[]::new);
    }

    /** The columns that it reads, where those of another one are known. */
    Column[] columns(Frame frame, Fusion other, Column[] known) {
        return code.columns().equals(other.code.columns()) ? known : columns(frame);
    }

    /** Writes the selected rows and returns how many; or {@link RowLoop#SUSPECT}. */
    int select(int size, Column[] columns, int[] rows) {
        return run(size, columns, new byte[code.sources().size()][][], NO_ARRAYS, NO_ARRAYS, rows);
    }

    /** Whether it reads nothing but columns of the batch. */
    boolean readsInputsOnly() {
        return code.columns().stream().allMatch(InputNode.class::isInstance);
    }

    /** The resulting columns, or {@code null} if some row is suspect. */
    @Nullable
    List<Column> compute(int size, Column[] columns) {
        return compute(size, columns, NO_ROWS);
    }

    /** As {@link #compute(int, Column[])}, of the rows {@code rows[0..size)} of the columns. */
    @Nullable
    List<Column> compute(int size, Column[] columns, int[] rows) {
        byte[][][] pages = new byte[code.sources().size()][][];
        int arrays = results.stream()
                .mapToInt(value -> Emitter.arraysOf(value.storage()))
                .sum();
        long[][] out = new long[arrays][size];
        long[][] outNulls = new long[results.size()][];
        for (int i = 0; i < outNulls.length; i++) {
            outNulls[i] = results.get(i).canBeNull() ? Nulls.create(size) : noNulls;
        }
        boolean suspect = run(size, columns, pages, out, outNulls, rows) == RowLoop.SUSPECT;
        return suspect ? null : results(size, out, outNulls, pages);
    }

    private int run(int size, Column[] columns, byte[][][] pages, long[][] out, long[][] outNulls, int[] rows) {
        long[][] in = new long[code.arrayCount()][];
        long[][] nulls = new long[columns.length][];
        for (int i = 0; i < columns.length; i++) {
            Emitter.arrays(columns[i], code.firstArray(i), in);
            long[] bitmap = columns[i].nulls();
            nulls[i] = bitmap == null ? noNulls(columns[i].size()) : bitmap;
        }
        for (int i = 0; i < pages.length; i++) {
            resolve(i, columns, pages, in);
        }
        return Objects.requireNonNull(loop).run(size, in, pages, nulls, out, outNulls, objects, rows);
    }

    private byte[][] resolve(int source, Column[] columns, byte[][][] pages, long[][] in) {
        if (pages[source] == null) {
            pages[source] = switch (code.sources().get(source)) {
                case Emitter.Source.OfColumn of -> ((BytesColumn) columns[of.column()]).pages();
                case Emitter.Source.Fixed fixed -> (byte[][]) objects[fixed.object()];
                case Emitter.Source.Merged merged -> {
                    PageTable table = new PageTable();
                    merged.shifts().forEach((part, array) -> {
                        int shift = table.add(resolve(part, columns, pages, in));
                        in[array] = new long[] {Ref.shift(0, shift)};
                    });
                    yield table.pages();
                }
            };
        }
        return pages[source];
    }

    private long[] noNulls(int size) {
        if (noNulls.length << 6 < size) {
            noNulls = Nulls.create(size * 2);
        }
        return noNulls;
    }

    private List<Column> results(int size, long[][] out, long[][] outNulls, byte[][][] pages) {
        List<Column> columns = new ArrayList<>();
        int array = 0;
        for (int i = 0; i < results.size(); i++) {
            Value value = results.get(i);
            long[] nulls = anyBit(outNulls[i]) ? outNulls[i] : null;
            columns.add(
                    switch (value.storage()) {
                        case LONG -> new LongColumn(size, out[array], nulls);
                        case WIDE -> new WideColumn(size, out[array + 1], out[array], nulls);
                        case BYTES -> new BytesColumn(size, out[array], pages[value.source()], nulls);
                    });
            array += Emitter.arraysOf(value.storage());
        }
        return columns;
    }

    private static boolean anyBit(long[] bitmap) {
        for (long word : bitmap) {
            if (word != 0) {
                return true;
            }
        }
        return false;
    }
}
