package dev.millrace.engine.batch;

import static dev.millrace.engine.batch.CircuitBuilder.BIGINT;
import static dev.millrace.engine.batch.CircuitBuilder.relation;
import static dev.millrace.engine.batch.CircuitBuilder.row;
import static dev.millrace.engine.batch.CircuitBuilder.schema;
import static dev.millrace.engine.batch.CircuitBuilder.sources;
import static dev.millrace.engine.batch.CircuitBuilder.weighted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.plan.Operator.RankFunction;
import dev.millrace.plan.Operator.SortKey;
import dev.millrace.plan.Operator.TopK;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RankingTest {
    private static final List<SortKey> BY_SECOND = List.of(new SortKey(1, false, true));
    private static final Relation INPUT =
            relation(weighted(2, 1, 10), row(1, 10 + 1), row(2, 10), row(3, 30), weighted(-1, 4, 1));

    private static Relation top(List<Integer> partition, RankFunction function, long limit, long offset, boolean rank) {
        CircuitBuilder builder = new CircuitBuilder();
        int source = builder.source("t", BIGINT, BIGINT);
        builder.add(new TopK(partition, BY_SECOND, function, limit, offset, rank), schema(BIGINT, BIGINT), source);
        return builder.run(sources("t", INPUT));
    }

    @Test
    void rowNumberCountsWeightsAndBreaksTiesByAllFields() {
        assertThat(top(List.of(), RankFunction.ROW_NUMBER, 3, 0, false))
                .isEqualTo(relation(weighted(2, 1, 10), row(2, 10)));
        assertThat(top(List.of(), RankFunction.ROW_NUMBER, 1, 1, false)).isEqualTo(relation(row(1, 10)));
        assertThat(top(List.of(), RankFunction.ROW_NUMBER, 2, 1, true))
                .isEqualTo(relation(row(1, 10, 2), row(2, 10, 3)));
        assertThat(top(List.of(), RankFunction.ROW_NUMBER, TopK.UNLIMITED, 3, false))
                .isEqualTo(relation(row(1, 11), row(3, 30)));
    }

    @Test
    void rankSkipsAndDenseRankDoesNot() {
        assertThat(top(List.of(), RankFunction.RANK, TopK.UNLIMITED, 0, true))
                .isEqualTo(relation(weighted(2, 1, 10, 1), row(2, 10, 1), row(1, 11, 4), row(3, 30, 5)));
        assertThat(top(List.of(), RankFunction.DENSE_RANK, 2, 0, true))
                .isEqualTo(relation(weighted(2, 1, 10, 1), row(2, 10, 1), row(1, 11, 2)));
        assertThat(top(List.of(), RankFunction.RANK, 1, 0, false)).isEqualTo(relation(weighted(2, 1, 10), row(2, 10)));
    }

    @Test
    void partitionsAreNumberedApart() {
        assertThat(top(List.of(0), RankFunction.ROW_NUMBER, 1, 0, false))
                .isEqualTo(relation(row(1, 10), row(2, 10), row(3, 30)));
    }
}
