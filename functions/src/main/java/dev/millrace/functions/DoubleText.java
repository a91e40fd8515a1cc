package dev.millrace.functions;

import java.math.BigDecimal;

/**
 * The text of floating point numbers: the shortest digits that read back, plain for moderate exponents ({@code 12.0}, {@code
 * 0.001}), else with an exponent ({@code 1e20}); {@code NaN}, {@code inf}, {@code -inf}.
 */
final class DoubleText {
    private static final int POINT_MAX_64 = 16;
    private static final int POINT_MIN_64 = -5;
    private static final int POINT_MAX_32 = 13;
    private static final int POINT_MIN_32 = -6;

    private DoubleText() {}

    /** The text of a DOUBLE. */
    static String of(double value) {
        return of(value, Double.toString(Math.abs(value)), POINT_MIN_64, POINT_MAX_64);
    }

    /** The text of a REAL. */
    static String ofReal(double value) {
        return of(value, Float.toString((float) Math.abs(value)), POINT_MIN_32, POINT_MAX_32);
    }

    private static String of(double value, String shortest, int pointMin, int pointMax) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        String sign = value < 0 || 1 / value < 0 ? "-" : "";
        if (Double.isInfinite(value)) {
            return sign + "inf";
        }
        return value == 0
                ? sign + "0.0"
                : sign + layout(new BigDecimal(shortest).stripTrailingZeros(), pointMin, pointMax);
    }

    private static String layout(BigDecimal number, int pointMin, int pointMax) {
        String digits = number.unscaledValue().toString();
        int point = digits.length() - number.scale();
        if (point > pointMax || point <= pointMin) {
            String rest = digits.length() == 1 ? "" : "." + digits.substring(1);
            return digits.charAt(0) + rest + "e" + (point - 1);
        }
        String plain = number.toPlainString();
        return number.scale() <= 0 ? plain + ".0" : plain;
    }
}
