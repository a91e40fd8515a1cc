package dev.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Call;
import dev.millrace.plan.Expression.Input;
import dev.millrace.plan.Expression.Literal;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Operator.Aggregate;
import dev.millrace.plan.Operator.AggregateCall;
import dev.millrace.plan.Operator.Join;
import dev.millrace.plan.Operator.JoinKind;
import dev.millrace.plan.Operator.RankFunction;
import dev.millrace.plan.Operator.SortKey;
import dev.millrace.plan.Operator.TopK;
import dev.millrace.plan.Position;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each operator, on random deltas with rollbacks and several shards, agrees with the oracle after every step. */
class OperatorTest {
    private static final SqlType BIGINT = new SqlType.IntegerType(64, true, true);
    private static final SqlType KEY = new SqlType.IntegerType(32, true, false);
    private static final SqlType TEXT = new SqlType.TextType(false, -1, true);
    private static final SqlType DECIMAL = new SqlType.DecimalType(12, 2, true);
    private static final SqlType WIDE = new SqlType.DecimalType(30, 3, true);
    private static final SqlType DOUBLE = new SqlType.FloatingType(64, true);
    private static final SqlType BOOLEAN = new SqlType.BooleanType(true);
    private static final SqlType COUNT = new SqlType.IntegerType(64, true, false);
    private static final int STEPS = 40;

    private record Case(String name, CircuitDraft draft, int output) {}

    /** The three kinds of tables that change what algorithm is chosen. */
    private enum Kind {
        MULTISET,
        KEYED,
        APPEND_ONLY
    }

    private static int table(CircuitDraft draft, String name, Kind kind) {
        List<Integer> key = kind == Kind.KEYED ? List.of(0) : List.of();
        return draft.table(name, kind == Kind.APPEND_ONLY, key, KEY, BIGINT, TEXT, DECIMAL, DOUBLE, BOOLEAN, WIDE);
    }

    @TestFactory
    Stream<DynamicTest> agreesWithTheOracle() {
        List<Case> cases = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            joins(kind, cases);
            aggregates(kind, cases);
            ranks(kind, cases);
            sets(kind, cases);
            constants(kind, cases);
        }
        return cases.stream()
                .flatMap(c -> Stream.of(1, 3)
                        .map(shards ->
                                DynamicTest.dynamicTest(c.name + ", " + shards + " shards", () -> run(c, shards))));
    }

    private static void run(Case c, int shards) {
        for (long seed = 0; seed < 2; seed++) {
            Random random = new Random(seed * 10 + shards);
            RandomValues values = new RandomValues(random, 0.15, 0);
            RandomChanges changes = new RandomChanges(random, values, c.draft.tables(), 5);
            try (CircuitHarness harness = new CircuitHarness(c.draft.circuit(c.output), c.draft.tables(), shards)) {
                for (int step = 0; step < STEPS; step++) {
                    if (random.nextInt(6) == 0) {
                        harness.abandon(changes.next(harness));
                    }
                    harness.step(changes.next(harness));
                }
                assertThat(harness.steps()).isEqualTo(STEPS);
            }
        }
    }

    private static void joins(Kind kind, List<Case> cases) {
        for (JoinKind join : JoinKind.values()) {
            for (boolean residual : new boolean[] {false, true}) {
                for (int keys = 0; keys < 3; keys++) {
                    CircuitDraft draft = new CircuitDraft();
                    int left = table(draft, "l", kind);
                    int right = table(draft, "r", kind);
                    boolean half = join == JoinKind.SEMI || join == JoinKind.ANTI;
                    Schema schema = half
                            ? draft.schema(left)
                            : nullable(draft.schema(left).concat(draft.schema(right)));
                    Expression condition = residual ? less(new Input(1, BIGINT), new Input(8, BIGINT)) : null;
                    List<Integer> columns = List.of(2, 5).subList(0, keys);
                    List<Boolean> nullSafe = List.of(false, true).subList(0, keys);
                    int output = draft.add(new Join(join, columns, columns, nullSafe, condition), schema, left, right);
                    cases.add(new Case(
                            kind + " " + join + " join by " + keys + (residual ? " with residual" : ""),
                            draft,
                            output));
                }
            }
        }
    }

    /** Constants come in the first step, wherever the rows are that they meet. */
    private static void constants(Kind kind, List<Case> cases) {
        List<List<Literal>> rows = new ArrayList<>();
        for (long number : new long[] {0, 1, 1, 2, 3}) {
            rows.add(List.of(new Literal(number, KEY)));
        }
        CircuitDraft draft = new CircuitDraft();
        int left = draft.add(new Operator.Constant(rows), Schema.of(new Field("n", KEY)));
        int right = table(draft, "r", kind);
        Schema schema = nullable(draft.schema(left).concat(draft.schema(right)));
        Join join = new Join(JoinKind.FULL, List.of(0), List.of(0), List.of(false), null);
        cases.add(new Case(kind + " join with constants", draft, draft.add(join, schema, left, right)));
    }

    private static Expression less(Expression left, Expression right) {
        return new Call("<", List.of(left, right), BOOLEAN, Position.NONE);
    }

    private static Schema nullable(Schema schema) {
        return new Schema(schema.fields().stream()
                .map(field -> new Field(field.name(), field.type().withNullable(true)))
                .toList());
    }

    private static void aggregates(Kind kind, List<Case> cases) {
        for (int keys = 0; keys < 3; keys++) {
            CircuitDraft draft = new CircuitDraft();
            int input = table(draft, "t", kind);
            List<AggregateCall> calls = new ArrayList<>();
            calls.add(call("COUNT", List.of(), false, -1, COUNT));
            for (int filter : new int[] {-1, 5}) {
                calls.add(call("COUNT", List.of(1, 2), false, filter, COUNT));
                calls.add(call("COUNT", List.of(2), true, filter, COUNT));
                for (int column : new int[] {1, 3, 4, 6}) {
                    SqlType type = draft.schema(input).type(column);
                    calls.add(call("SUM", List.of(column), false, filter, type));
                    calls.add(call("AVG", List.of(column), false, filter, type));
                    calls.add(call("SUM", List.of(column), true, filter, type));
                }
                for (int column = 1; column < 7; column++) {
                    SqlType type = draft.schema(input).type(column);
                    calls.add(call("MIN", List.of(column), false, filter, type));
                    calls.add(call("MAX", List.of(column), false, filter, type));
                }
                calls.add(call("STDDEV_POP", List.of(4), false, filter, DOUBLE));
                calls.add(call("ARG_MAX", List.of(2, 1), false, filter, TEXT));
            }
            List<Integer> columns = List.of(5, 2).subList(0, keys);
            Schema schema = new Schema(Stream.concat(
                            draft.schema(input).select(columns).fields().stream(),
                            calls.stream().map(c -> new Field("a", c.type())))
                    .toList());
            int output = draft.add(new Aggregate(columns, calls), schema, input);
            cases.add(new Case(kind + " aggregate by " + keys, draft, output));
        }
    }

    private static AggregateCall call(
            String function, List<Integer> arguments, boolean distinct, int filter, SqlType type) {
        return new AggregateCall(function, arguments, distinct, filter, List.of(), false, type, Position.NONE);
    }

    private static void ranks(Kind kind, List<Case> cases) {
        List<SortKey> order = List.of(new SortKey(2, true, false), new SortKey(1, false, true));
        for (RankFunction function : RankFunction.values()) {
            for (boolean rankColumn : new boolean[] {false, true}) {
                for (long limit : new long[] {1, 3, TopK.UNLIMITED}) {
                    for (long offset : new long[] {0, 2}) {
                        CircuitDraft draft = new CircuitDraft();
                        int input = table(draft, "t", kind);
                        Schema schema = rankColumn
                                ? draft.schema(input).concat(Schema.of(new Field("rank", COUNT)))
                                : draft.schema(input);
                        int output = draft.add(
                                new TopK(List.of(5), order, function, limit, offset, rankColumn), schema, input);
                        cases.add(new Case(
                                kind + " " + function + " " + offset + "+" + limit + (rankColumn ? " shown" : ""),
                                draft,
                                output));
                    }
                }
            }
        }
    }

    private static void sets(Kind kind, List<Case> cases) {
        List<Operator> operators = List.of(
                new Operator.Distinct(),
                new Operator.Intersect(false),
                new Operator.Intersect(true),
                new Operator.Except(false),
                new Operator.Except(true),
                new Operator.Union());
        for (Operator operator : operators) {
            CircuitDraft draft = new CircuitDraft();
            int left = narrow(draft, table(draft, "l", kind));
            int right = narrow(draft, table(draft, "r", kind));
            int output = operator instanceof Operator.Distinct
                    ? draft.add(operator, draft.schema(left), left)
                    : draft.add(operator, draft.schema(left), left, right);
            cases.add(new Case(kind + " " + operator, draft, output));
        }
    }

    private static int narrow(CircuitDraft draft, int input) {
        List<Integer> columns = List.of(2, 5);
        Schema schema = draft.schema(input).select(columns);
        List<Expression> inputs = new ArrayList<>();
        columns.forEach(
                column -> inputs.add(new Input(column, draft.schema(input).type(column))));
        return draft.add(new Operator.Project(inputs), schema, input);
    }
}
