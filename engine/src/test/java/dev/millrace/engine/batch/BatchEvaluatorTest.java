package dev.millrace.engine.batch;

import static dev.millrace.engine.batch.CircuitBuilder.BIGINT;
import static dev.millrace.engine.batch.CircuitBuilder.BOOLEAN;
import static dev.millrace.engine.batch.CircuitBuilder.VARCHAR;
import static dev.millrace.engine.batch.CircuitBuilder.call;
import static dev.millrace.engine.batch.CircuitBuilder.column;
import static dev.millrace.engine.batch.CircuitBuilder.literal;
import static dev.millrace.engine.batch.CircuitBuilder.relation;
import static dev.millrace.engine.batch.CircuitBuilder.row;
import static dev.millrace.engine.batch.CircuitBuilder.schema;
import static dev.millrace.engine.batch.CircuitBuilder.sources;
import static dev.millrace.engine.batch.CircuitBuilder.weighted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.Operator;
import dev.millrace.types.Field;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.ArrayType;
import dev.millrace.types.SqlType.RowType;
import dev.millrace.types.SqlType.TimestampType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BatchEvaluatorTest {
    private final CircuitBuilder builder = new CircuitBuilder();

    @Test
    void filterKeepsWhatIsTrueAndProjectAddsUp() {
        int source = builder.source("t", BIGINT, BIGINT);
        int filter = builder.add(
                new Operator.Filter(call(">", BOOLEAN, column(1, BIGINT), literal(1))), schema(BIGINT, BIGINT), source);
        builder.add(
                new Operator.Project(List.of(call("%", BIGINT, column(0, BIGINT), literal(2)))),
                schema(BIGINT),
                filter);
        Relation input = relation(row(1, 5), weighted(2, 3, 6), row(4, 1), row(5, null), weighted(-1, 6, 7));
        assertThat(builder.run(sources("t", input))).isEqualTo(relation(weighted(3, 1), weighted(-1, 0)));
    }

    @Test
    void upsertAndLatenessPassTheContents() {
        int source = builder.source("t", BIGINT);
        int upsert = builder.add(new Operator.Upsert(List.of(0)), schema(BIGINT), source);
        builder.add(new Operator.Lateness(0, literal(5)), schema(BIGINT), upsert);
        assertThat(builder.run(sources("t", relation(row(1))))).isEqualTo(relation(row(1)));
        assertThat(builder.run(Map.of()).isEmpty()).isTrue();
    }

    @Test
    void constantsUnionAndNegation() {
        int constant = builder.add(
                new Operator.Constant(List.of(List.of(literal(1)), List.of(literal(1)), List.of(literal(2)))),
                schema(BIGINT));
        int source = builder.source("t", BIGINT);
        int negated = builder.add(new Operator.Negate(), schema(BIGINT), source);
        builder.add(new Operator.Union(), schema(BIGINT), constant, negated, source, negated);
        assertThat(builder.run(sources("t", relation(row(1), row(7)))))
                .isEqualTo(relation(weighted(1, 1), row(2), weighted(-1, 7)));
    }

    @Test
    void setOperationsRespectWeights() {
        Relation left = relation(weighted(3, 1), weighted(1, 2), weighted(2, 3), weighted(-1, 4));
        Relation right = relation(weighted(2, 1), weighted(5, 2), weighted(1, 9));
        assertThat(binary(new Operator.Intersect(true), left, right)).isEqualTo(relation(weighted(2, 1), row(2)));
        assertThat(binary(new Operator.Intersect(false), left, right)).isEqualTo(relation(row(1), row(2)));
        assertThat(binary(new Operator.Except(true), left, right)).isEqualTo(relation(row(1), weighted(2, 3)));
        assertThat(binary(new Operator.Except(false), left, right)).isEqualTo(relation(row(3)));
        assertThat(SetOperations.distinct(left)).isEqualTo(relation(row(1), row(2), row(3)));
    }

    private static Relation binary(Operator operator, Relation left, Relation right) {
        CircuitBuilder builder = new CircuitBuilder();
        int first = builder.source("l", BIGINT);
        int second = builder.source("r", BIGINT);
        builder.add(operator, schema(BIGINT), first, second);
        return builder.run(sources("l", left, "r", right));
    }

    @Test
    void asofTakesTheLatestRowNotLater() {
        int left = builder.source("l", BIGINT, BIGINT);
        int right = builder.source("r", BIGINT, BIGINT, VARCHAR);
        builder.add(
                new Operator.Asof(List.of(0), List.of(0), 1, 1),
                schema(BIGINT, BIGINT, BIGINT, BIGINT, VARCHAR),
                left,
                right);
        Relation rights =
                relation(row(1, 10, "a"), row(1, 20, "b"), row(1, 20, "c"), row(1, null, "d"), row(null, 5, "e"));
        Relation result = builder.run(sources(
                "l",
                relation(row(1, 15), weighted(2, 1, 20), row(1, 5), row(1, null), row(null, 7), row(2, 9)),
                "r",
                rights));
        assertThat(result)
                .isEqualTo(relation(
                        row(1, 15, 1, 10, "a"),
                        weighted(2, 1, 20, 1, 20, "c"),
                        row(1, 5, null, null, null),
                        row(1, null, null, null, null),
                        row(null, 7, null, null, null),
                        row(2, 9, null, null, null)));
    }

    @Test
    void hopAssignsEveryWindowThatContainsTheTime() {
        SqlType time = new TimestampType(false, true);
        int source = builder.source("t", time);
        builder.add(new Operator.Hop(0, 10, 20, 3), schema(time, time, time), source);
        assertThat(builder.run(sources("t", relation(row(13), row(-1), row((Object) null)))))
                .isEqualTo(relation(row(13, 13, 33), row(13, 3, 23), row(-1, -7, 13), row(-1, -17, 3)));
    }

    @Test
    void unnestExpandsElementsWithTheirPosition() {
        SqlType array = new ArrayType(BIGINT, true);
        int source = builder.source("t", array);
        builder.add(new Operator.Unnest(column(0, array), true), schema(array, BIGINT, BIGINT), source);
        List<Long> elements = new ArrayList<>(Arrays.asList(7L, null));
        assertThat(builder.run(sources("t", relation(weighted(2, elements), row((Object) null), row(List.of())))))
                .isEqualTo(relation(weighted(2, elements, 7, 1), weighted(2, elements, null, 2)));
    }

    @Test
    void unnestSpreadsRows() {
        SqlType pair = new RowType(List.of(new Field("x", BIGINT), new Field("y", VARCHAR)), true);
        SqlType array = new ArrayType(pair, true);
        int source = builder.source("t", array);
        builder.add(new Operator.Unnest(column(0, array), false), schema(array, BIGINT, VARCHAR), source);
        List<?> elements = Arrays.asList(List.of(1L, "a"), null);
        assertThat(builder.run(sources("t", relation(row(elements)))))
                .isEqualTo(relation(row(elements, 1, "a"), row(elements, null, null)));
    }

    @Test
    void recomputeEvaluatesItsBody() {
        CircuitBuilder body = new CircuitBuilder();
        int inner = body.source("0", BIGINT);
        body.add(new Operator.Distinct(), schema(BIGINT), inner);
        Circuit circuit = body.circuit();
        int source = builder.source("t", BIGINT);
        builder.add(new Operator.Recompute("because", circuit), schema(BIGINT), source);
        assertThat(builder.run(sources("t", relation(weighted(5, 1))))).isEqualTo(relation(row(1)));
    }

    @Test
    void failuresEndTheEvaluation() {
        int source = builder.source("t", BIGINT);
        builder.add(
                new Operator.Project(List.of(call("/", BIGINT, literal(1), column(0, BIGINT)))),
                schema(BIGINT),
                source);
        assertThatThrownBy(() -> builder.run(sources("t", relation(row(0))))).isInstanceOf(RowFailure.class);
    }
}
