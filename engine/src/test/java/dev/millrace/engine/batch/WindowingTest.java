package dev.millrace.engine.batch;

import static dev.millrace.engine.batch.CircuitBuilder.BIGINT;
import static dev.millrace.engine.batch.CircuitBuilder.relation;
import static dev.millrace.engine.batch.CircuitBuilder.row;
import static dev.millrace.engine.batch.CircuitBuilder.schema;
import static dev.millrace.engine.batch.CircuitBuilder.sources;
import static dev.millrace.engine.batch.CircuitBuilder.weighted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.plan.Operator.Bound;
import dev.millrace.plan.Operator.BoundKind;
import dev.millrace.plan.Operator.Frame;
import dev.millrace.plan.Operator.SortKey;
import dev.millrace.plan.Operator.Window;
import dev.millrace.plan.Operator.WindowCall;
import dev.millrace.plan.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class WindowingTest {
    private static final Bound START = new Bound(BoundKind.UNBOUNDED_PRECEDING, null);
    private static final Bound CURRENT = new Bound(BoundKind.CURRENT_ROW, null);
    private static final Bound END = new Bound(BoundKind.UNBOUNDED_FOLLOWING, null);
    private static final SortKey UP = new SortKey(1, false, true);
    private static final SortKey DOWN = new SortKey(1, true, false);

    private static Bound bound(BoundKind kind, long distance) {
        return new Bound(kind, distance);
    }

    private static WindowCall call(String function, Frame frame, boolean ignoreNulls, Integer... arguments) {
        return new WindowCall(function, List.of(arguments), false, ignoreNulls, frame, BIGINT, Position.NONE);
    }

    private static WindowCall sum(boolean rows, Bound lower, Bound upper) {
        return call("SUM", new Frame(rows, lower, upper), false, 2);
    }

    private static Relation window(Relation input, @Nullable SortKey order, WindowCall... calls) {
        CircuitBuilder builder = new CircuitBuilder();
        int source = builder.source("t", BIGINT, BIGINT, BIGINT);
        List<SortKey> keys = order == null ? List.of() : List.of(order);
        builder.add(new Window(List.of(0), keys, List.of(calls)), schema(BIGINT, BIGINT, BIGINT, BIGINT), source);
        return builder.run(sources("t", input));
    }

    @Test
    void rangesMeasureTheOrderColumn() {
        Relation input = relation(row(1, 10, 1), row(1, 12, 2), row(1, 12, 4), row(1, 20, 8), row(2, 11, 16));
        assertThat(window(input, UP, sum(false, bound(BoundKind.PRECEDING, 2), CURRENT)))
                .isEqualTo(relation(
                        row(1, 10, 1, 1), row(1, 12, 2, 7), row(1, 12, 4, 7), row(1, 20, 8, 8), row(2, 11, 16, 16)));
        assertThat(window(input, DOWN, sum(false, bound(BoundKind.PRECEDING, 8), CURRENT)))
                .isEqualTo(relation(
                        row(1, 20, 8, 8), row(1, 12, 2, 14), row(1, 12, 4, 14), row(1, 10, 1, 7), row(2, 11, 16, 16)));
        assertThat(window(input, UP, sum(false, bound(BoundKind.FOLLOWING, 1), bound(BoundKind.FOLLOWING, 2))))
                .isEqualTo(relation(
                        row(1, 10, 1, 6),
                        row(1, 12, 2, null),
                        row(1, 12, 4, null),
                        row(1, 20, 8, null),
                        row(2, 11, 16, null)));
    }

    @Test
    void distancesDoNotOverflow() {
        Relation input = relation(row(1, Long.MAX_VALUE, 1), row(1, Long.MIN_VALUE, 2));
        assertThat(window(input, UP, sum(false, bound(BoundKind.PRECEDING, 5), bound(BoundKind.FOLLOWING, 5))))
                .isEqualTo(relation(row(1, Long.MAX_VALUE, 1, 1), row(1, Long.MIN_VALUE, 2, 2)));
    }

    @Test
    void nullsAreNearOnlyNulls() {
        Relation input = relation(row(1, null, 1), row(1, null, 2), row(1, 5, 4));
        assertThat(window(input, UP, sum(false, bound(BoundKind.PRECEDING, 2), CURRENT)))
                .isEqualTo(relation(row(1, null, 1, 3), row(1, null, 2, 3), row(1, 5, 4, 4)));
        assertThat(window(input, UP, sum(false, START, CURRENT))
                        .weight(row(1, 5, 4, 7).row()))
                .isEqualTo(1);
    }

    @Test
    void rowsCountRowsAndWeights() {
        Relation input = relation(weighted(2, 1, 10, 1), row(1, 11, 4), row(1, 12, 8));
        assertThat(window(input, UP, sum(true, bound(BoundKind.PRECEDING, 1), CURRENT)))
                .isEqualTo(relation(row(1, 10, 1, 1), row(1, 10, 1, 2), row(1, 11, 4, 5), row(1, 12, 8, 12)));
        assertThat(window(input, UP, sum(true, CURRENT, END))
                        .weight(row(1, 10, 1, 13).row()))
                .isEqualTo(1);
    }

    @Test
    void withoutOrderAllRowsArePeers() {
        Relation input = relation(row(1, 10, 1), row(1, 11, 2), row(2, 1, 4));
        assertThat(window(input, null, sum(false, START, CURRENT)))
                .isEqualTo(relation(row(1, 10, 1, 3), row(1, 11, 2, 3), row(2, 1, 4, 4)));
    }

    @Test
    void ranksNumberThePartition() {
        Frame frame = new Frame(true, START, CURRENT);
        Relation input = relation(row(1, 10, 1), row(1, 10, 2), row(1, 11, 3));
        assertThat(window(
                        input,
                        UP,
                        call("ROW_NUMBER", frame, false),
                        call("RANK", frame, false),
                        call("DENSE_RANK", frame, false)))
                .isEqualTo(relation(row(1, 10, 1, 1, 1, 1), row(1, 10, 2, 2, 1, 1), row(1, 11, 3, 3, 3, 2)));
    }

    @Test
    void lagAndLeadLookAtNeighbours() {
        Frame frame = new Frame(true, START, END);
        Relation input = relation(row(1, 1, 10), row(1, 2, null), row(1, 3, 30));
        assertThat(window(input, UP, call("LAG", frame, false, 2), call("LEAD", frame, false, 2, 0, 1)))
                .isEqualTo(relation(row(1, 1, 10, null, null), row(1, 2, null, 10, 30), row(1, 3, 30, null, 3)));
        assertThat(window(input, UP, call("LAG", frame, true, 2))
                        .weight(row(1, 3, 30, 10).row()))
                .isEqualTo(1);
    }

    @Test
    void firstAndLastValueLookAtTheFrame() {
        Frame whole = new Frame(false, START, END);
        Frame soFar = new Frame(false, START, CURRENT);
        Relation input = relation(row(1, 1, null), row(1, 2, 20), row(1, 3, 30));
        assertThat(window(
                        input,
                        UP,
                        call("FIRST_VALUE", whole, false, 2),
                        call("FIRST_VALUE", whole, true, 2),
                        call("LAST_VALUE", soFar, false, 2)))
                .isEqualTo(relation(
                        row(1, 1, null, null, 20, null), row(1, 2, 20, null, 20, 20), row(1, 3, 30, null, 20, 30)));
    }
}
