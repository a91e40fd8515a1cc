package dev.millrace.formats.text;

import dev.millrace.types.Int128;
import dev.millrace.types.SqlType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/**
 * Reads numbers in decimal notation. {@link #scan} first, then one of the conversions. Reused for any number of numbers
 * by one thread.
 *
 * <p>Numbers of up to 18 digits are read without objects.
 */
public final class NumberText {
    private static final int DIGITS_FAST_MAX = 18;
    private static final int EXPONENT_MAX = 10_000;
    private static final long[] POWERS = new long[19];
    private static final double[] DOUBLE_POWERS = new double[23];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
        for (int i = 0; i < DOUBLE_POWERS.length; i++) {
            DOUBLE_POWERS[i] = Double.parseDouble("1e" + i);
        }
    }

    private byte[] bytes = new byte[0];
    private int from;
    private int end;
    private boolean negative;
    private boolean integral;
    private long mantissa;
    private int digits;
    private int fraction;
    private int exponent;
    private long high;
    private long low;

    /**
     * Reads the longest number at {@code from} as JSON writes them: no plus sign, no leading zeros, digits around the
     * point. Throws {@link BadValue} if there is none.
     */
    public void scan(byte[] source, int start, int to) {
        scan(source, start, to, true);
    }

    /**
     * As {@link #scan(byte[], int, int)}, but with leading plus and zeros allowed, and the number must end at {@code
     * to}.
     */
    public void scanAll(byte[] source, int start, int to) {
        int first = start < to && source[start] == '+' ? start + 1 : start;
        scan(source, first, to, false);
        if (end != to || first > start && negative) {
            throw BadValue.expected("a number", source, start, to);
        }
    }

    private void scan(byte[] source, int start, int to, boolean strict) {
        bytes = source;
        from = start;
        int at = start;
        negative = at < to && source[at] == '-';
        at += negative ? 1 : 0;
        int first = at;
        long value = 0;
        while (at < to && digit(source[at])) {
            value = value * 10 + (source[at++] - '0');
        }
        digits = at - first;
        if (digits == 0 || strict && digits > 1 && source[first] == '0') {
            throw BadValue.expected("a number", source, start, tokenEnd(to));
        }
        integral = true;
        fraction = 0;
        exponent = 0;
        if (at < to && source[at] == '.') {
            int point = at++;
            while (at < to && digit(source[at])) {
                value = value * 10 + (source[at++] - '0');
            }
            fraction = at - point - 1;
            digits += fraction;
            integral = false;
            if (fraction == 0) {
                throw BadValue.expected("a number", source, start, tokenEnd(to));
            }
        }
        if (at < to && (source[at] | 0x20) == 'e') {
            at = exponent(source, at + 1, to);
            integral = false;
        }
        mantissa = value;
        end = at;
    }

    private int exponent(byte[] source, int start, int to) {
        int at = start;
        boolean minus = at < to && source[at] == '-';
        at += minus || at < to && source[at] == '+' ? 1 : 0;
        int first = at;
        int value = 0;
        while (at < to && digit(source[at])) {
            value = Math.min(EXPONENT_MAX, value * 10 + (source[at++] - '0'));
        }
        if (at == first) {
            throw BadValue.expected("a number", source, from, tokenEnd(to));
        }
        exponent = minus ? -value : value;
        return at;
    }

    private static boolean digit(byte value) {
        return value >= '0' && value <= '9';
    }

    /** Where the unbroken text around the number ends, for messages. */
    private int tokenEnd(int to) {
        int at = from;
        while (at < to && bytes[at] > ' ' && bytes[at] != ',' && bytes[at] != '}' && bytes[at] != ']') {
            at++;
        }
        return at;
    }

    /** The index after the number. */
    public int end() {
        return end;
    }

    /** Whether it had neither point nor exponent. */
    public boolean integral() {
        return integral;
    }

    /** The number as an exact value. */
    public BigDecimal decimal() {
        if (digits <= DIGITS_FAST_MAX) {
            return BigDecimal.valueOf(negative ? -mantissa : mantissa, fraction - exponent);
        }
        return new BigDecimal(text());
    }

    private String text() {
        return new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
    }

    private BadValue outOfRange(SqlType type) {
        return new BadValue(BadValue.snippet(bytes, from, end) + " is out of range for " + type.sql());
    }

    /** The number in the storage of an integer type. Throws {@link BadValue} if it is not integral or out of range. */
    public long toInteger(SqlType.IntegerType type) {
        if (!integral) {
            throw BadValue.expected("an integer", bytes, from, end);
        }
        if (digits > DIGITS_FAST_MAX) {
            return toIntegerSlowly(type);
        }
        long value = negative ? -mantissa : mantissa;
        boolean fits = type.bits() == 64 ? type.signed() || value >= 0 : value >= type.min() && value <= type.max();
        if (!fits) {
            throw outOfRange(type);
        }
        return value;
    }

    private long toIntegerSlowly(SqlType.IntegerType type) {
        BigInteger value = new BigInteger(text());
        BigInteger max =
                type.signed() ? BigInteger.valueOf(type.max()) : new BigInteger(Long.toUnsignedString(type.max()));
        if (value.compareTo(BigInteger.valueOf(type.min())) < 0 || value.compareTo(max) > 0) {
            throw outOfRange(type);
        }
        return value.longValue();
    }

    /**
     * The number as a double, or as a float if 32 bits, nearest to it; never −0.0. Throws {@link BadValue} if it is
     * beyond the greatest.
     */
    public double toFloating(SqlType.FloatingType type) {
        double value = type.bits() == 32 ? toFloat() : toDouble();
        if (Double.isInfinite(value)) {
            throw outOfRange(type);
        }
        return value + 0.0;
    }

    private double toDouble() {
        int power = exponent - fraction;
        if (digits <= DIGITS_FAST_MAX && mantissa <= 1L << 53 && power >= -22 && power <= 22) {
            double value = power < 0 ? mantissa / DOUBLE_POWERS[-power] : mantissa * DOUBLE_POWERS[power];
            return negative ? -value : value;
        }
        return Double.parseDouble(text());
    }

    private double toFloat() {
        int power = exponent - fraction;
        if (digits <= DIGITS_FAST_MAX && mantissa <= 1 << 24 && power >= -10 && power <= 10) {
            float value = power < 0
                    ? (float) mantissa / (float) DOUBLE_POWERS[-power]
                    : (float) mantissa * (float) DOUBLE_POWERS[power];
            return negative ? -value : value;
        }
        return Float.parseFloat(text());
    }

    /**
     * Reads the number as a DECIMAL, rounded half to even at the scale of the type, into {@link #high} and {@link
     * #low}. Throws {@link BadValue} if it has too many digits before the point.
     */
    public void toDecimal(SqlType.DecimalType type) {
        int shift = type.scale() - fraction + exponent;
        if (digits <= DIGITS_FAST_MAX && shift >= 0 && shift <= DIGITS_FAST_MAX && digits + shift <= type.precision()) {
            long signed = negative ? -mantissa : mantissa;
            low = signed * POWERS[shift];
            high = digits + shift <= DIGITS_FAST_MAX ? low >> 63 : Math.multiplyHigh(signed, POWERS[shift]);
            return;
        }
        toDecimalSlowly(type);
    }

    private void toDecimalSlowly(SqlType.DecimalType type) {
        BigDecimal value = decimal();
        if ((long) value.precision() - value.scale() > type.precision() - type.scale() + 1 && value.signum() != 0) {
            throw outOfRange(type);
        }
        if (value.scale() > EXPONENT_MAX) {
            value = BigDecimal.ZERO;
        }
        BigDecimal rounded = value.setScale(type.scale(), RoundingMode.HALF_EVEN);
        if (rounded.precision() > type.precision() && rounded.signum() != 0) {
            throw outOfRange(type);
        }
        Int128 wide = Int128.of(rounded.unscaledValue());
        high = wide.high();
        low = wide.low();
    }

    /** The high half of the last DECIMAL. */
    public long high() {
        return high;
    }

    /** The low half of the last DECIMAL; the whole of it if its storage is LONG. */
    public long low() {
        return low;
    }
}
