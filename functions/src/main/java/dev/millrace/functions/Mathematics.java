package dev.millrace.functions;

import static dev.millrace.functions.Arguments.value;

import dev.millrace.types.SqlType;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;

/** Functions of floating point numbers. Undefined results are NaN, except that logarithms of negative numbers fail. */
final class Mathematics {
    private Mathematics() {}

    static void define(Catalogue catalogue) {
        catalogue.group("Floating point");
        trigonometry(catalogue);
        hyperbolic(catalogue);
        unary(catalogue, "SQRT", "square root", Math::sqrt);
        unary(catalogue, "CBRT", "cube root", Math::cbrt);
        unary(catalogue, "EXP", "e to the power of x", Math::exp);
        unary(catalogue, "DEGREES", "radians in degrees", x -> x * (180 / Math.PI));
        unary(catalogue, "RADIANS", "degrees in radians", x -> x * (Math.PI / 180));
        binary(catalogue, "POWER", "x to the power of y", Mathematics::power);
        binary(catalogue, "ATAN2", "angle of the point (y, x)", Math::atan2);
        logarithm(catalogue, "LN", "natural logarithm", Math::log);
        logarithm(catalogue, "LOG10", "logarithm to base 10", Math::log10);
        logarithm(catalogue, "LOG2", "logarithm to base 2", x -> Math.log(x) / Math.log(2));
        catalogue.failing("LOG", "LOG(x[, b]): logarithm to base b, natural by default.", s -> a -> {
            double x = Math.log(positive(Numbers.floating(value(a, 0), s.operand(0))));
            return a.length == 1 ? x : x / Math.log(positive(Numbers.floating(value(a, 1), s.operand(1))));
        });
        catalogue.open("PI", "PI: the number π.", s -> a -> Math.PI);
        catalogue.strict(
                "IS_NAN",
                "IS_NAN(x): whether x is not a number.",
                s -> a -> Double.isNaN(Numbers.floating(value(a, 0), s.operand(0))));
        catalogue.strict(
                "IS_INF",
                "IS_INF(x): whether x is infinite.",
                s -> a -> Double.isInfinite(Numbers.floating(value(a, 0), s.operand(0))));
        catalogue.strict(
                "FINITE_OR_NULL",
                "FINITE_OR_NULL(x): x, NULL if infinite or not a number.",
                s -> a -> Double.isFinite(Numbers.floating(value(a, 0), s.operand(0))) ? a[0] : null);
    }

    private static void trigonometry(Catalogue catalogue) {
        unary(catalogue, "SIN", "sine", Math::sin);
        unary(catalogue, "COS", "cosine", Math::cos);
        unary(catalogue, "TAN", "tangent", Math::tan);
        unary(catalogue, "COT", "cotangent", x -> 1 / Math.tan(x));
        unary(catalogue, "SEC", "secant", x -> 1 / Math.cos(x));
        unary(catalogue, "CSC", "cosecant", x -> 1 / Math.sin(x));
        unary(catalogue, "ASIN", "inverse sine", Math::asin);
        unary(catalogue, "ACOS", "inverse cosine", Math::acos);
        unary(catalogue, "ATAN", "inverse tangent", Math::atan);
    }

    private static void hyperbolic(Catalogue catalogue) {
        unary(catalogue, "SINH", "hyperbolic sine", Math::sinh);
        unary(catalogue, "COSH", "hyperbolic cosine", Math::cosh);
        unary(catalogue, "TANH", "hyperbolic tangent", Math::tanh);
        unary(catalogue, "COTH", "hyperbolic cotangent", x -> 1 / Math.tanh(x));
        unary(catalogue, "SECH", "hyperbolic secant", x -> 1 / Math.cosh(x));
        unary(catalogue, "CSCH", "hyperbolic cosecant", x -> 1 / Math.sinh(x));
        unary(catalogue, "ASINH", "inverse hyperbolic sine", Mathematics::asinh);
        limited(
                catalogue,
                "ACOSH",
                "inverse hyperbolic cosine, of x ≥ 1",
                x -> x < 1,
                x -> Math.log(x + Math.sqrt(x - 1) * Math.sqrt(x + 1)));
        limited(
                catalogue,
                "ATANH",
                "inverse hyperbolic tangent, of -1 ≤ x ≤ 1",
                x -> Math.abs(x) > 1,
                x -> 0.5 * Math.log1p(2 * x / (1 - x)));
    }

    private static void limited(
            Catalogue catalogue, String name, String text, DoublePredicate outside, DoubleUnaryOperator function) {
        catalogue.failing(name, name + "(x): " + text + ".", s -> a -> {
            double x = Numbers.floating(value(a, 0), s.operand(0));
            if (outside.test(x)) {
                throw EvaluationException.invalid(name + " is not defined for " + DoubleText.of(x));
            }
            return Numbers.fit(function.applyAsDouble(x), s.result());
        });
    }

    /** To an infinite power 1 and −1 give 1, as in C. */
    private static double power(double x, double y) {
        return Math.abs(x) == 1 && Double.isInfinite(y) ? 1 : Math.pow(x, y);
    }

    private static double asinh(double x) {
        double size = Math.abs(x);
        return Math.copySign(Math.log1p(size + size / (Math.hypot(1, 1 / size) + 1 / size)), x);
    }

    private static void unary(Catalogue catalogue, String name, String text, DoubleUnaryOperator function) {
        catalogue.strict(name, name + "(x): " + text + ".", s -> {
            SqlType type = s.operand(0);
            return a -> Numbers.fit(function.applyAsDouble(Numbers.floating(value(a, 0), type)), s.result());
        });
    }

    private static void logarithm(Catalogue catalogue, String name, String text, DoubleUnaryOperator function) {
        catalogue.failing(name, name + "(x): " + text + ".", s -> {
            SqlType type = s.operand(0);
            return a -> Numbers.fit(function.applyAsDouble(positive(Numbers.floating(value(a, 0), type))), s.result());
        });
    }

    private static void binary(Catalogue catalogue, String name, String text, DoubleBinaryOperator function) {
        catalogue.strict(
                name,
                name + "(x, y): " + text + ".",
                s -> a -> Numbers.fit(
                        function.applyAsDouble(
                                Numbers.floating(value(a, 0), s.operand(0)),
                                Numbers.floating(value(a, 1), s.operand(1))),
                        s.result()));
    }

    private static double positive(double x) {
        if (x < 0) {
            throw EvaluationException.invalid("the logarithm of the negative number " + DoubleText.of(x));
        }
        return x;
    }
}
