package dev.millrace.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.plan.Expression;
import dev.millrace.plan.Position;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.Column;
import dev.millrace.types.SqlType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExpressionsTest {
    private static final SqlType BIGINT = new SqlType.IntegerType(64, true, true);
    private static final SqlType BOOLEAN = new SqlType.BooleanType(true);
    private static final SqlType TEXT = new SqlType.TextType(false, SqlType.TextType.UNLIMITED, true);
    private static final Position HERE = new Position(3, 14);

    private static Expression input(int index) {
        return new Expression.Input(index, BIGINT);
    }

    private static Expression literal(@Nullable Object value, SqlType type) {
        return new Expression.Literal(value, type);
    }

    private static Expression number(long value) {
        return literal(value, BIGINT);
    }

    private static Expression call(String function, SqlType type, Expression... operands) {
        return new Expression.Call(function, List.of(operands), type, HERE);
    }

    private static Expression quotient() {
        return call("/", BIGINT, input(0), input(1));
    }

    private static Expression isZero(int index) {
        return call("=", BOOLEAN, input(index), number(0));
    }

    private static Column column(@Nullable Long... values) {
        return Boxed.column(Arrays.asList(values), BIGINT);
    }

    private static Batch batch(Column... columns) {
        return new Batch(columns[0].size(), List.of(columns), null);
    }

    private static List<@Nullable Object> values(Expression expression, Batch batch) {
        Column column = ColumnExpression.compile(expression).evaluate(batch);
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < column.size(); i++) {
            values.add(Boxed.read(column, i, expression.type()));
        }
        return values;
    }

    private static RowFailure failure(Expression expression, Batch batch) {
        return catchThrowableOfType(RowFailure.class, () -> values(expression, batch));
    }

    @Test
    void aFailureNamesTheFirstRowItsPlaceAndItsKind() {
        RowFailure failure = failure(quotient(), batch(column(1L, 2L, 3L, 4L), column(1L, 2L, 0L, 0L)));
        assertThat(failure.row()).isEqualTo(2);
        assertThat(failure.position()).isEqualTo(HERE);
        assertThat(failure.failure().code()).isEqualTo("DivisionByZero");
    }

    @Test
    void aRowWithNullDoesNotFail() {
        assertThat(values(quotient(), batch(column(null, 6L), column(0L, 2L)))).containsExactly(null, 3L);
        assertThat(values(quotient(), batch(column(5L, 6L), column(null, 2L)))).containsExactly(null, 3L);
    }

    @Test
    void aBranchSeesOnlyItsRows() {
        Expression guarded =
                new Expression.Case(List.of(new Expression.Branch(isZero(1), number(-1))), quotient(), BIGINT);
        assertThat(values(guarded, batch(column(8L, 9L, null, 7L), column(2L, 0L, 0L, null))))
                .containsExactly(4L, -1L, -1L, null);
    }

    @Test
    void aFailureInsideBranchesIsToldInRowsOfTheBatch() {
        Expression inner =
                new Expression.Case(List.of(new Expression.Branch(isZero(0), number(0))), quotient(), BIGINT);
        Expression outer = new Expression.Case(
                List.of(new Expression.Branch(call(">", BOOLEAN, input(0), number(100)), number(1))), inner, BIGINT);
        RowFailure failure = failure(outer, batch(column(500L, 0L, 8L, 9L, 0L), column(0L, 0L, 4L, 0L, 0L)));
        assertThat(failure.row()).isEqualTo(3);
    }

    @Test
    void conjunctionsGoOnWhereTheyAreNotFalse() {
        Expression test = call(">", BOOLEAN, quotient(), number(1));
        Expression guarded =
                new Expression.Logic(true, List.of(call("<>", BOOLEAN, input(1), number(0)), test), BOOLEAN);
        assertThat(values(guarded, batch(column(8L, 9L, 1L, null), column(2L, 0L, 1L, 0L))))
                .containsExactly(true, false, false, false);
        Expression unknown = new Expression.Logic(true, List.of(literal(null, BOOLEAN), test), BOOLEAN);
        assertThat(failure(unknown, batch(column(8L, 9L), column(2L, 0L))).row())
                .isEqualTo(1);
    }

    @Test
    void disjunctionsGoOnWhereTheyAreNotTrue() {
        Expression test = call(">", BOOLEAN, quotient(), number(1));
        Expression guarded = new Expression.Logic(false, List.of(isZero(1), test), BOOLEAN);
        assertThat(values(guarded, batch(column(8L, 9L, 1L), column(2L, 0L, 1L))))
                .containsExactly(true, true, false);
    }

    @Test
    void constantsAreFoldedUnlessTheyFail() {
        Batch empty = batch(column());
        Batch one = batch(column(1L));
        Expression failing = call("/", BIGINT, number(1), number(0));
        assertThat(values(failing, empty)).isEmpty();
        assertThat(failure(failing, one).failure().code()).isEqualTo("DivisionByZero");
        assertThat(values(call("+", BIGINT, number(1), call("*", BIGINT, number(2), number(3))), one))
                .containsExactly(7L);
    }

    @Test
    void constantsGrowWithTheBatch() {
        ColumnExpression constant = ColumnExpression.compile(literal("x", TEXT));
        for (int size : new int[] {1, 1000, 10, 5000}) {
            BytesColumn column = (BytesColumn) constant.evaluate(new Batch(size, List.of(), null));
            assertThat(column.size()).isEqualTo(size);
            assertThat(column.text(size - 1)).isEqualTo("x");
        }
    }

    @Test
    void anInputIsNotCopied() {
        Column column = column(1L, 2L);
        assertThat(ColumnExpression.compile(input(0)).evaluate(batch(column))).isSameAs(column);
    }

    @Test
    void aProjectionEvaluatesEqualPartsOnce() {
        Expression here = call("+", BIGINT, input(0), number(1));
        Expression there = new Expression.Call("+", List.of(input(0), number(1)), BIGINT, new Position(9, 9));
        List<Column> columns = Projection.compile(List.of(here, there)).evaluate(batch(column(1L, 2L)));
        assertThat(columns.get(0)).isSameAs(columns.get(1));
    }

    @Test
    void decimalsAreExactBeyondSixtyFourBits() {
        SqlType price = new SqlType.DecimalType(19, 0, true);
        SqlType rate = new SqlType.DecimalType(4, 3, true);
        SqlType result = new SqlType.DecimalType(23, 3, true);
        Expression product = call(
                "*", result, literal(new BigDecimal("0.908"), rate), new Expression.Cast(input(0), price, false, HERE));
        assertThat(values(product, batch(column(1000L, Long.MAX_VALUE, null))))
                .containsExactly(new BigDecimal("908.000"), new BigDecimal("8374821809464136432.756"), null);
    }

    @Test
    void aListOfValuesIsLookedUp() {
        Expression channel = new Expression.Input(0, TEXT);
        List<Expression> tests = new ArrayList<>();
        for (String name : List.of("apple", "google", "facebook", "")) {
            tests.add(call("=", BOOLEAN, channel, literal(name, TEXT)));
        }
        Column column = Boxed.column(Arrays.asList("google", "baidu", null, "", "facebook"), TEXT);
        assertThat(values(new Expression.Logic(false, tests, BOOLEAN), batch(column)))
                .containsExactly(true, false, null, true, true);
    }

    @Test
    void lambdasAreAppliedToElements() {
        SqlType array = new SqlType.ArrayType(BIGINT, true);
        Expression.Parameter x = new Expression.Parameter(0, BIGINT);
        Expression.Lambda twice = new Expression.Lambda(List.of(BIGINT), call("*", BIGINT, x, number(2)));
        Expression transform = call("TRANSFORM", array, new Expression.Input(0, array), twice);
        Column column = Boxed.column(Arrays.asList(List.of(1L, 2L), null, List.of()), array);
        assertThat(values(transform, batch(column))).containsExactly(List.of(2L, 4L), null, List.of());
    }

    @Test
    void predicatesSkipNullAndKeepOrder() {
        Expression both = new Expression.Logic(
                true,
                List.of(call(">", BOOLEAN, input(0), number(1)), call("<", BOOLEAN, input(1), number(5))),
                BOOLEAN);
        int[] rows = new int[5];
        int count = RowPredicate.compile(both)
                .select(batch(column(2L, 1L, null, 9L, 7L), column(1L, 1L, 1L, null, 4L)), rows);
        assertThat(Arrays.copyOf(rows, count)).containsExactly(0, 4);
    }

    @Test
    void textIsCutByCharactersWithoutCopying() {
        Expression cut = call("SUBSTRING", TEXT, new Expression.Input(0, TEXT), number(2), number(2));
        BytesColumn column = (BytesColumn) Boxed.column(Arrays.asList("日本語", "a😀b", "x", null), TEXT);
        assertThat(values(cut, batch(column))).containsExactly("本語", "😀b", "", null);
        assertThat(((BytesColumn) ColumnExpression.compile(cut).evaluate(batch(column))).pages())
                .isSameAs(column.pages());
    }
}
