package dev.millrace.plan;

import static dev.millrace.plan.CircuitSketch.BIGINT;
import static dev.millrace.plan.CircuitSketch.BIGINT_NULL;
import static dev.millrace.plan.CircuitSketch.TEXT;
import static dev.millrace.plan.CircuitSketch.call;
import static dev.millrace.plan.CircuitSketch.column;
import static dev.millrace.plan.CircuitSketch.count;
import static dev.millrace.plan.CircuitSketch.literal;
import static dev.millrace.plan.CircuitSketch.longs;
import static dev.millrace.plan.CircuitSketch.table;
import static dev.millrace.plan.CircuitSketch.test;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.plan.Expression.Cast;
import dev.millrace.plan.Expression.Input;
import dev.millrace.plan.Expression.Literal;
import dev.millrace.plan.Expression.Logic;
import dev.millrace.plan.Operator.Aggregate;
import dev.millrace.plan.Operator.Asof;
import dev.millrace.plan.Operator.Bound;
import dev.millrace.plan.Operator.BoundKind;
import dev.millrace.plan.Operator.Constant;
import dev.millrace.plan.Operator.Distinct;
import dev.millrace.plan.Operator.Except;
import dev.millrace.plan.Operator.Filter;
import dev.millrace.plan.Operator.Frame;
import dev.millrace.plan.Operator.Hop;
import dev.millrace.plan.Operator.Intersect;
import dev.millrace.plan.Operator.JoinKind;
import dev.millrace.plan.Operator.Lateness;
import dev.millrace.plan.Operator.Negate;
import dev.millrace.plan.Operator.Project;
import dev.millrace.plan.Operator.RankFunction;
import dev.millrace.plan.Operator.Recompute;
import dev.millrace.plan.Operator.SortKey;
import dev.millrace.plan.Operator.TopK;
import dev.millrace.plan.Operator.Union;
import dev.millrace.plan.Operator.Unnest;
import dev.millrace.plan.Operator.Upsert;
import dev.millrace.plan.Operator.Window;
import dev.millrace.plan.Operator.WindowCall;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.ArrayType;
import dev.millrace.types.SqlType.IntegerType;
import dev.millrace.types.SqlType.MapType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PropertyInferenceTest {
    private static final Table LOG = table("log", longs("a", "b", "t"), List.of(), "append_only", "true");
    private static final Table BAG = table("bag", longs("a", "b", "t"), List.of());
    private static final Table KEYED = table("keyed", longs("a", "b", "t"), List.of(0));

    private final CircuitSketch sketch = new CircuitSketch();

    @Test
    void aTableIsAppendOnlyOnlyIfDeclared() {
        assertThat(of(log())).isEqualTo(properties(true, keys(), columns()));
        assertThat(of(bag())).isEqualTo(properties(false, keys(), columns()));
        assertThat(of(sketch.source("a_view", longs("x")))).isEqualTo(Properties.NONE);
    }

    @Test
    void upsertIsASetUniqueInTheKey() {
        assertThat(of(keyed())).isEqualTo(properties(false, keys(columns(0)), columns()));
    }

    @Test
    void upsertOfAppendOnlyInputIsNotAppendOnly() {
        assertThat(of(sketch.add(new Upsert(List.of(0)), log())).appendOnly()).isFalse();
    }

    @Test
    void upsertKeepsTheWaterlineOfItsKeyOnly() {
        int late = late(late(bag(), 0), 2);
        assertThat(of(sketch.add(new Upsert(List.of(0)), late)).monotone()).isEqualTo(columns(0));
    }

    @Test
    void latenessMakesItsColumnMonotone() {
        assertThat(of(late(log(), 2))).isEqualTo(properties(true, keys(), columns(2)));
    }

    @Test
    void latenessMayLeaveTheOldRowOfAKeyUnlessTheKeyHoldsTheTime() {
        int kept = sketch.add(new Filter(test(">", column(1), literal(3))), keyed());
        assertThat(of(late(kept, 2)).keys()).isEqualTo(keys(columns(0, 1, 2)));
        assertThat(of(late(kept, 0)).keys()).isEqualTo(keys(columns(0)));
    }

    @Test
    void latenessAfterAnUpsertDropsItWholeAndKeepsTheKey() {
        assertThat(of(late(late(keyed(), 2), 1))).isEqualTo(properties(false, keys(columns(0)), columns(1, 2)));
    }

    @Test
    void constantsAreAppendOnlyAndTheirKeysAreSeen() {
        int rows = sketch.add(new Constant(List.of(row(1, 5), row(2, 5))));
        assertThat(of(rows)).isEqualTo(properties(true, keys(columns(0)), columns()));
        assertThat(of(sketch.add(new Constant(List.of(row(1, 5))))).keys()).isEqualTo(keys(columns()));
        assertThat(of(sketch.add(new Constant(List.of(row(1, 5), row(1, 5))))).set())
                .isFalse();
    }

    @Test
    void filterKeepsEverything() {
        int kept = sketch.add(new Filter(test(">", column(1), literal(3))), late(keyed(), 0));
        assertThat(of(kept)).isEqualTo(properties(false, keys(columns(0)), columns(0)));
    }

    @Test
    void filterByAConstantShortensKeys() {
        int upsert = sketch.add(new Upsert(List.of(0, 1)), bag());
        Expression both = new Logic(
                true,
                List.of(test("=", column(0), literal(7)), test(">", column(2), literal(1))),
                CircuitSketch.BOOLEAN);
        assertThat(of(sketch.add(new Filter(both), upsert)).keys()).isEqualTo(keys(columns(1)));
        Expression either = new Logic(false, both.operands(), CircuitSketch.BOOLEAN);
        assertThat(of(sketch.add(new Filter(either), upsert)).keys()).isEqualTo(keys(columns(0, 1)));
    }

    @Test
    void projectCarriesKeysThroughPlainColumnsAndLosslessCasts() {
        int input = keyed();
        Expression wide = new Cast(new Input(0, new IntegerType(32, true, false)), BIGINT, false, Position.NONE);
        Expression narrow = new Cast(column(0), new IntegerType(32, true, false), false, Position.NONE);
        assertThat(of(project(input, column(1), column(0))).keys()).isEqualTo(keys(columns(1)));
        assertThat(of(project(input, wide)).keys()).isEqualTo(keys(columns(0)));
        assertThat(of(project(input, narrow)).keys()).isEmpty();
        assertThat(of(project(input, call("+", column(0), column(1)))).set()).isFalse();
    }

    @Test
    void projectWithoutTheKeyIsNoSet() {
        assertThat(of(project(keyed(), column(1))).set()).isFalse();
        assertThat(of(project(log(), column(1))).appendOnly()).isTrue();
    }

    @Test
    void projectCarriesWaterlinesThroughNondecreasingExpressions() {
        int input = late(log(), 2);
        Expression t = column(2);
        Expression tumbled = call("-", t, call("MOD", call("-", t, literal(3)), literal(10)));
        Expression projected = call("FLOOR", t, new Literal("HOUR", TEXT));
        Expression start = call("TUMBLE_START", t, new Cast(literal(5), BIGINT, false, Position.NONE));
        int node = project(input, t, call("+", t, literal(5)), call("-", t, literal(5)), tumbled, projected, start);
        assertThat(of(node).monotone()).isEqualTo(columns(0, 1, 2, 3, 4, 5));
    }

    @Test
    void projectDropsWaterlinesOfOtherExpressions() {
        int input = late(log(), 2);
        Expression t = column(2);
        Expression other = call("-", t, call("MOD", column(1), literal(10)));
        int node = project(input, call("-", literal(5), t), call("+", t, column(1)), call("ABS", t), other, column(1));
        assertThat(of(node).monotone()).isEmpty();
    }

    @Test
    void unnestIsUniqueWithOrdinalityOrMapKey() {
        SqlType array = new ArrayType(BIGINT, false);
        SqlType map = new MapType(TEXT, BIGINT, false);
        int input = sketch.add(
                new Upsert(List.of(0)),
                sketch.source("n", Schema.of(new Field("k", BIGINT), new Field("xs", array), new Field("m", map))));
        assertThat(of(sketch.add(new Unnest(new Input(1, array), false), input)).set())
                .isFalse();
        assertThat(of(sketch.add(new Unnest(new Input(1, array), true), input)).keys())
                .isEqualTo(keys(columns(0, 4)));
        assertThat(of(sketch.add(new Unnest(new Input(2, map), false), input)).keys())
                .isEqualTo(keys(columns(0, 3)));
    }

    @Test
    void hopIsUniqueWithTheStartUnlessWindowsDoNotOverlap() {
        int input = sketch.add(new Lateness(0, literal(0)), keyed());
        Properties overlapping = of(sketch.add(new Hop(0, 2, 10, 0), input));
        assertThat(overlapping).isEqualTo(properties(false, keys(columns(0, 3)), columns(0, 3, 4)));
        assertThat(of(sketch.add(new Hop(0, 10, 10, 0), input)).keys()).isEqualTo(keys(columns(0)));
        assertThat(of(sketch.add(new Hop(2, 2, 10, 0), log())).appendOnly()).isTrue();
    }

    @Test
    void unionIsAppendOnlyIfAllAreAndNeverASet() {
        assertThat(of(sketch.add(new Union(), log(), log())).appendOnly()).isTrue();
        assertThat(of(sketch.add(new Union(), log(), bag())).appendOnly()).isFalse();
        assertThat(of(sketch.add(new Union(), keyed(), keyed())).set()).isFalse();
        assertThat(of(sketch.add(new Union(), late(log(), 2), late(log(), 2))).monotone())
                .isEqualTo(columns(2));
        assertThat(of(sketch.add(new Union(), late(log(), 2), log())).monotone())
                .isEmpty();
    }

    @Test
    void negateIsNeither() {
        assertThat(of(sketch.add(new Negate(), late(keyed(), 0)))).isEqualTo(properties(false, keys(), columns(0)));
    }

    @Test
    void innerJoinOnAKeyOfTheRightKeepsTheKeysOfTheLeft() {
        int node = sketch.equiJoin(JoinKind.INNER, keyed(), List.of(1), keyed(), List.of(0));
        assertThat(of(node).keys()).isEqualTo(keys(columns(0)));
    }

    @Test
    void innerJoinElsewhereIsUniqueInBothKeys() {
        int node = sketch.equiJoin(JoinKind.INNER, keyed(), List.of(1), keyed(), List.of(1));
        assertThat(of(node).keys()).isEqualTo(keys(columns(0, 3)));
        assertThat(of(node).set()).isTrue();
    }

    @Test
    void innerJoinWithABagHasNoKey() {
        assertThat(of(sketch.equiJoin(JoinKind.INNER, keyed(), List.of(0), bag(), List.of(0)))
                        .keys())
                .isEmpty();
    }

    @Test
    void innerAndSemiJoinsOfAppendOnlyInputsAreAppendOnlyOthersNot() {
        for (JoinKind kind : JoinKind.values()) {
            boolean grows = kind == JoinKind.INNER || kind == JoinKind.SEMI;
            assertThat(of(sketch.equiJoin(kind, log(), List.of(0), log(), List.of(0)))
                            .appendOnly())
                    .as(kind.name())
                    .isEqualTo(grows);
            assertThat(of(sketch.equiJoin(kind, log(), List.of(0), bag(), List.of(0)))
                            .appendOnly())
                    .as(kind.name())
                    .isFalse();
        }
    }

    @Test
    void outerJoinsKeepOnlyKeysThatPaddedRowsRespect() {
        int left = keyed();
        int right = keyed();
        assertThat(of(sketch.equiJoin(JoinKind.LEFT, left, List.of(1), right, List.of(0)))
                        .keys())
                .isEqualTo(keys(columns(0)));
        assertThat(of(sketch.equiJoin(JoinKind.LEFT, left, List.of(0), right, List.of(1)))
                        .keys())
                .isEqualTo(keys(columns(0, 3)));
        assertThat(of(sketch.equiJoin(JoinKind.RIGHT, left, List.of(0), right, List.of(1)))
                        .keys())
                .isEqualTo(keys(columns(3)));
        assertThat(of(sketch.equiJoin(JoinKind.FULL, left, List.of(0), right, List.of(0)))
                        .keys())
                .isEqualTo(keys(columns(0, 3)));
    }

    @Test
    void fullJoinOfNullableKeysHasNoKey() {
        Schema schema = Schema.of(new Field("k", BIGINT_NULL));
        int left = sketch.add(new Distinct(), sketch.source("l", schema));
        int right = sketch.add(new Distinct(), sketch.source("r", schema));
        assertThat(of(sketch.equiJoin(JoinKind.FULL, left, List.of(0), right, List.of(0)))
                        .keys())
                .isEmpty();
    }

    @Test
    void semiAndAntiJoinsKeepTheKeysOfTheLeft() {
        assertThat(of(sketch.equiJoin(JoinKind.SEMI, keyed(), List.of(1), bag(), List.of(0)))
                        .keys())
                .isEqualTo(keys(columns(0)));
        assertThat(of(sketch.equiJoin(JoinKind.ANTI, keyed(), List.of(1), bag(), List.of(0)))
                        .keys())
                .isEqualTo(keys(columns(0)));
    }

    @Test
    void joinsKeepWaterlinesOfJoinKeysMonotoneOnBothSides() {
        int left = late(log(), 2);
        int right = late(log(), 0);
        assertThat(of(sketch.equiJoin(JoinKind.LEFT, left, List.of(2), right, List.of(0)))
                        .monotone())
                .isEqualTo(columns(2, 3));
        assertThat(of(sketch.equiJoin(JoinKind.INNER, left, List.of(1), right, List.of(1)))
                        .monotone())
                .isEmpty();
        assertThat(of(sketch.equiJoin(JoinKind.ANTI, left, List.of(2), right, List.of(0)))
                        .monotone())
                .isEqualTo(columns(2));
    }

    @Test
    void asofKeepsTheKeysOfTheLeftAndItsTime() {
        int node = sketch.add(new Asof(List.of(0), List.of(0), 2, 2), late(late(keyed(), 0), 2), late(log(), 2));
        assertThat(of(node)).isEqualTo(properties(false, keys(columns(0)), columns(2)));
    }

    @Test
    void countsOfWhatIsNeverTakenAwayGrow() {
        int log = log();
        int counts = sketch.add(new Aggregate(List.of(2, 1), List.of(count())), log);
        Properties.Growth growth = new Properties.Growth(columns(0, 1), columns(2));
        assertThat(of(counts).growth()).isEqualTo(growth);
        int moved = project(counts, column(2), column(1));
        assertThat(of(moved).growth()).isEqualTo(new Properties.Growth(columns(1), columns(0)));
        int ofCounts = sketch.add(new Aggregate(List.of(0), List.of(count())), counts);
        assertThat(of(ofCounts).growth()).isNull();
    }

    @Test
    void aggregateIsUniqueInItsGroup() {
        int node = sketch.add(new Aggregate(List.of(2, 1), List.of(count())), late(log(), 2));
        assertThat(of(node).withGrowth(null)).isEqualTo(properties(false, keys(columns(0, 1)), columns(0)));
        int total = sketch.add(new Aggregate(List.of(), List.of(count())), log());
        assertThat(of(total).withGrowth(null)).isEqualTo(properties(false, keys(columns()), columns()));
    }

    @Test
    void aggregateWhoseGroupHoldsAKeyIsUniqueInThatKey() {
        int node = sketch.add(new Aggregate(List.of(1, 0), List.of(count())), keyed());
        assertThat(of(node).keys()).isEqualTo(keys(columns(1)));
    }

    @Test
    void aggregateIsAppendOnlyIfItsGroupsNeverChange() {
        int distinct = sketch.add(new Distinct(), log());
        assertThat(of(sketch.add(new Aggregate(List.of(0), List.of()), log())).appendOnly())
                .isTrue();
        assertThat(of(sketch.add(new Aggregate(List.of(0), List.of(count())), distinct))
                        .appendOnly())
                .isFalse();
        assertThat(of(sketch.add(new Aggregate(List.of(0, 1, 2), List.of(count())), distinct))
                        .appendOnly())
                .isTrue();
    }

    @Test
    void distinctIsASet() {
        assertThat(of(sketch.add(new Distinct(), late(log(), 2))))
                .isEqualTo(properties(true, keys(columns(0, 1, 2)), columns(2)));
        assertThat(of(sketch.add(new Distinct(), keyed()))).isEqualTo(properties(false, keys(columns(0)), columns()));
    }

    @Test
    void intersectHasTheKeysOfBoth() {
        int other = sketch.add(new Upsert(List.of(1)), bag());
        assertThat(of(sketch.add(new Intersect(true), keyed(), other)).keys()).isEqualTo(keys(columns(0), columns(1)));
        assertThat(of(sketch.add(new Intersect(false), bag(), bag())).set()).isTrue();
        assertThat(of(sketch.add(new Intersect(true), bag(), bag())).set()).isFalse();
        assertThat(of(sketch.add(new Intersect(true), log(), log())).appendOnly())
                .isTrue();
    }

    @Test
    void exceptHasTheKeysOfTheLeft() {
        assertThat(of(sketch.add(new Except(true), keyed(), bag())).keys()).isEqualTo(keys(columns(0)));
        assertThat(of(sketch.add(new Except(true), bag(), keyed())).set()).isFalse();
        assertThat(of(sketch.add(new Except(false), log(), log())))
                .isEqualTo(properties(false, keys(columns(0, 1, 2)), columns()));
    }

    @Test
    void topOneIsUniqueInThePartition() {
        assertThat(of(topK(log(), RankFunction.ROW_NUMBER, 1, false)).keys()).isEqualTo(keys(columns(1)));
        assertThat(of(topK(log(), RankFunction.RANK, 1, false)).set()).isFalse();
        int unique = sketch.add(new Upsert(List.of(1, 2)), bag());
        assertThat(of(topK(unique, RankFunction.RANK, 1, false)).keys()).isEqualTo(keys(columns(1)));
    }

    @Test
    void topKIsUniqueInPartitionAndRowNumber() {
        assertThat(of(topK(log(), RankFunction.ROW_NUMBER, 5, true)).keys()).isEqualTo(keys(columns(1, 3)));
        assertThat(of(topK(keyed(), RankFunction.RANK, 5, true)).keys()).isEqualTo(keys(columns(0)));
        assertThat(of(topK(log(), RankFunction.ROW_NUMBER, 5, false)).appendOnly())
                .isFalse();
    }

    @Test
    void topKKeepsTheWaterlineOfThePartitionOnly() {
        assertThat(of(topK(late(late(log(), 1), 2), RankFunction.ROW_NUMBER, 5, false))
                        .monotone())
                .isEqualTo(columns(1));
    }

    @Test
    void windowKeepsKeysAndTheWaterlineOfItsOrderIfItLooksBack() {
        int input = sketch.add(new Distinct(), late(log(), 2));
        Properties back = of(window(input, "SUM", BoundKind.CURRENT_ROW));
        assertThat(back).isEqualTo(properties(false, keys(columns(0, 1, 2)), columns(2)));
        assertThat(of(window(input, "SUM", BoundKind.FOLLOWING)).monotone()).isEmpty();
        assertThat(of(window(bag(), "ROW_NUMBER", BoundKind.CURRENT_ROW)).keys())
                .isEqualTo(keys(columns(1, 3)));
    }

    @Test
    void recomputeHasTheKeysOfItsBody() {
        CircuitSketch body = new CircuitSketch();
        int inner = body.add(new Distinct(), body.source("0", longs("a", "b", "t")));
        Circuit bodyCircuit = body.output("result", inner).circuit();
        int node = sketch.add(new Recompute("why", bodyCircuit), longs("a", "b", "t"), "v", keyed());
        assertThat(of(node)).isEqualTo(properties(false, keys(columns(0)), columns()));
        int log = sketch.add(new Recompute("why", bodyCircuit), longs("a", "b", "t"), "v", log());
        assertThat(of(log)).isEqualTo(properties(false, keys(columns(0, 1, 2)), columns()));
    }

    @Test
    void atMostFourKeysAreKept() {
        int rows = sketch.add(new Constant(List.of(
                List.of(literal(1), literal(1), literal(1), literal(1), literal(1)),
                List.of(literal(2), literal(2), literal(2), literal(2), literal(2)))));
        assertThat(of(rows).keys()).isEqualTo(keys(columns(0), columns(1), columns(2), columns(3)));
    }

    @Test
    void inferenceKeepsEverythingElse() {
        int node = sketch.add(new Distinct(), log());
        sketch.output("v", node);
        Circuit before = sketch.circuit();
        Circuit after = PropertyInference.infer(before, List.of(LOG));
        assertThat(after.outputs()).isEqualTo(before.outputs());
        assertThat(after.nodes())
                .extracting(Node::operator)
                .isEqualTo(before.nodes().stream().map(Node::operator).toList());
    }

    private int log() {
        return sketch.source("log", LOG.schema());
    }

    private int bag() {
        return sketch.source("bag", BAG.schema());
    }

    private int keyed() {
        return sketch.add(new Upsert(KEYED.primaryKey()), sketch.source("keyed", KEYED.schema()));
    }

    private int late(int input, int column) {
        return sketch.add(new Lateness(column, literal(10)), input);
    }

    private int project(int input, Expression... expressions) {
        return sketch.add(new Project(List.of(expressions)), input);
    }

    private int topK(int input, RankFunction function, long limit, boolean rankColumn) {
        return sketch.add(
                new TopK(List.of(1), List.of(new SortKey(2, true, false)), function, limit, 0, rankColumn), input);
    }

    private int window(int input, String function, BoundKind upper) {
        Frame frame = new Frame(false, new Bound(BoundKind.UNBOUNDED_PRECEDING, null), new Bound(upper, null));
        WindowCall call = new WindowCall(function, List.of(), false, false, frame, BIGINT, Position.NONE);
        return sketch.add(new Window(List.of(1), List.of(new SortKey(2, false, false)), List.of(call)), input);
    }

    private Properties of(int node) {
        return sketch.inferred(LOG, BAG, KEYED).node(node).properties();
    }

    private static List<Literal> row(long... values) {
        return Arrays.stream(values).mapToObj(CircuitSketch::literal).toList();
    }

    private static Properties properties(
            boolean appendOnly, List<SortedSet<Integer>> keys, SortedSet<Integer> monotone) {
        return new Properties(appendOnly, !keys.isEmpty(), keys, monotone);
    }

    @SafeVarargs
    private static List<SortedSet<Integer>> keys(SortedSet<Integer>... keys) {
        List<SortedSet<Integer>> list = new ArrayList<>();
        for (SortedSet<Integer> key : keys) {
            list.add(key);
        }
        return list;
    }

    private static SortedSet<Integer> columns(Integer... columns) {
        return new TreeSet<>(List.of(columns));
    }
}
