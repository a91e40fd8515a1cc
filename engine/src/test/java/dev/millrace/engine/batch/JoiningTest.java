package dev.millrace.engine.batch;

import static dev.millrace.engine.batch.CircuitBuilder.BIGINT;
import static dev.millrace.engine.batch.CircuitBuilder.BOOLEAN;
import static dev.millrace.engine.batch.CircuitBuilder.call;
import static dev.millrace.engine.batch.CircuitBuilder.column;
import static dev.millrace.engine.batch.CircuitBuilder.relation;
import static dev.millrace.engine.batch.CircuitBuilder.row;
import static dev.millrace.engine.batch.CircuitBuilder.schema;
import static dev.millrace.engine.batch.CircuitBuilder.sources;
import static dev.millrace.engine.batch.CircuitBuilder.weighted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.plan.Expression;
import dev.millrace.plan.Operator.Join;
import dev.millrace.plan.Operator.JoinKind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class JoiningTest {
    private static final Relation LEFT = relation(row(1, 10), weighted(2, 2, 20), row(null, 30));
    private static final Relation RIGHT = relation(weighted(3, 2, 200), row(3, 300), row(null, 400), row(2, 5));

    private static Relation join(JoinKind kind, boolean nullSafe, @Nullable Expression residual) {
        return join(new Join(kind, List.of(0), List.of(0), List.of(nullSafe), residual));
    }

    private static Relation join(Join join) {
        CircuitBuilder builder = new CircuitBuilder();
        int left = builder.source("l", BIGINT, BIGINT);
        int right = builder.source("r", BIGINT, BIGINT);
        builder.add(join, schema(BIGINT, BIGINT, BIGINT, BIGINT), left, right);
        return builder.run(sources("l", LEFT, "r", RIGHT));
    }

    @Test
    void innerJoinsMultiplyWeightsAndSkipNullKeys() {
        assertThat(join(JoinKind.INNER, false, null))
                .isEqualTo(relation(weighted(6, 2, 20, 2, 200), weighted(2, 2, 20, 2, 5)));
    }

    @Test
    void nullSafeKeysMatchNulls() {
        assertThat(join(JoinKind.INNER, true, null)
                        .weight(row(null, 30, null, 400).row()))
                .isEqualTo(1);
    }

    @Test
    void outerJoinsKeepTheUnmatched() {
        Relation both = relation(weighted(6, 2, 20, 2, 200), weighted(2, 2, 20, 2, 5));
        Relation lefts = relation(row(1, 10, null, null), row(null, 30, null, null));
        Relation rights = relation(row(null, null, 3, 300), row(null, null, null, 400));
        assertThat(join(JoinKind.LEFT, false, null)).isEqualTo(SetOperations.union(List.of(both, lefts), 1));
        assertThat(join(JoinKind.RIGHT, false, null)).isEqualTo(SetOperations.union(List.of(both, rights), 1));
        assertThat(join(JoinKind.FULL, false, null)).isEqualTo(SetOperations.union(List.of(both, lefts, rights), 1));
    }

    @Test
    void semiAndAntiKeepTheLeftOnce() {
        assertThat(join(JoinKind.SEMI, false, null)).isEqualTo(relation(weighted(2, 2, 20)));
        assertThat(join(JoinKind.ANTI, false, null)).isEqualTo(relation(row(1, 10), row(null, 30)));
    }

    @Test
    void theResidualDecidesWhatMatches() {
        Expression less = call("<", BOOLEAN, column(3, BIGINT), column(1, BIGINT));
        Expression never =
                call(">", BOOLEAN, column(3, BIGINT), call("+", BIGINT, column(3, BIGINT), column(1, BIGINT)));
        assertThat(join(JoinKind.INNER, false, less)).isEqualTo(relation(weighted(2, 2, 20, 2, 5)));
        assertThat(join(JoinKind.ANTI, false, never)).isEqualTo(LEFT);
        assertThat(join(JoinKind.RIGHT, false, less)
                        .weight(row(null, null, 2, 200).row()))
                .isEqualTo(3);
    }

    @Test
    void withoutKeysEveryPairMatches() {
        Relation pairs = join(new Join(JoinKind.INNER, List.of(), List.of(), List.of(), null));
        assertThat(pairs.size()).isEqualTo(12);
        assertThat(pairs.weight(row(2, 20, 2, 200).row())).isEqualTo(6);
    }
}
