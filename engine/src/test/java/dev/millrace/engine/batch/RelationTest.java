package dev.millrace.engine.batch;

import static dev.millrace.engine.batch.CircuitBuilder.BIGINT;
import static dev.millrace.engine.batch.CircuitBuilder.relation;
import static dev.millrace.engine.batch.CircuitBuilder.row;
import static dev.millrace.engine.batch.CircuitBuilder.weighted;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RelationTest {
    @Test
    void weightsAddUpAndVanish() {
        Relation relation = relation(weighted(2, 1), weighted(3, 2), weighted(-2, 1));
        assertThat(relation.size()).isEqualTo(1);
        assertThat(relation.weight(row(2).row())).isEqualTo(3);
        assertThat(relation.weight(row(1).row())).isZero();
        assertThat(relation).isEqualTo(relation(weighted(3, 2)));
    }

    @Test
    void equalValuesAreOneRow() {
        Relation relation = relation(
                row(0.0), row(-0.0), row(Double.NaN), row(Double.longBitsToDouble(0x7ff8000000000001L)), row((Object)
                        null));
        assertThat(relation.size()).isEqualTo(3);
        assertThat(relation(row(Arrays.asList(0.0, null)), row(Arrays.asList(-0.0, null)))
                        .size())
                .isEqualTo(1);
    }

    @Test
    void rowsAreSortedByAllFieldsWithNullsFirst() {
        Relation relation = relation(row(2, 1), row(1, null), row(null, 5), row(1, 0));
        assertThat(relation.sorted(List.of(BIGINT, BIGINT)).stream().map(entry -> Arrays.asList(entry.row())))
                .containsExactly(
                        Arrays.asList(null, 5L), Arrays.asList(1L, null), Arrays.asList(1L, 0L), Arrays.asList(2L, 1L));
    }
}
