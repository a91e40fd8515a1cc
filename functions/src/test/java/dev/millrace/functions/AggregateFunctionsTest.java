package dev.millrace.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.types.Bytes;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.ArrayType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AggregateFunctionsTest {
    private static final SqlType INTEGER = FunctionTable.type("INTEGER");
    private static final SqlType BIGINT = FunctionTable.type("BIGINT");
    private static final SqlType DOUBLE = FunctionTable.type("DOUBLE");
    private static final SqlType BOOLEAN = FunctionTable.type("BOOLEAN");
    private static final SqlType VARCHAR = FunctionTable.type("VARCHAR");

    private static List<Weighted> column(@Nullable Object... values) {
        return Arrays.stream(values)
                .map(value -> new Weighted(new @Nullable Object[] {value}, 1))
                .toList();
    }

    private static Weighted row(long weight, @Nullable Object... arguments) {
        return new Weighted(arguments, weight);
    }

    private static @Nullable Object evaluate(String name, SqlType argument, SqlType result, List<Weighted> rows) {
        return AggregateFunctions.resolve(name, List.of(argument), result, false, false)
                .evaluate(rows);
    }

    private static @Nullable Object integers(String name, @Nullable Object... values) {
        return evaluate(name, INTEGER, INTEGER, column(values));
    }

    @Test
    void countCountsWeightsOfRowsWithoutNull() {
        AggregateFunction all = AggregateFunctions.resolve("COUNT", List.of(), BIGINT, false, false);
        AggregateFunction pairs = AggregateFunctions.resolve("COUNT", List.of(INTEGER, INTEGER), BIGINT, false, false);
        assertThat(all.evaluate(List.of(row(3), row(-1)))).isEqualTo(2L);
        assertThat(all.evaluate(List.of())).isEqualTo(0L);
        assertThat(pairs.evaluate(List.of(row(2, 1L, 2L), row(1, 1L, null)))).isEqualTo(2L);
        assertThat(integers("COUNT", 1L, null, 2L)).isEqualTo(2L);
        assertThat(evaluate("COUNTIF", BOOLEAN, BIGINT, column(true, null, false, true)))
                .isEqualTo(2L);
    }

    @Test
    void distinctCountsEqualArgumentsOnce() {
        AggregateFunction count = AggregateFunctions.resolve("COUNT", List.of(DOUBLE), BIGINT, true, false);
        AggregateFunction sum = AggregateFunctions.resolve("SUM", List.of(INTEGER), INTEGER, true, false);
        assertThat(count.evaluate(column(0.0, -0.0, Double.NaN, Double.NaN, null)))
                .isEqualTo(2L);
        assertThat(sum.evaluate(List.of(row(2, 5L), row(1, 5L), row(1, 7L), row(-1, 9L))))
                .isEqualTo(12L);
    }

    @Test
    void sumIsExactAndCheckedAtTheEnd() {
        assertThat(integers("SUM", 2147483647L, 1L, -5L)).isEqualTo(2147483643L);
        assertThatThrownBy(() -> integers("SUM", 2147483647L, 1L))
                .isInstanceOfSatisfying(
                        EvaluationException.class, e -> assertThat(e.code()).isEqualTo("Overflow"));
        assertThat(integers("SUM")).isNull();
        assertThat(integers("SUM", (Object) null)).isNull();
        assertThat(integers("$SUM0")).isEqualTo(0L);
        assertThat(evaluate("SUM", INTEGER, INTEGER, List.of(row(3, 4L), row(-1, 4L))))
                .isEqualTo(8L);
    }

    @Test
    void floatingSumDoesNotDependOnTheOrder() {
        assertThat(evaluate("SUM", DOUBLE, DOUBLE, column(1e100, 1.0, -1e100))).isEqualTo(1.0);
        assertThat(evaluate("SUM", DOUBLE, DOUBLE, column(1.0, 1e100, -1e100))).isEqualTo(1.0);
        assertThat(evaluate("SUM", DOUBLE, DOUBLE, column(Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE)))
                .isEqualTo(Double.MAX_VALUE);
        assertThat(evaluate("SUM", DOUBLE, DOUBLE, column(1.0, Double.POSITIVE_INFINITY)))
                .isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(evaluate("SUM", DOUBLE, DOUBLE, column(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)))
                .isEqualTo(Double.NaN);
    }

    @Test
    void averageIsTruncatedToTheType() {
        SqlType decimal = FunctionTable.type("DECIMAL(6,2)");
        assertThat(integers("AVG", 1L, 2L, null)).isEqualTo(1L);
        assertThat(integers("AVG", -1L, -2L)).isEqualTo(-1L);
        assertThat(integers("AVG")).isNull();
        assertThat(evaluate(
                        "AVG",
                        decimal,
                        decimal,
                        column(new BigDecimal("1.00"), new BigDecimal("2.00"), new BigDecimal("2.00"))))
                .isEqualTo(new BigDecimal("1.66"));
        assertThat(evaluate("AVG", DOUBLE, DOUBLE, column(0.1, 0.2, 0.3))).isEqualTo(0.6 / 3);
    }

    @Test
    void extremesFollowTheOrderOfValues() {
        assertThat(integers("MIN", 3L, null, 1L)).isEqualTo(1L);
        assertThat(integers("MAX", 3L, null, 1L)).isEqualTo(3L);
        assertThat(integers("MAX", (Object) null)).isNull();
        assertThat(evaluate("MAX", DOUBLE, DOUBLE, column(1.0, Double.NaN))).isEqualTo(Double.NaN);
        assertThat(evaluate("MAX", INTEGER, INTEGER, List.of(row(1, 3L), row(1, 9L), row(-1, 9L))))
                .isEqualTo(3L);
        assertThat(evaluate("MAX", FunctionTable.type("UBIGINT"), FunctionTable.type("UBIGINT"), column(1L, -1L)))
                .isEqualTo(-1L);
    }

    @Test
    void argMaxTakesTheValueOfTheGreatestKey() {
        AggregateFunction max = AggregateFunctions.resolve("ARG_MAX", List.of(VARCHAR, INTEGER), VARCHAR, false, false);
        AggregateFunction min = AggregateFunctions.resolve("ARG_MIN", List.of(VARCHAR, INTEGER), VARCHAR, false, false);
        List<Weighted> rows =
                List.of(row(1, "a", 1L), row(1, "c", 5L), row(1, "d", 5L), row(1, null, 0L), row(1, "z", null));
        assertThat(max.evaluate(rows)).isEqualTo("d");
        assertThat(min.evaluate(rows)).isNull();
        assertThat(max.evaluate(List.of(row(1, "y", null), row(1, "z", null)))).isEqualTo("z");
        assertThat(max.evaluate(List.of())).isNull();
    }

    @Test
    void modeIsTheMostFrequentAndOfSeveralTheGreatest() {
        assertThat(integers("MODE", 1L, 2L, 2L, 3L, 3L, null, null, null)).isEqualTo(3L);
        assertThat(evaluate("MODE", INTEGER, INTEGER, List.of(row(5, 1L), row(2, 9L))))
                .isEqualTo(1L);
    }

    @Test
    void truthsAndBitsAreFolded() {
        for (String name : List.of("BOOL_AND", "EVERY", "LOGICAL_AND")) {
            assertThat(evaluate(name, BOOLEAN, BOOLEAN, column(true, null, false)))
                    .isEqualTo(false);
            assertThat(evaluate(name, BOOLEAN, BOOLEAN, column(true, null))).isEqualTo(true);
            assertThat(evaluate(name, BOOLEAN, BOOLEAN, column())).isNull();
        }
        for (String name : List.of("BOOL_OR", "SOME", "LOGICAL_OR")) {
            assertThat(evaluate(name, BOOLEAN, BOOLEAN, column(true, null, false)))
                    .isEqualTo(true);
            assertThat(evaluate(name, BOOLEAN, BOOLEAN, column(false))).isEqualTo(false);
        }
        assertThat(integers("BIT_AND", 12L, 10L, null)).isEqualTo(8L);
        assertThat(integers("BIT_OR", 12L, 10L)).isEqualTo(14L);
        assertThat(integers("BIT_XOR", 12L, 10L)).isEqualTo(6L);
        assertThat(evaluate("BIT_XOR", INTEGER, INTEGER, List.of(row(2, 12L), row(1, 10L))))
                .isEqualTo(10L);
        SqlType binary = FunctionTable.type("BINARY(2)");
        assertThat(evaluate(
                        "BIT_OR", binary, binary, column(new Bytes(new byte[] {1, 2}), new Bytes(new byte[] {4, 0}))))
                .isEqualTo(new Bytes(new byte[] {5, 2}));
    }

    @Test
    void momentsAreExactUntilTheEnd() {
        SqlType decimal = FunctionTable.type("DECIMAL(6,2)");
        List<Weighted> amounts = column(new BigDecimal("2231.90"), new BigDecimal("3802.71"));
        assertThat(evaluate("STDDEV_POP", decimal, decimal, amounts)).isEqualTo(new BigDecimal("785.40"));
        assertThat(evaluate("STDDEV_SAMP", decimal, decimal, amounts)).isEqualTo(new BigDecimal("1110.73"));
        assertThat(evaluate("STDDEV", decimal, decimal, amounts)).isEqualTo(new BigDecimal("1110.73"));
        assertThat(evaluate("VAR_POP", DOUBLE, DOUBLE, column(1.0, 2.0, 3.0))).isEqualTo(2.0 / 3);
        assertThat(evaluate("VAR_SAMP", DOUBLE, DOUBLE, column(1.0, 2.0, 3.0))).isEqualTo(1.0);
        assertThat(evaluate("STDDEV", DOUBLE, DOUBLE, column(0.1, 0.1, 0.1))).isEqualTo(0.0);
        assertThat(evaluate("VARIANCE", INTEGER, INTEGER, column(1L, 2L, 4L))).isEqualTo(2L);
        assertThat(evaluate("VAR_SAMP", DOUBLE, DOUBLE, column(1.0))).isNull();
        assertThat(evaluate("VAR_POP", DOUBLE, DOUBLE, column(1.0))).isEqualTo(0.0);
        assertThat(evaluate("VAR_POP", DOUBLE, DOUBLE, column(1.0, Double.NaN))).isEqualTo(Double.NaN);
    }

    @Test
    void everyDivisionOfIntegersTruncates() {
        List<Weighted> ages = column(5L, 25L, 80L);
        assertThat(evaluate("VAR_POP", INTEGER, INTEGER, ages)).isEqualTo(1005L);
        assertThat(evaluate("STDDEV_POP", INTEGER, INTEGER, column(4L, 2L, 2L))).isEqualTo(1L);
        List<Weighted> pairs = List.of(row(1, 5L, 20L), row(1, 25L, 10L), row(1, 80L, 20L));
        List<SqlType> types = List.of(INTEGER, INTEGER);
        assertThat(AggregateFunctions.resolve("REGR_SYY", types, INTEGER, false, false)
                        .evaluate(pairs))
                .isEqualTo(3015L);
        assertThat(AggregateFunctions.resolve("COVAR_POP", types, INTEGER, false, false)
                        .evaluate(pairs))
                .isEqualTo(39L);
    }

    @Test
    void twoArgumentsVaryTogether() {
        List<Weighted> rows = List.of(row(1, 1.0, 2.0), row(1, 2.0, 4.0), row(1, 3.0, 9.0), row(1, null, 5.0));
        List<SqlType> types = List.of(DOUBLE, DOUBLE);
        Map<String, Double> expected = Map.of("COVAR_SAMP", 3.5, "REGR_SXX", 26.0, "REGR_SYY", 2.0);
        expected.forEach((name, value) -> assertThat(AggregateFunctions.resolve(name, types, DOUBLE, false, false)
                        .evaluate(rows))
                .as(name)
                .isEqualTo(value));
        assertThat(AggregateFunctions.resolve("COVAR_POP", types, DOUBLE, false, false)
                        .evaluate(rows))
                .isEqualTo(7.0 / 3);
        assertThat(AggregateFunctions.resolve("REGR_COUNT", types, BIGINT, false, false)
                        .evaluate(rows))
                .isEqualTo(3L);
    }

    @Test
    void valuesAreKept() {
        SqlType array = new ArrayType(INTEGER, true);
        List<@Nullable Object> all = Arrays.<@Nullable Object>asList(3L, 3L, null, 1L);
        List<Weighted> rows = List.of(row(2, 3L), row(1, (Object) null), row(1, 1L));
        assertThat(evaluate("ARRAY_AGG", INTEGER, array, rows)).isEqualTo(all);
        assertThat(AggregateFunctions.resolve("ARRAY_AGG", List.of(INTEGER), array, true, true)
                        .evaluate(rows))
                .isEqualTo(List.of(3L, 1L));
        assertThat(evaluate("ANY_VALUE", INTEGER, INTEGER, rows)).isEqualTo(3L);
    }

    @Test
    void singleValueAllowsOneRow() {
        assertThat(integers("SINGLE_VALUE")).isNull();
        assertThat(integers("SINGLE_VALUE", 7L)).isEqualTo(7L);
        assertThatThrownBy(() -> integers("SINGLE_VALUE", 7L, 7L))
                .isInstanceOfSatisfying(
                        EvaluationException.class, e -> assertThat(e.code()).isEqualTo("TooManyRows"));
    }

    @Test
    void unknownFunctionsAreRefused() {
        assertThat(AggregateFunctions.isKnown("count")).isTrue();
        assertThatThrownBy(() -> integers("NONSENSE")).isInstanceOf(IllegalArgumentException.class);
    }
}
