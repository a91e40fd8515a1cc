package dev.millrace.functions;

import static dev.millrace.functions.Arguments.floating;
import static dev.millrace.functions.Arguments.integer;
import static dev.millrace.functions.Arguments.value;

import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.FloatingType;
import dev.millrace.types.SqlType.IntegerType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Functions of numbers of any type: sign, absolute value, rounding. FLOOR and CEIL with a unit are those of times. */
final class Rounding {
    private static final int DIGITS_MAX = 400;

    private Rounding() {}

    static void define(Catalogue catalogue) {
        catalogue.group("Number");
        catalogue.failing("ABS", "ABS(x): without its sign.", Rounding::absolute);
        catalogue.strict("SIGN", "SIGN(x): -1, 0 or 1.", Rounding::sign);
        catalogue.failing(
                "FLOOR",
                "FLOOR(x): the greatest whole number that is not greater; FLOOR(t TO unit): the start of the unit.",
                s -> s.size() == 2 && Strings.isText(s.operand(1))
                        ? TimeRounding.floor(s)
                        : rounding(s, RoundingMode.FLOOR, Math::floor));
        catalogue.failing(
                "CEIL",
                "CEIL(x): the least whole number that is not less; CEIL(t TO unit): the start of the next unit.",
                s -> s.size() == 2 && Strings.isText(s.operand(1))
                        ? TimeRounding.ceil(s)
                        : rounding(s, RoundingMode.CEILING, Math::ceil));
        catalogue.alias("CEILING", "CEIL");
        catalogue.failing(
                "ROUND",
                "ROUND(x[, d]): to d digits after the point, halves away from 0.",
                s -> rounding(s, RoundingMode.HALF_UP, Rounding::halfUp));
        catalogue.failing(
                "BROUND",
                "BROUND(x[, d]): to d digits after the point, halves to the even digit.",
                s -> rounding(s, RoundingMode.HALF_EVEN, Math::rint));
        catalogue.failing(
                "TRUNCATE",
                "TRUNCATE(x[, d]): cut after d digits after the point.",
                s -> rounding(s, RoundingMode.DOWN, x -> x < 0 ? Math.ceil(x) : Math.floor(x)));
        catalogue.alias("TRUNC", "TRUNCATE");
    }

    private static double halfUp(double x) {
        double whole = Math.floor(Math.abs(x));
        return Math.copySign(Math.abs(x) - whole >= 0.5 ? whole + 1 : whole, x);
    }

    private static ScalarFunction absolute(Signature signature) {
        SqlType type = signature.operand(0);
        return switch (type) {
            case FloatingType t -> a -> Math.abs(floating(a, 0));
            case SqlType.IntervalType t -> a -> Math.abs(integer(a, 0));
            default -> a -> Numbers.fit(Numbers.exact(value(a, 0), type).abs(), signature.result());
        };
    }

    private static ScalarFunction sign(Signature signature) {
        SqlType type = signature.operand(0);
        return a -> a[0] instanceof Double number
                ? Numbers.fit(Math.signum(number), signature.result())
                : Numbers.fit(
                        BigDecimal.valueOf(Numbers.exact(value(a, 0), type).signum()), signature.result());
    }

    private static ScalarFunction rounding(Signature signature, RoundingMode mode, DoubleUnaryOperator round) {
        SqlType type = signature.operand(0);
        SqlType result = signature.result();
        if (type instanceof FloatingType) {
            return a -> Numbers.fit(shifted(floating(a, 0), digits(a), round), result);
        }
        if (type instanceof IntegerType && signature.size() == 1) {
            return a -> Conversion.implicit(a[0], type, result);
        }
        return a -> Numbers.fit(Numbers.exact(value(a, 0), type).setScale((int) digits(a), mode), result);
    }

    private static double shifted(double x, long digits, DoubleUnaryOperator round) {
        if (digits == 0) {
            return round.applyAsDouble(x);
        }
        double factor = Math.pow(10, (double) Math.abs(digits));
        double shifted = digits > 0 ? x * factor : x / factor;
        if (!Double.isFinite(shifted)) {
            return x;
        }
        double rounded = round.applyAsDouble(shifted);
        return digits > 0 ? rounded / factor : rounded * factor;
    }

    private static long digits(@Nullable Object[] arguments) {
        return arguments.length > 1 ? Math.clamp(integer(arguments, 1), -DIGITS_MAX, DIGITS_MAX) : 0;
    }
}
