package dev.millrace.engine.batch;

import static dev.millrace.engine.batch.CircuitBuilder.BIGINT;
import static dev.millrace.engine.batch.CircuitBuilder.BOOLEAN;
import static dev.millrace.engine.batch.CircuitBuilder.relation;
import static dev.millrace.engine.batch.CircuitBuilder.row;
import static dev.millrace.engine.batch.CircuitBuilder.schema;
import static dev.millrace.engine.batch.CircuitBuilder.sources;
import static dev.millrace.engine.batch.CircuitBuilder.weighted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.plan.Operator.Aggregate;
import dev.millrace.plan.Operator.AggregateCall;
import dev.millrace.plan.Operator.SortKey;
import dev.millrace.plan.Position;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.ArrayType;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GroupingTest {
    private static final SqlType ARRAY = new ArrayType(BIGINT, true);

    private static AggregateCall call(
            String function, SqlType type, int filter, List<SortKey> order, Integer... arguments) {
        return new AggregateCall(function, List.of(arguments), false, filter, order, false, type, Position.NONE);
    }

    private static Relation aggregate(List<Integer> keys, Relation input, AggregateCall... calls) {
        CircuitBuilder builder = new CircuitBuilder();
        int source = builder.source("t", BIGINT, BIGINT, BOOLEAN);
        builder.add(new Aggregate(keys, List.of(calls)), schema(BIGINT, BIGINT, BIGINT), source);
        return builder.run(sources("t", input));
    }

    @Test
    void groupsHaveNullKeysToo() {
        Relation input = relation(weighted(2, 1, 5, true), row(1, 7, false), row(null, 1, true), row(null, 2, null));
        Relation result = aggregate(
                List.of(0), input, call("COUNT", BIGINT, -1, List.of()), call("SUM", BIGINT, 2, List.of(), 1));
        assertThat(result).isEqualTo(relation(row(1, 3, 10), row(null, 2, 1)));
    }

    @Test
    void withoutKeysThereIsAlwaysOneGroup() {
        AggregateCall count = call("COUNT", BIGINT, -1, List.of());
        AggregateCall sum = call("SUM", BIGINT, -1, List.of(), 1);
        assertThat(aggregate(List.of(), relation(), count, sum)).isEqualTo(relation(row(0, null)));
        assertThat(aggregate(List.of(0), relation(), count, sum)).isEqualTo(relation());
    }

    @Test
    void orderIsThatOfTheCallElseOfAllFields() {
        Relation input = relation(row(1, 7, true), row(1, 5, false), row(1, 6, true));
        SortKey byTruth = new SortKey(2, true, false);
        AggregateCall ordered = call("ARRAY_AGG", ARRAY, -1, List.of(byTruth), 1);
        AggregateCall plain = call("ARRAY_AGG", ARRAY, -1, List.of(), 1);
        assertThat(aggregate(List.of(0), input, ordered, plain))
                .isEqualTo(relation(row(1, List.of(6L, 7L, 5L), List.of(5L, 6L, 7L))));
    }

    @Test
    void failuresOfAggregatesAreRowFailures() {
        Relation input = relation(row(1, Long.MAX_VALUE, true), row(1, 1, true));
        assertThatThrownBy(() -> aggregate(List.of(0), input, call("SUM", BIGINT, -1, List.of(), 1)))
                .isInstanceOf(RowFailure.class);
    }
}
