package dev.millrace.engine.expression;

import dev.millrace.engine.codegen.Code;
import dev.millrace.engine.codegen.Code.Constant;
import dev.millrace.engine.codegen.Code.Variable;
import dev.millrace.engine.codegen.Statement;
import dev.millrace.engine.codegen.Type;
import dev.millrace.types.Column;
import dev.millrace.types.Int128;
import dev.millrace.types.Storage;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects the code that computes one row of a {@link RowLoop}.
 *
 * <p>Nodes without code become columns that the interpreter computes beforehand. But not inside of a branch, whose rows are not
 * known then: the outermost node with branches becomes such a column instead.
 */
final class Emitter {
    /** Where the bytes of values lie. */
    sealed interface Source {
        /** In the pages of a column. */
        record OfColumn(int column) implements Source {}

        /** In pages known beforehand: element {@code object} of the objects. */
        record Fixed(int object) implements Source {}

        /**
         * In the pages of several sources, one after another.
         *
         * @param number tells equal ones apart
         * @param shifts for each source the number of the input array whose first element says how far it is shifted
         */
        record Merged(int number, SequencedMap<Integer, Integer> shifts) implements Source {}
    }

    /** A node inside a branch has no code. */
    private static final class NotEmitted extends RuntimeException {
        private static final NotEmitted INSTANCE = new NotEmitted();

        private NotEmitted() {
            super("no code", null, false, false);
        }
    }

    static final Variable ROW = new Variable("i", Type.INT);
    static final Variable IN = new Variable("in", Type.LONG_ARRAYS);
    static final Variable PAGES = new Variable("pages", Type.of(byte[][][].class));
    static final Variable NULLS = new Variable("nulls", Type.LONG_ARRAYS);
    static final Variable OBJECTS = new Variable("objects", Type.of(Object[].class));
    static final Variable BAD = new Variable("bad", Type.LONG);

    private final Frame frame;
    private final boolean nullable;
    private List<Statement> body = new ArrayList<>();
    private Map<Node, Value> known = new IdentityHashMap<>();
    private final Columns columns = new Columns();
    private final List<Object> objects = new ArrayList<>();
    private final List<Source> sources = new ArrayList<>();
    private Map<Code, Variable> early = new LinkedHashMap<>();
    private int arrays;
    private int names;
    private int branches;
    private boolean mayBranch = true;

    /** The columns that the interpreter computes, and the number of the first input array of each. */
    private static final class Columns {
        private final List<Node> nodes = new ArrayList<>();
        private final List<Integer> firstArrays = new ArrayList<>();

        int indexOf(Node node) {
            for (int i = 0; i < nodes.size(); i++) {
                if (nodes.get(i) == node) {
                    return i;
                }
            }
            return -1;
        }
    }

    /**
     * Code for columns of the storage that those of the frame have.
     *
     * @param nullable whether they may have NULLs; without, the code is faster
     */
    Emitter(Frame frame, boolean nullable) {
        this.frame = frame;
        this.nullable = nullable;
    }

    /** The columns that the interpreter has to compute. */
    List<Node> columns() {
        return columns.nodes;
    }

    /** What the code calls. */
    List<Object> objects() {
        return objects;
    }

    /** Where bytes lie, by number. */
    List<Source> sources() {
        return sources;
    }

    /** The number of input arrays. */
    int arrayCount() {
        return arrays;
    }

    /** The number of the first input array of a column. */
    int firstArray(int column) {
        return columns.firstArrays.get(column);
    }

    /** What is to be done for each row. */
    List<Statement> body() {
        return body;
    }

    /** What is to be done before the first row. */
    List<Statement> prologue() {
        List<Statement> statements = new ArrayList<>();
        early.forEach((code, variable) -> statements.add(new Statement.Let(variable, code)));
        return statements;
    }

    /** The value of a node in the current row, computed once. */
    Value value(Node node) {
        Value value = known.get(node);
        if (value == null) {
            value = branches == 0 && mayBranch(node) ? attempt(node) : emitted(node);
            known.put(node, value);
        }
        return value;
    }

    /** The value if the node has code, {@code null} if it is a column or constant. */
    @Nullable
    Value computed(Node node) {
        if (node instanceof InputNode || node instanceof ConstantNode) {
            return null;
        }
        Value value = value(node);
        return columns.indexOf(node) < 0 ? value : null;
    }

    private static boolean mayBranch(Node node) {
        return node instanceof LogicNode
                || node instanceof LazyCase
                || node instanceof EagerCase
                || node instanceof SharedNode shared && mayBranch(shared.node());
    }

    private Value emitted(Node node) {
        Value value = node.emit(this);
        return value == null ? column(node) : value;
    }

    /** Whether branches may be added that are not needed, but save work. */
    boolean mayBranch() {
        return mayBranch;
    }

    private Value attempt(Node node) {
        Value value = tried(node);
        if (value == null && mayBranch && node.readsText()) {
            mayBranch = false;
            value = tried(node);
            mayBranch = true;
        }
        return value == null ? column(node) : value;
    }

    /** The value, or {@code null} if a node inside of a branch has no code: then nothing was added. */
    private @Nullable Value tried(Node node) {
        List<Statement> ownBody = body;
        Map<Node, Value> ownKnown = new IdentityHashMap<>(known);
        Map<Code, Variable> ownEarly = new LinkedHashMap<>(early);
        int[] sizes = {body.size(), columns.nodes.size(), sources.size(), arrays};
        try {
            return emitted(node);
        } catch (NotEmitted e) {
            branches = 0;
            body = ownBody;
            known = ownKnown;
            early = ownEarly;
            truncate(body, sizes[0]);
            truncate(columns.nodes, sizes[1]);
            truncate(columns.firstArrays, sizes[1]);
            truncate(sources, sizes[2]);
            arrays = sizes[3];
            return null;
        }
    }

    private static void truncate(List<?> list, int size) {
        list.subList(size, list.size()).clear();
    }

    private Value column(Node node) {
        if (branches > 0 && !(node instanceof InputNode)) {
            throw NotEmitted.INSTANCE;
        }
        Storage storage = node.evaluate(frame).storage();
        int column = columns.indexOf(node);
        if (column < 0) {
            column = columns.nodes.size();
            columns.nodes.add(node);
            columns.firstArrays.add(arrays);
            arrays += arraysOf(storage);
        }
        return load(column, storage);
    }

    /** The number of {@code long[]} in which a column is stored. */
    static int arraysOf(Storage storage) {
        return storage == Storage.WIDE ? 2 : 1;
    }

    /** Writes the arrays of a column to their place among the input arrays. */
    static void arrays(Column column, int at, long[][] in) {
        switch (column) {
            case dev.millrace.types.LongColumn longs -> in[at] = longs.values();
            case dev.millrace.types.WideColumn wides -> {
                in[at] = wides.low();
                in[at + 1] = wides.high();
            }
            case dev.millrace.types.BytesColumn bytes -> in[at] = bytes.refs();
        }
    }

    private Value load(int column, Storage storage) {
        Code isNull = nullable
                ? let(new Code.Bit(early(new Code.Element(NULLS, new Code.Small(column))), ROW))
                : Constant.ZERO;
        int array = columns.firstArrays.get(column);
        Code low = let(new Code.Element(array(array), ROW));
        return switch (storage) {
            case LONG -> Value.ofLong(low, isNull);
            case WIDE -> Value.ofWide(let(new Code.Element(array(array + 1), ROW)), low, isNull);
            case BYTES -> Value.ofBytes(low, isNull, source(new Source.OfColumn(column)));
        };
    }

    private Code array(int index) {
        return early(new Code.Element(IN, new Code.Small(index)));
    }

    /** The number of a source. */
    int source(Source source) {
        int known = sources.indexOf(source);
        if (known < 0) {
            sources.add(source);
            return sources.size() - 1;
        }
        return known;
    }

    /** Bytes known beforehand. */
    Value bytes(byte[] value) {
        int object = object(new byte[][] {value});
        return Value.ofBytes(
                Codes.constant(dev.millrace.types.Ref.of(0, 0, value.length)),
                Constant.ZERO,
                source(new Source.Fixed(object)));
    }

    private int object(Object object) {
        objects.add(object);
        return objects.size() - 1;
    }

    /** The pages of a source. */
    Code pages(int source) {
        return early(new Code.Element(PAGES, new Code.Small(source)));
    }

    /** A new source for bytes of several, into which {@link #moved} brings them. */
    int merged() {
        sources.add(new Source.Merged(sources.size(), new LinkedHashMap<>()));
        return sources.size() - 1;
    }

    /** The value with its bytes seen in the pages of a merged source; other values as they are. */
    Value moved(Value value, int target) {
        if (value.storage() != Storage.BYTES) {
            return value;
        }
        SequencedMap<Integer, Integer> shifts = ((Source.Merged) sources.get(target)).shifts();
        Integer array = shifts.get(value.source());
        if (array == null) {
            array = arrays++;
            shifts.put(value.source(), array);
        }
        Code shift = early(new Code.Element(array(array), new Code.Small(0)));
        return Value.ofBytes(let(Codes.add(value.low(), shift)), value.isNull(), target);
    }

    /** An object that the code calls. */
    <T> Code object(Class<T> type, T object) {
        Code element = new Code.Element(OBJECTS, new Code.Small(object((Object) object)));
        return early(new Code.Seen(Type.of(type), element));
    }

    // Statements

    private Variable named(String prefix, Type type) {
        return new Variable(prefix + names++, type);
    }

    /** A variable or constant with the value of the code. */
    Code let(Code code) {
        if (code instanceof Variable || code instanceof Constant) {
            return code;
        }
        return declare(code);
    }

    /** A new variable, which may be changed later. */
    Variable declare(Code first) {
        Variable variable = named("v", first.type());
        body.add(new Statement.Let(variable, first));
        return variable;
    }

    /** Gives a variable another value. */
    void set(Variable variable, Code code) {
        if (!variable.equals(code)) {
            body.add(new Statement.Set(variable, code));
        }
    }

    /** Does any statement. */
    void add(Statement statement) {
        body.add(statement);
    }

    /** A variable whose value is computed before the first row. */
    Variable early(Code code) {
        Variable variable = early.get(code);
        if (variable == null) {
            variable = named("c", code.type());
            early.put(code, variable);
        }
        return variable;
    }

    /** Does one or the other by whether the condition is not 0. What is computed there is not known elsewhere. */
    void branch(Code condition, Runnable then, Runnable otherwise) {
        List<Statement> first = branch(then);
        List<Statement> second = branch(otherwise);
        body.add(new Statement.If(condition, first, second));
    }

    private List<Statement> branch(Runnable work) {
        List<Statement> outer = body;
        Map<Node, Value> outerKnown = known;
        body = new ArrayList<>();
        known = new IdentityHashMap<>(outerKnown);
        branches++;
        work.run();
        branches--;
        List<Statement> inner = body;
        body = outer;
        known = outerKnown;
        return inner;
    }

    /** Does something where the value is not NULL. */
    void whereGiven(Code isNull, Runnable work) {
        if (Codes.isConstant(isNull, 0)) {
            work.run();
        } else {
            branch(Codes.isZero(isNull), work, () -> {});
        }
    }

    /** 1 where either is NULL. */
    Code eitherNull(Value left, Value right) {
        return let(Codes.or(left.isNull(), right.isNull()));
    }

    /** 1 where a BOOLEAN is true, 0 where it is false or NULL. */
    Code definite(Value truth) {
        Code given = Codes.isConstant(truth.isNull(), 0) ? Constant.ONE : Codes.xor(truth.isNull(), Constant.ONE);
        return Codes.isConstant(given, 1) ? truth.low() : let(Codes.and(Codes.and(truth.low(), given), Constant.ONE));
    }

    /** Calls the row suspect if the code is negative and the value not NULL. */
    void suspectNegative(Code code, Code isNull) {
        Code masked = Codes.isConstant(isNull, 0) ? code : Codes.and(code, Codes.subtract(isNull, Constant.ONE));
        body.add(new Statement.Set(BAD, Codes.or(BAD, masked)));
    }

    /** Calls the row suspect if the condition is 1 and the value not NULL. */
    void suspectIf(Code condition, Code isNull) {
        suspectNegative(Codes.negate(condition), isNull);
    }

    /** Calls the row suspect unless the condition is 1 or the value NULL. */
    void suspectUnless(Code condition, Code isNull) {
        suspectNegative(Codes.subtract(condition, Constant.ONE), isNull);
    }

    /** A divisor, or 1 in the place of 0; the row is then suspect. */
    Code divisor(Code code, Code isNull) {
        if (code instanceof Constant constant && constant.value() != 0) {
            return code;
        }
        Code zero = let(Codes.isZero(code));
        suspectIf(zero, isNull);
        return let(Codes.or(code, zero));
    }

    /**
     * The result of a function of two 128-bit numbers in {@link Wide}.
     *
     * @param checked whether the row is suspect if the function could not compute the result
     */
    Value wide(String method, boolean checked, Value left, Value right, Code isNull) {
        Code high = early(Codes.call(Wide.class, "scratch", Type.LONGS, new Code.Small(0)));
        Code low = early(Codes.call(Wide.class, "scratch", Type.LONGS, new Code.Small(1)));
        Code zero = new Code.Small(0);
        List<Code> arguments = List.of(left.high(), left.low(), right.high(), right.low(), high, low, zero);
        boolean answers = !method.equals("divide") && !method.equals("remainder");
        Type type = answers ? Type.BOOLEAN : Type.VOID;
        Code.Call call = new Code.Call(Type.of(Wide.class), method, false, arguments, type);
        if (answers) {
            Code good = let(new Code.Widened(call));
            if (checked) {
                suspectUnless(good, isNull);
            }
        } else {
            body.add(new Statement.Do(call));
        }
        return Value.ofWide(let(new Code.Element(high, zero)), let(new Code.Element(low, zero)), isNull);
    }

    /** Calls the row suspect if the magnitude of the value is not below the limit. */
    void suspectBeyond(Int128 limit, Value value) {
        Code high = Codes.constant(limit.high());
        Code low = Codes.constant(limit.low());
        suspectUnless(Codes.holds(Wide.class, "isWithin", value.high(), value.low(), high, low), value.isNull());
    }

    /** Calls the row suspect if the value is not in the range. */
    void suspectOutside(long min, long max, Value value) {
        if (min != Long.MIN_VALUE || max != Long.MAX_VALUE) {
            Code low = value.low();
            suspectNegative(
                    Codes.or(Codes.subtract(low, Codes.constant(min)), Codes.subtract(Codes.constant(max), low)),
                    value.isNull());
        }
    }
}
