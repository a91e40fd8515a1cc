package dev.millrace.types;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * 64-bit hashes of values, the same in every run and process.
 *
 * <p>The mixing is the 64×64→128-bit multiply-and-fold of Wang Yi's wyhash; long inputs go 8 bytes at a time, of which the last overlap.
 */
public final class Hash {
    /** The hash of NULL, and of a row without columns. */
    public static final long NULL = 0x9e3779b97f4a7c15L;

    private static final long PRIME_A = 0xa0761d6478bd642fL;
    private static final long PRIME_B = 0xe7037ed1a0b428dbL;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private Hash() {}

    /** The hash of a 64-bit value. */
    public static long of(long value) {
        return fold(value ^ PRIME_A, PRIME_B);
    }

    /** The hash of a sequence whose hash so far is {@code left} and whose next element has the hash {@code right}. */
    public static long combine(long left, long right) {
        return fold(left ^ PRIME_B, right ^ NULL);
    }

    /** The hash of {@code length} bytes. */
    public static long bytes(byte[] bytes, int offset, int length) {
        long hash = PRIME_A ^ length;
        if (length < 8) {
            return fold(hash ^ few(bytes, offset, length), PRIME_A);
        }
        int last = offset + length - 8;
        for (int at = offset; at < last; at += 8) {
            hash = fold(hash ^ (long) LONGS.get(bytes, at), PRIME_B);
        }
        return fold(hash ^ (long) LONGS.get(bytes, last), PRIME_A);
    }

    /** Up to seven bytes as one word; read twice where that saves a branch. */
    private static long few(byte[] bytes, int offset, int length) {
        if (length >= 4) {
            long first = (int) INTS.get(bytes, offset) & 0xffffffffL;
            return first | (long) (int) INTS.get(bytes, offset + length - 4) << 32;
        }
        return length == 0
                ? 0
                : bytes[offset] & 0xff
                        | (bytes[offset + (length >> 1)] & 0xff) << 8
                        | (bytes[offset + length - 1] & 0xff) << 16;
    }

    private static long fold(long left, long right) {
        return left * right ^ Math.unsignedMultiplyHigh(left, right);
    }
}
