package dev.millrace.engine.batch;

import static dev.millrace.engine.batch.CircuitBuilder.BIGINT;
import static dev.millrace.engine.batch.CircuitBuilder.BOOLEAN;
import static dev.millrace.engine.batch.CircuitBuilder.VARCHAR;
import static dev.millrace.engine.batch.CircuitBuilder.call;
import static dev.millrace.engine.batch.CircuitBuilder.column;
import static dev.millrace.engine.batch.CircuitBuilder.literal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Branch;
import dev.millrace.plan.Expression.Literal;
import dev.millrace.plan.Position;
import dev.millrace.types.SqlType.ArrayType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RowExpressionTest {
    private static final Expression TRUE = new Literal(true, BOOLEAN);
    private static final Expression FALSE = new Literal(false, BOOLEAN);
    private static final Expression UNKNOWN = new Literal(null, BOOLEAN);
    private static final Expression FAILURE = call("=", BOOLEAN, call("/", BIGINT, literal(1), literal(0)), literal(1));

    private static @Nullable Object evaluate(Expression expression, @Nullable Object... row) {
        return RowExpression.compile(expression).evaluate(row);
    }

    private static @Nullable Object logic(boolean and, Expression... operands) {
        return evaluate(new Expression.Logic(and, List.of(operands), BOOLEAN));
    }

    @Test
    void callsSeeTheRow() {
        assertThat(evaluate(call("+", BIGINT, column(1, BIGINT), literal(5)), 1L, 2L))
                .isEqualTo(7L);
        assertThat(evaluate(call("+", BIGINT, column(0, BIGINT), literal(5)), (Object) null))
                .isNull();
    }

    @Test
    void logicHasThreeValuesAndStopsEarly() {
        assertThat(logic(true, TRUE, UNKNOWN)).isNull();
        assertThat(logic(true, UNKNOWN, FALSE)).isEqualTo(false);
        assertThat(logic(true, TRUE, TRUE)).isEqualTo(true);
        assertThat(logic(false, UNKNOWN, TRUE)).isEqualTo(true);
        assertThat(logic(false, FALSE, UNKNOWN)).isNull();
        assertThat(logic(true, FALSE, FAILURE)).isEqualTo(false);
        assertThat(logic(false, TRUE, FAILURE)).isEqualTo(true);
        assertThatThrownBy(() -> logic(true, TRUE, FAILURE)).isInstanceOf(RowFailure.class);
    }

    @Test
    void caseEvaluatesOnlyTheChosenBranch() {
        Expression failing = call("/", BIGINT, literal(1), literal(0));
        Expression choice = new Expression.Case(
                List.of(new Branch(UNKNOWN, failing), new Branch(TRUE, literal(2)), new Branch(FAILURE, failing)),
                failing,
                BIGINT);
        assertThat(evaluate(choice)).isEqualTo(2L);
        assertThat(evaluate(new Expression.Case(List.of(new Branch(FALSE, failing)), literal(3), BIGINT)))
                .isEqualTo(3L);
    }

    @Test
    void failuresTellThePosition() {
        assertThatThrownBy(() -> evaluate(FAILURE)).isInstanceOfSatisfying(RowFailure.class, failure -> {
            assertThat(failure.position()).isEqualTo(new Position(3, 7));
            assertThat(failure.failure().code()).isEqualTo("DivisionByZero");
        });
    }

    @Test
    void safeCastsGiveNull() {
        Expression text = new Literal("x", VARCHAR);
        assertThat(evaluate(new Expression.Cast(text, BIGINT, true, Position.NONE)))
                .isNull();
        assertThatThrownBy(() -> evaluate(new Expression.Cast(text, BIGINT, false, Position.NONE)))
                .isInstanceOf(RowFailure.class);
    }

    @Test
    void lambdasSeeTheirParameters() {
        Expression body = call("*", BIGINT, new Expression.Parameter(0, BIGINT), literal(2));
        Expression transform = call(
                "TRANSFORM",
                new ArrayType(BIGINT, true),
                column(0, new ArrayType(BIGINT, true)),
                new Expression.Lambda(List.of(BIGINT), body));
        assertThat(evaluate(transform, Arrays.asList(1L, null, 3L))).isEqualTo(Arrays.asList(2L, null, 6L));
    }
}
