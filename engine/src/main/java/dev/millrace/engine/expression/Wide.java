package dev.millrace.engine.expression;

import dev.millrace.types.Int128;
import java.math.BigInteger;

/**
 * Arithmetic of 128-bit two's complement numbers as pairs of {@code long}s, without objects.
 *
 * <p>A result of two words is written to {@code high[at]} and {@code low[at]}. Operations that can leave the range say whether
 * they did not; what they wrote is then meaningless. The greatest magnitude is 2¹²⁷−1: −2¹²⁷ counts as out of range.
 */
final class Wide {
    private static final Int128[] POWERS = powers();

    private Wide() {}

    private static Int128[] powers() {
        Int128[] powers = new Int128[Exact.WIDE_DIGITS + 1];
        for (int i = 0; i < powers.length; i++) {
            powers[i] = Int128.of(BigInteger.TEN.pow(i));
        }
        return powers;
    }

    /** 10 to the power of {@code exponent}, at most 38. */
    static Int128 powerOfTen(int exponent) {
        return POWERS[exponent];
    }

    /** Whether the number is that of its low word. */
    static boolean fitsLong(long high, long low) {
        return high == low >> 63;
    }

    /** Negative, zero or positive as the left number is less, equal or greater. */
    static int compare(long leftHigh, long leftLow, long rightHigh, long rightLow) {
        return leftHigh != rightHigh ? Long.compare(leftHigh, rightHigh) : Long.compareUnsigned(leftLow, rightLow);
    }

    /** Whether the magnitude is less than the positive {@code limit}. */
    static boolean isWithin(long high, long low, Int128 limit) {
        long sign = high >> 63;
        long magnitudeLow = (low ^ sign) - sign;
        long magnitudeHigh = (high ^ sign) + (sign & (magnitudeLow == 0 ? 1 : 0));
        return magnitudeHigh >= 0 && compare(magnitudeHigh, magnitudeLow, limit.high(), limit.low()) < 0;
    }

    /** Whether the magnitude is less than the positive limit. */
    static boolean isWithin(long high, long low, long limitHigh, long limitLow) {
        return isWithin(high, low, new Int128(limitHigh, limitLow));
    }

    /** Room for a result. Differently numbered ones are different. */
    static long[] scratch(int number) {
        return new long[1];
    }

    static void negate(long high, long low, long[] outHigh, long[] outLow, int at) {
        outLow[at] = -low;
        outHigh[at] = ~high + (low == 0 ? 1 : 0);
    }

    static boolean add(long aHigh, long aLow, long bHigh, long bLow, long[] high, long[] low, int at) {
        long sumLow = aLow + bLow;
        long carry = Long.compareUnsigned(sumLow, aLow) < 0 ? 1 : 0;
        long sumHigh = aHigh + bHigh + carry;
        low[at] = sumLow;
        high[at] = sumHigh;
        return ((aHigh ^ sumHigh) & (bHigh ^ sumHigh)) >= 0;
    }

    static boolean subtract(long aHigh, long aLow, long bHigh, long bLow, long[] high, long[] low, int at) {
        long differenceLow = aLow - bLow;
        long borrow = Long.compareUnsigned(aLow, bLow) < 0 ? 1 : 0;
        long differenceHigh = aHigh - bHigh - borrow;
        low[at] = differenceLow;
        high[at] = differenceHigh;
        return ((aHigh ^ bHigh) & (aHigh ^ differenceHigh)) >= 0;
    }

    static boolean multiply(long aHigh, long aLow, long bHigh, long bLow, long[] high, long[] low, int at) {
        if (fitsLong(aHigh, aLow) && fitsLong(bHigh, bLow)) {
            low[at] = aLow * bLow;
            high[at] = Math.multiplyHigh(aLow, bLow);
            return true;
        }
        return multiplyLarge(aHigh, aLow, bHigh, bLow, high, low, at);
    }

    private static boolean multiplyLarge(
            long aHigh, long aLow, long bHigh, long bLow, long[] high, long[] low, int at) {
        boolean negative = (aHigh ^ bHigh) < 0;
        long xLow = magnitudeLow(aHigh, aLow);
        long xHigh = magnitudeHigh(aHigh, aLow);
        long yLow = magnitudeLow(bHigh, bLow);
        long yHigh = magnitudeHigh(bHigh, bLow);
        long large = xHigh == 0 ? yHigh : xHigh;
        long other = xHigh == 0 ? xLow : yLow;
        long crossed = large * other;
        long productHigh = crossed + Math.unsignedMultiplyHigh(xLow, yLow);
        boolean fits = (xHigh == 0 || yHigh == 0)
                && Math.unsignedMultiplyHigh(large, other) == 0
                && crossed >= 0
                && productHigh >= 0;
        store(negative, productHigh, xLow * yLow, high, low, at);
        return fits;
    }

    /** The quotient, truncated towards zero. The divisor is not 0. */
    static void divide(long aHigh, long aLow, long bHigh, long bLow, long[] high, long[] low, int at) {
        boolean plain = fitsLong(aHigh, aLow) && fitsLong(bHigh, bLow);
        if (plain && !(aLow == Long.MIN_VALUE && bLow == -1)) {
            low[at] = aLow / bLow;
            high[at] = low[at] >> 63;
            return;
        }
        divideLarge(aHigh, aLow, bHigh, bLow, high, low, at);
    }

    private static void divideLarge(long aHigh, long aLow, long bHigh, long bLow, long[] high, long[] low, int at) {
        boolean negative = (aHigh ^ bHigh) < 0;
        long xHigh = magnitudeHigh(aHigh, aLow);
        long xLow = magnitudeLow(aHigh, aLow);
        long yHigh = magnitudeHigh(bHigh, bLow);
        long yLow = magnitudeLow(bHigh, bLow);
        if (yHigh == 0) {
            long quotientHigh = Long.divideUnsigned(xHigh, yLow);
            long rest = Long.remainderUnsigned(xHigh, yLow);
            store(negative, quotientHigh, divideWords(rest, xLow, yLow), high, low, at);
        } else {
            store(negative, 0, divideByTwoWords(xHigh, xLow, yHigh, yLow), high, low, at);
        }
    }

    /** The remainder, with the sign of the dividend. The divisor is not 0. */
    static void remainder(long aHigh, long aLow, long bHigh, long bLow, long[] high, long[] low, int at) {
        divide(aHigh, aLow, bHigh, bLow, high, low, at);
        long quotientHigh = high[at];
        long quotientLow = low[at];
        long productLow = quotientLow * bLow;
        long productHigh = Math.unsignedMultiplyHigh(quotientLow, bLow) + quotientHigh * bLow + quotientLow * bHigh;
        subtract(aHigh, aLow, productHigh, productLow, high, low, at);
    }

    /**
     * The 64-bit quotient of the unsigned {@code high:low} by {@code divisor}, where {@code high < divisor}: Knuth's algorithm D
     * in base 2³², as in Hacker's Delight, §9–4.
     */
    private static long divideWords(long high, long low, long divisor) {
        if (high == 0) {
            return Long.divideUnsigned(low, divisor);
        }
        int shift = Long.numberOfLeadingZeros(divisor);
        long normal = divisor << shift;
        long top = normal >>> 32;
        long bottom = normal & 0xffffffffL;
        long dividend = shift == 0 ? high : high << shift | low >>> (64 - shift);
        long rest = low << shift;
        long first = digit(dividend, rest >>> 32, top, bottom);
        long middle = (dividend << 32 | rest >>> 32) - first * normal;
        long second = digit(middle, rest & 0xffffffffL, top, bottom);
        return (first << 32) + second;
    }

    /** One base-2³² digit of the quotient of {@code dividend:next} by {@code top:bottom}. */
    private static long digit(long dividend, long next, long top, long bottom) {
        long digit = Long.divideUnsigned(dividend, top);
        long rest = dividend - digit * top;
        while (digit >>> 32 != 0 || Long.compareUnsigned(digit * bottom, rest << 32 | next) > 0) {
            digit--;
            rest += top;
            if (rest >>> 32 != 0) {
                break;
            }
        }
        return digit;
    }

    /** The quotient, one word, where the divisor has two: estimated from the top words, then corrected by one. */
    private static long divideByTwoWords(long xHigh, long xLow, long yHigh, long yLow) {
        int shift = Long.numberOfLeadingZeros(yHigh);
        long top = shift == 0 ? yHigh : yHigh << shift | yLow >>> (64 - shift);
        long estimate = divideWords(xHigh >>> 1, xHigh << 63 | xLow >>> 1, top);
        long quotient = estimate >>> (63 - shift);
        if (quotient != 0) {
            quotient--;
        }
        long productLow = quotient * yLow;
        long productHigh = quotient * yHigh + Math.unsignedMultiplyHigh(quotient, yLow);
        long restLow = xLow - productLow;
        long restHigh = xHigh - productHigh - (Long.compareUnsigned(xLow, productLow) < 0 ? 1 : 0);
        boolean once = restHigh != yHigh
                ? Long.compareUnsigned(restHigh, yHigh) > 0
                : Long.compareUnsigned(restLow, yLow) >= 0;
        return once ? quotient + 1 : quotient;
    }

    private static long magnitudeLow(long high, long low) {
        return high < 0 ? -low : low;
    }

    private static long magnitudeHigh(long high, long low) {
        return high < 0 ? ~high + (low == 0 ? 1 : 0) : high;
    }

    private static void store(
            boolean negative, long magnitudeHigh, long magnitudeLow, long[] high, long[] low, int at) {
        if (negative) {
            negate(magnitudeHigh, magnitudeLow, high, low, at);
        } else {
            high[at] = magnitudeHigh;
            low[at] = magnitudeLow;
        }
    }
}
