package dev.millrace.functions;

import dev.millrace.functions.AggregateFunctions.Definition;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.FloatingType;
import dev.millrace.types.SqlType.IntegerType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Variances, standard deviations and sums of squares from Σx, Σy and Σxy. If the result is an integer every division truncates; else
 * they are exact to {@value #DIGITS} digits and at last truncated (DECIMAL) or rounded (floating point) to the type.
 */
final class Moments {
    private static final int DIGITS = 80;
    private static final MathContext CONTEXT = new MathContext(DIGITS);

    private Moments() {}

    static void define(Map<String, Definition> definitions) {
        variance(definitions, "VAR_POP", "VAR_POP(x): variance of the rows.", 0, false);
        variance(definitions, "VAR_SAMP", "VAR_SAMP(x): variance of what the rows are a sample of.", 1, false);
        variance(definitions, "VARIANCE", "VARIANCE(x): same as VAR_SAMP.", 1, false);
        variance(definitions, "STDDEV_POP", "STDDEV_POP(x): standard deviation of the rows.", 0, true);
        variance(
                definitions,
                "STDDEV_SAMP",
                "STDDEV_SAMP(x): standard deviation of what the rows are a sample of.",
                1,
                true);
        variance(definitions, "STDDEV", "STDDEV(x): same as STDDEV_SAMP.", 1, true);
        covariance(definitions, "COVAR_POP", "COVAR_POP(x, y): covariance of the rows.", 0);
        covariance(definitions, "COVAR_SAMP", "COVAR_SAMP(x, y): covariance of what the rows are a sample of.", 1);
        AggregateFunctions.strict(
                definitions,
                "REGR_SXX",
                "REGR_SXX(y, x): sum of the squared deviations of x.",
                s -> rows -> rows.isEmpty() ? null : squares(rows, s, 1));
        AggregateFunctions.strict(
                definitions,
                "REGR_SYY",
                "REGR_SYY(y, x): sum of the squared deviations of y.",
                s -> rows -> rows.isEmpty() ? null : squares(rows, s, 0));
    }

    private static void variance(
            Map<String, Definition> definitions, String name, String text, int spare, boolean root) {
        AggregateFunctions.strict(definitions, name, text, s -> rows -> mean(rows, s, 0, spare, root));
    }

    private static void covariance(Map<String, Definition> definitions, String name, String text, int spare) {
        AggregateFunctions.strict(definitions, name, text, s -> rows -> mean(rows, s, 1, spare, false));
    }

    private static @Nullable Object mean(List<Weighted> rows, Signature signature, int other, int spare, boolean root) {
        long divisor = Counts.total(rows) - spare;
        if (divisor <= 0) {
            return null;
        }
        BigDecimal sum = deviations(rows, signature, 0, other);
        if (sum == null) {
            return fit(null, signature.result());
        }
        BigDecimal mean = quotient(sum, BigDecimal.valueOf(divisor), signature.result());
        return fit(root ? mean.max(BigDecimal.ZERO).sqrt(CONTEXT) : mean, signature.result());
    }

    /** Σ(x−x̄)(y−ȳ) = Σxy − Σx·Σy/n; {@code null} if a number is not finite. */
    private static @Nullable BigDecimal deviations(List<Weighted> rows, Signature signature, int x, int y) {
        ExactSum sumX = Sums.add(rows, x, signature.operand(x));
        ExactSum sumY = Sums.add(rows, y, signature.operand(y));
        if (!sumX.isFinite() || !sumY.isFinite()) {
            return null;
        }
        BigDecimal products = BigDecimal.ZERO;
        for (Weighted row : rows) {
            BigDecimal left = Numbers.exact(Arguments.value(row.arguments(), x), signature.operand(x));
            BigDecimal right = Numbers.exact(Arguments.value(row.arguments(), y), signature.operand(y));
            products = products.add(left.multiply(right).multiply(BigDecimal.valueOf(row.weight())));
        }
        BigDecimal count = BigDecimal.valueOf(Counts.total(rows));
        if (count.signum() == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal product = sumX.exact().multiply(sumY.exact());
        return signature.result() instanceof IntegerType
                ? products.subtract(quotient(product, count, signature.result()))
                : quotient(products.multiply(count).subtract(product), count, signature.result());
    }

    private static BigDecimal quotient(BigDecimal dividend, BigDecimal divisor, SqlType type) {
        return type instanceof IntegerType
                ? dividend.divide(divisor, 0, RoundingMode.DOWN)
                : dividend.divide(divisor, CONTEXT);
    }

    /** The variance times the count. */
    private static Object squares(List<Weighted> rows, Signature signature, int index) {
        BigDecimal sum = deviations(rows, signature, index, index);
        BigDecimal count = BigDecimal.valueOf(Counts.total(rows));
        if (sum == null || count.signum() == 0 || !(signature.result() instanceof IntegerType)) {
            return fit(sum, signature.result());
        }
        return fit(quotient(sum, count, signature.result()).multiply(count), signature.result());
    }

    private static Object fit(@Nullable BigDecimal exact, SqlType type) {
        if (exact == null) {
            return Double.NaN;
        }
        return type instanceof FloatingType floating
                ? Numbers.toFloating(exact.doubleValue(), floating)
                : Numbers.fit(exact, type);
    }
}
