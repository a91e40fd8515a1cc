package dev.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.plan.Operator;
import dev.millrace.plan.Operator.Bound;
import dev.millrace.plan.Operator.BoundKind;
import dev.millrace.plan.Operator.Frame;
import dev.millrace.plan.Operator.RankFunction;
import dev.millrace.plan.Operator.SortKey;
import dev.millrace.plan.Operator.TopK;
import dev.millrace.plan.Operator.Window;
import dev.millrace.plan.Operator.WindowCall;
import dev.millrace.plan.Position;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random windows over random deltas agree with the oracle after every step. */
class WindowTest {
    private static final SqlType KEY = new SqlType.IntegerType(32, true, false);
    private static final SqlType BIGINT = new SqlType.IntegerType(64, true, true);
    private static final SqlType UNSIGNED = new SqlType.IntegerType(64, false, true);
    private static final SqlType TEXT = new SqlType.TextType(false, -1, true);
    private static final SqlType DECIMAL = new SqlType.DecimalType(12, 2, true);
    private static final SqlType WIDE = new SqlType.DecimalType(30, 3, true);
    private static final SqlType DOUBLE = new SqlType.FloatingType(64, true);
    private static final SqlType BOOLEAN = new SqlType.BooleanType(true);
    private static final SqlType COUNT = new SqlType.IntegerType(64, true, false);
    private static final SqlType[] TYPES = {KEY, BIGINT, TEXT, DECIMAL, DOUBLE, BOOLEAN, WIDE, UNSIGNED};
    private static final List<Integer> SUMMABLE = List.of(0, 1, 3, 4, 6, 7);
    private static final List<String> FUNCTIONS = List.of(
            "ROW_NUMBER",
            "RANK",
            "DENSE_RANK",
            "LAG",
            "LEAD",
            "FIRST_VALUE",
            "LAST_VALUE",
            "COUNT",
            "SUM",
            "AVG",
            "MIN",
            "MAX",
            "STDDEV_POP",
            "COUNT DISTINCT");
    private static final int PROGRAMS = 120;
    private static final int STEPS = 25;

    private enum Kind {
        MULTISET,
        KEYED,
        APPEND_ONLY,
        DIFFERENCE
    }

    private final CircuitDraft draft = new CircuitDraft();
    private Random random = new Random(0);

    @ParameterizedTest
    @EnumSource(Kind.class)
    void agreesWithTheOracle(Kind kind) {
        for (int seed = 0; seed < PROGRAMS; seed++) {
            new WindowTest().run(kind, seed);
        }
    }

    private void run(Kind kind, long seed) {
        random = new Random(seed * 31 + kind.ordinal());
        int input = input(kind);
        List<SortKey> order = order();
        List<WindowCall> calls = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            calls.add(call(FUNCTIONS.get(random.nextInt(FUNCTIONS.size())), order));
        }
        Window window = new Window(random.nextInt(4) == 0 ? List.of() : List.of(5), order, calls);
        Schema schema = draft.schema(input)
                .concat(new Schema(
                        calls.stream().map(c -> new Field("w", c.type())).toList()));
        compare(draft.add(window, schema, input), window.toString());
    }

    private void compare(int output, String what) {
        RandomValues values = new RandomValues(random, 0.15, 0);
        RandomChanges changes = new RandomChanges(random, values, draft.tables(), 6);
        try (CircuitHarness harness =
                new CircuitHarness(draft.circuit(output), draft.tables(), 1 + random.nextInt(2))) {
            for (int step = 0; step < STEPS; step++) {
                if (random.nextInt(5) == 0) {
                    harness.abandon(changes.next(harness));
                }
                harness.step(changes.next(harness));
            }
            assertThat(harness.steps()).isEqualTo(STEPS);
        } catch (AssertionError difference) {
            throw new AssertionError(what, difference);
        }
    }

    /** A difference of two tables has rows of negative weight. */
    private int input(Kind kind) {
        int table = draft.table("t", kind == Kind.APPEND_ONLY, kind == Kind.KEYED ? List.of(0) : List.of(), TYPES);
        if (kind != Kind.DIFFERENCE) {
            return table;
        }
        int other = narrow(draft.table("u", false, List.of(), TYPES));
        int negative = draft.add(new Operator.Negate(), draft.schema(other), other);
        int both = draft.add(new Operator.Union(), draft.schema(other), narrow(table), negative);
        return widened(both);
    }

    /** Few different rows, so that some are in both tables. */
    private int narrow(int input) {
        return draft.add(
                new Operator.Project(List.of(
                        new dev.millrace.plan.Expression.Input(1, BIGINT),
                        new dev.millrace.plan.Expression.Input(5, BOOLEAN))),
                new Schema(List.of(new Field("n", BIGINT), new Field("b", BOOLEAN))),
                input);
    }

    private int widened(int input) {
        List<dev.millrace.plan.Expression> columns = new ArrayList<>();
        for (int i = 0; i < TYPES.length; i++) {
            columns.add(
                    i == 1
                            ? new dev.millrace.plan.Expression.Input(0, BIGINT)
                            : i == 5
                                    ? new dev.millrace.plan.Expression.Input(1, BOOLEAN)
                                    : new dev.millrace.plan.Expression.Literal(i == 0 ? (Object) 1L : null, TYPES[i]));
        }
        return draft.add(
                new Operator.Project(columns),
                new Schema(IntStream.range(0, TYPES.length)
                        .mapToObj(i -> new Field("c" + i, TYPES[i]))
                        .toList()),
                input);
    }

    private List<SortKey> order() {
        int first = random.nextInt(TYPES.length);
        SortKey key = new SortKey(first, random.nextBoolean(), random.nextBoolean());
        return random.nextInt(3) > 0
                ? List.of(key)
                : List.of(key, new SortKey(random.nextInt(TYPES.length), random.nextBoolean(), random.nextBoolean()));
    }

    private WindowCall call(String name, List<SortKey> order) {
        boolean ignoreNulls = random.nextInt(4) == 0;
        boolean distinct = name.endsWith("DISTINCT");
        String function = name.split(" ")[0];
        int column = random.nextInt(TYPES.length);
        Frame frame = frame(order);
        return switch (function) {
            case "ROW_NUMBER", "RANK", "DENSE_RANK" -> call(function, List.of(), false, false, frame, COUNT);
            case "LAG", "LEAD" ->
                call(function, shift(column), false, ignoreNulls, frame, TYPES[column].withNullable(true));
            case "FIRST_VALUE", "LAST_VALUE", "MIN", "MAX" ->
                call(function, List.of(column), false, ignoreNulls, frame, TYPES[column].withNullable(true));
            case "COUNT" ->
                call(function, column == 2 ? List.of() : List.of(column), distinct && column != 2, false, frame, COUNT);
            case "STDDEV_POP" -> call(function, List.of(4), false, false, frame, DOUBLE);
            default -> {
                int number = SUMMABLE.get(random.nextInt(SUMMABLE.size()));
                SqlType type = number == 0 ? BIGINT : TYPES[number].withNullable(true);
                yield call(function, List.of(number), random.nextInt(6) == 0, false, frame, type);
            }
        };
    }

    /** The key stands for the offset, so that it differs from row to row. */
    private List<Integer> shift(int column) {
        return switch (random.nextInt(3)) {
            case 0 -> List.of(column);
            case 1 -> List.of(column, 0);
            default -> List.of(column, 0, column);
        };
    }

    private static WindowCall call(
            String function,
            List<Integer> arguments,
            boolean distinct,
            boolean ignoreNulls,
            Frame frame,
            SqlType type) {
        return new WindowCall(function, arguments, distinct, ignoreNulls, frame, type, Position.NONE);
    }

    private Frame frame(List<SortKey> order) {
        int column = order.getFirst().column();
        boolean distances = order.size() == 1 && SUMMABLE.contains(column);
        boolean rows = random.nextBoolean();
        Bound lower = bound(rows, rows || distances, column, true);
        Bound upper = bound(rows, rows || distances, column, false);
        return new Frame(rows, lower, upper);
    }

    private Bound bound(boolean rows, boolean distances, int column, boolean lower) {
        BoundKind kind = switch (random.nextInt(distances ? 5 : 2)) {
            case 0 -> lower ? BoundKind.UNBOUNDED_PRECEDING : BoundKind.UNBOUNDED_FOLLOWING;
            case 1 -> BoundKind.CURRENT_ROW;
            case 2 -> lower ? BoundKind.FOLLOWING : BoundKind.PRECEDING;
            default -> lower ? BoundKind.PRECEDING : BoundKind.FOLLOWING;
        };
        boolean far = kind == BoundKind.PRECEDING || kind == BoundKind.FOLLOWING;
        return new Bound(kind, far ? distance(rows, column) : null);
    }

    private Object distance(boolean rows, int column) {
        long number = random.nextInt(4);
        if (rows) {
            return number;
        }
        return switch (TYPES[column]) {
            case SqlType.DecimalType decimal ->
                BigDecimal.valueOf(number).setScale(random.nextBoolean() ? decimal.scale() : 0);
            case SqlType.FloatingType floating -> (double) number;
            default -> number;
        };
    }

    @Test
    void ranksAllRowsOfAPartition() {
        for (RankFunction function : RankFunction.values()) {
            CircuitDraft ranks = new CircuitDraft();
            int table = ranks.table("t", false, List.of(), TYPES);
            Schema schema = ranks.schema(table).concat(Schema.of(new Field("rank", COUNT)));
            TopK all = new TopK(List.of(5), List.of(new SortKey(1, true, false)), function, TopK.UNLIMITED, 0, true);
            assertThat(steps(ranks, ranks.add(all, schema, table))).isEqualTo(STEPS);
        }
    }

    private static long steps(CircuitDraft draft, int output) {
        Random random = new Random(5);
        RandomChanges changes = new RandomChanges(random, new RandomValues(random, 0.15, 0), draft.tables(), 5);
        try (CircuitHarness harness = new CircuitHarness(draft.circuit(output), draft.tables(), 1)) {
            for (int step = 0; step < STEPS; step++) {
                harness.step(changes.next(harness));
            }
            return harness.steps();
        }
    }
}
