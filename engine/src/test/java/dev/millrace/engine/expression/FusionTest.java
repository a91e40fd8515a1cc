package dev.millrace.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engine.codegen.CodeMode;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Position;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FusionTest {
    private static final SqlType BIGINT = new SqlType.IntegerType(64, true, true);
    private static final SqlType BOOLEAN = new SqlType.BooleanType(true);
    private static final SqlType TEXT = new SqlType.TextType(false, SqlType.TextType.UNLIMITED, true);

    private static Expression input(int index) {
        return new Expression.Input(index, BIGINT);
    }

    private static Expression number(long value) {
        return new Expression.Literal(value, BIGINT);
    }

    private static Expression call(String function, SqlType type, Expression... operands) {
        return new Expression.Call(function, List.of(operands), type, Position.NONE);
    }

    private static Column column(@Nullable Object... values) {
        return Boxed.column(Arrays.asList(values), values[0] instanceof String ? TEXT : BIGINT);
    }

    private static Batch batch(Column... columns) {
        return new Batch(columns[0].size(), List.of(columns), null);
    }

    private static boolean hasCode(Expression expression, Batch batch) {
        ExpressionCompiler compiler = new ExpressionCompiler();
        Node node = compiler.compile(expression);
        return Fusion.hasCode(node, Frame.of(batch, compiler.sharedCount()));
    }

    private static Expression caseOf(Expression condition, Expression then, Expression otherwise) {
        return new Expression.Case(List.of(new Expression.Branch(condition, then)), otherwise, then.type());
    }

    @Test
    void usualExpressionsHaveCode() {
        Batch batch = batch(column(1L, 2L), column(3L, 4L));
        Expression sum = call("+", BIGINT, input(0), input(1));
        assertThat(hasCode(sum, batch)).isTrue();
        assertThat(hasCode(call("<", BOOLEAN, sum, number(5)), batch)).isTrue();
        assertThat(hasCode(
                        caseOf(
                                call("=", BOOLEAN, input(0), number(0)),
                                number(0),
                                call("/", BIGINT, input(1), input(0))),
                        batch))
                .isTrue();
        assertThat(hasCode(input(0), batch)).isFalse();
    }

    @Test
    void aBranchWithAFunctionWithoutCodeIsLeftToTheInterpreter() {
        Batch batch = batch(column("a", "bc"), column(0L, 4L));
        Expression text = new Expression.Input(0, TEXT);
        Expression rare = call("REVERSE", TEXT, text);
        Expression choice = caseOf(call("=", BOOLEAN, new Expression.Input(1, BIGINT), number(0)), text, rare);
        assertThat(hasCode(choice, batch)).isFalse();
        assertThat(hasCode(call("=", BOOLEAN, choice, text), batch)).isTrue();
    }

    @Test
    void manyExpressionsBecomeSeveralLoops() {
        List<Expression> expressions = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            expressions.add(call("+", BIGINT, input(0), number(i)));
        }
        Projection projection =
                ScopedValue.where(CodeMode.SCOPE, CodeMode.EAGER).call(() -> Projection.compile(expressions));
        List<Column> columns = projection.evaluate(batch(column(1L, 2L, 3L)));
        for (int i = 0; i < columns.size(); i++) {
            assertThat(((LongColumn) columns.get(i)).value(2)).isEqualTo(3L + i);
        }
        assertThat(projection.code().split("int run\\(", -1).length).isBetween(3, 12);
    }

    @Test
    void suspectRowsAreComputedByTheInterpreter() {
        Projection projection = ScopedValue.where(CodeMode.SCOPE, CodeMode.EAGER)
                .call(() -> Projection.compile(List.of(caseOf(
                        call("=", BOOLEAN, input(0), number(0)),
                        number(-1),
                        call("/", BIGINT, number(12), input(0))))));
        Column column = projection.evaluate(batch(column(0L, null, 3L))).getFirst();
        assertThat(Arrays.asList(
                        Boxed.read(column, 0, BIGINT), Boxed.read(column, 1, BIGINT), Boxed.read(column, 2, BIGINT)))
                .isEqualTo(Arrays.asList(-1L, null, 4L));
    }
}
