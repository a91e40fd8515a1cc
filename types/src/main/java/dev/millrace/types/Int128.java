package dev.millrace.types;

import java.math.BigInteger;

/** A 128-bit two's complement number, the boxed form of one {@link Storage#WIDE} value. */
public record Int128(long high, long low) implements Comparable<Int128> {
    /** The number as 128 bits. Throws {@link ArithmeticException} if it does not fit. */
    public static Int128 of(BigInteger value) {
        if (value.bitLength() > 127) {
            throw new ArithmeticException(value + " does not fit 128 bits");
        }
        return new Int128(value.shiftRight(64).longValue(), value.longValue());
    }

    /** A 64-bit number, sign-extended. */
    public static Int128 of(long value) {
        return new Int128(value >> 63, value);
    }

    /** The number, exactly. */
    public BigInteger toBigInteger() {
        if (high == low >> 63) {
            return BigInteger.valueOf(low);
        }
        byte[] bytes = new byte[16];
        for (int i = 0; i < 8; i++) {
            bytes[i] = (byte) (high >>> (56 - 8 * i));
            bytes[8 + i] = (byte) (low >>> (56 - 8 * i));
        }
        return new BigInteger(bytes);
    }

    @Override
    public int compareTo(Int128 other) {
        return high == other.high ? Long.compareUnsigned(low, other.low) : Long.compare(high, other.high);
    }
}
