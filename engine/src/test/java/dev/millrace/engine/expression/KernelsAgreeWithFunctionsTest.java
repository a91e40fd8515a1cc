package dev.millrace.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engine.codegen.CodeMode;
import dev.millrace.functions.EvaluationException;
import dev.millrace.plan.Expression;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Column;
import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random expressions over random columns: what the kernels and generated code compute is what the boxed
 * functions compute, row by row.
 */
class KernelsAgreeWithFunctionsTest {
    private static final int[] SIZES = {1, 2, 63, 64, 65, 150};
    private static final List<CodeMode> MODES = List.of(CodeMode.OFF, CodeMode.EAGER);

    @Test
    void everyTypeWithUsualValues() {
        everyType(11, 0, 60);
    }

    @Test
    void everyTypeWithSomeExtremeValues() {
        everyType(22, 3, 60);
    }

    @Test
    void everyTypeWithManyExtremeValues() {
        everyType(33, 60, 40);
    }

    @Test
    void textAndWhatIsMeasuredOfItInDepth() {
        for (SqlType type : List.of(RandomExpressions.TEXT, RandomExpressions.BIGINT, RandomExpressions.BOOLEAN)) {
            for (int seed = 0; seed < 400; seed++) {
                compare(type, 2, new Random(seed), "seed " + seed);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = CodeMode.class,
            names = {"OFF", "EAGER"})
    void predicatesSelectTheTrueRows(CodeMode mode) {
        for (int seed = 0; seed < 700; seed++) {
            Random random = new Random(seed);
            RandomValues values = new RandomValues(random, 2);
            Expression expression = new RandomExpressions(random, values).of(RandomExpressions.BOOLEAN, 3);
            Batch batch = values.batch(SIZES[random.nextInt(SIZES.length)], random.nextInt(6));
            Outcome expected = outcome(expression, batch);
            int[] rows = new int[batch.size()];
            try {
                int count = in(mode, () -> RowPredicate.compile(expression)).select(batch, rows);
                assertThat(expected.failures)
                        .as("seed %s: %s", seed, expression)
                        .isEmpty();
                List<Integer> chosen = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    chosen.add(rows[i]);
                }
                assertThat(chosen).as("seed %s: %s", seed, expression).isEqualTo(expected.trueRows());
            } catch (RowFailure failure) {
                expected.assertFails(failure, "seed " + seed + ": " + expression);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = CodeMode.class,
            names = {"OFF", "EAGER"})
    void projectionsShareWithoutMixingUp(CodeMode mode) {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            RandomValues values = new RandomValues(random, 0);
            RandomExpressions expressions = new RandomExpressions(random, values);
            List<Expression> list = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                SqlType type = RandomValues.TYPES.get(random.nextInt(RandomValues.TYPES.size()));
                Expression expression = expressions.of(type, 2);
                Expression test = new Expression.Call(
                        "IS NULL", List.of(expression), RandomExpressions.BOOLEAN, dev.millrace.plan.Position.NONE);
                list.add(expression);
                list.add(new Expression.Case(List.of(new Expression.Branch(test, expression)), expression, type));
            }
            Batch batch = values.batch(65, 4);
            try {
                List<Column> columns = in(mode, () -> Projection.compile(list)).evaluate(batch);
                for (int i = 0; i < list.size(); i++) {
                    Expression expression = list.get(i);
                    assertThat(difference(expression, batch, columns.get(i), outcome(expression, batch)))
                            .as("seed %s: %s", seed, expression)
                            .isNull();
                }
            } catch (RowFailure failure) {
                assertThat(list).anyMatch(e -> outcome(e, batch).failures.containsKey(failure.row()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = CodeMode.class,
            names = {"OFF", "EAGER"})
    void projectionsOfChosenRowsSeeNoOthers(CodeMode mode) {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            RandomValues values = new RandomValues(random, 1);
            RandomExpressions expressions = new RandomExpressions(random, values);
            List<Expression> list = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                list.add(expressions.of(RandomValues.TYPES.get(random.nextInt(RandomValues.TYPES.size())), 3));
            }
            Batch batch = values.batch(100, random.nextInt(6));
            int[] rows = random.ints(0, 100).distinct().limit(40).sorted().toArray();
            Batch chosen = batch.gather(rows, rows.length);
            try {
                List<Column> columns = in(mode, () -> Projection.compile(list)).evaluate(batch, rows, rows.length);
                for (int i = 0; i < list.size(); i++) {
                    Expression expression = list.get(i);
                    assertThat(difference(expression, chosen, columns.get(i), outcome(expression, chosen)))
                            .as("seed %s: %s", seed, expression)
                            .isNull();
                }
            } catch (RowFailure failure) {
                assertThat(rows).contains(failure.row());
                assertThat(list).anyMatch(e -> outcome(e, batch).failures.containsKey(failure.row()));
            }
        }
    }

    private static void everyType(int base, int edges, int rounds) {
        for (SqlType type : RandomValues.TYPES) {
            for (int round = 0; round < rounds; round++) {
                int seed = base * 1_000_000 + RandomValues.TYPES.indexOf(type) * 10_000 + round;
                compare(type, edges, new Random(seed), "seed " + seed);
            }
        }
    }

    private static void compare(SqlType type, int edges, Random random, String name) {
        RandomValues values = new RandomValues(random, edges);
        Expression expression = new RandomExpressions(random, values).of(type, 1 + random.nextInt(4));
        Batch first = values.batch(10, 3);
        Batch second = values.batch(SIZES[random.nextInt(SIZES.length)], random.nextInt(6));
        if (difference(expression, first, second) != null) {
            Expression least = shrink(expression, first, second);
            throw new AssertionError(name + ": " + least + ": " + difference(least, first, second));
        }
    }

    /** An operand of an operand … that still differs, though none of its own operands does. */
    private static Expression shrink(Expression expression, Batch first, Batch second) {
        for (Expression operand : expression.operands()) {
            if (difference(operand, first, second) != null) {
                return shrink(operand, first, second);
            }
        }
        return expression;
    }

    /** How kernels and functions differ; {@code null} if they do not. Nothing may be left over from the first batch. */
    private static @Nullable String difference(Expression expression, Batch first, Batch second) {
        for (CodeMode mode : MODES) {
            ColumnExpression compiled = in(mode, () -> ColumnExpression.compile(expression));
            String difference = difference(expression, first, compiled);
            difference = difference == null ? difference(expression, second, compiled) : difference;
            if (difference != null) {
                return mode + ": " + difference;
            }
        }
        return null;
    }

    private static <T> T in(CodeMode mode, Supplier<T> work) {
        return ScopedValue.where(CodeMode.SCOPE, mode).call(work::get);
    }

    private static @Nullable String difference(Expression expression, Batch batch, ColumnExpression compiled) {
        Outcome expected = outcome(expression, batch);
        try {
            Column column = compiled.evaluate(batch);
            return expected.failures.isEmpty()
                    ? difference(expression, batch, column, expected)
                    : "no failure, but " + expected.failures;
        } catch (RowFailure failure) {
            return expected.failures.containsKey(failure.row()) ? null : failure + " in row " + failure.row();
        } catch (RuntimeException e) {
            throw new AssertionError(expression.toString(), e);
        }
    }

    private static @Nullable String difference(Expression expression, Batch batch, Column column, Outcome expected) {
        SqlType type = expression.type();
        if (column.size() != batch.size() || column.storage() != type.storage()) {
            return "a column of " + column.size() + " rows of " + column.storage();
        }
        for (int row = 0; row < batch.size(); row++) {
            Object actual = Boxed.read(column, row, type);
            if (!Objects.equals(actual, expected.values.get(row))) {
                return "row " + row + " is " + actual + ", not " + expected.values.get(row) + ", for "
                        + inputs(batch, row);
            }
        }
        return null;
    }

    /** What the boxed functions make of each row. */
    private record Outcome(List<@Nullable Object> values, Map<Integer, EvaluationException> failures) {
        List<Integer> trueRows() {
            List<Integer> rows = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                if (Boolean.TRUE.equals(values.get(i))) {
                    rows.add(i);
                }
            }
            return rows;
        }

        void assertFails(RowFailure failure, String description) {
            assertThat(failures).as(description).containsKey(failure.row());
        }
    }

    private static Outcome outcome(Expression expression, Batch batch) {
        RowExpression row = RowExpression.compile(expression);
        List<@Nullable Object> values = new ArrayList<>();
        Map<Integer, EvaluationException> failures = new LinkedHashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            try {
                values.add(row.apply(inputs(batch, i).toArray(), new Object[0]));
            } catch (EvaluationException e) {
                values.add(null);
                failures.put(i, e);
            }
        }
        return new Outcome(values, failures);
    }

    private static List<@Nullable Object> inputs(Batch batch, int row) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < batch.columns().size(); i++) {
            values.add(Boxed.read(batch.column(i), row, RandomValues.TYPES.get(i)));
        }
        return values;
    }
}
