package dev.millrace.engine.expression;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Texts eight bytes at a time, in a {@code long} whose lowest byte is the first in memory. */
final class ByteWords {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private ByteWords() {}

    private static long load(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    /** Whether none of the bytes belongs to a character beyond ASCII. */
    static boolean areAscii(byte[] bytes, int from, int end) {
        long all = 0;
        int at = from;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            all |= load(bytes, at);
        }
        for (; at < end; at++) {
            all |= (long) bytes[at] << 56;
        }
        return (all & HIGHS) == 0;
    }

    /**
     * Copies {@code [from, from + length)} to the start of {@code to}, letters from {@code first} to {@code last} in the other case.
     * All bytes are ASCII.
     */
    static void changeCase(byte[] bytes, int from, int length, byte[] to, int first, int last) {
        int at = 0;
        for (; at <= length - Long.BYTES; at += Long.BYTES) {
            long word = load(bytes, from + at);
            // Added to a byte not less than the first, or greater than the last, these set its high bit.
            long letters = word + ONES * (0x80 - first) & ~(word + ONES * (0x7f - last)) & HIGHS;
            LONGS.set(to, at, word ^ letters >>> 2);
        }
        for (; at < length; at++) {
            int letter = bytes[from + at];
            to[at] = (byte) (letter >= first && letter <= last ? letter ^ 32 : letter);
        }
    }

    /** The first place in {@code [from, end)} where {@code wanted}, which is not empty, stands as a whole; −1 if there is none. */
    static int find(byte[] bytes, int from, int end, byte[] wanted) {
        int last = end - wanted.length;
        long broadcast = ONES * (wanted[0] & 0xff);
        int at = from;
        while (at <= last) {
            if (at <= bytes.length - Long.BYTES) {
                long difference = load(bytes, at) ^ broadcast;
                long marks = (difference - ONES) & ~difference & HIGHS;
                if (marks == 0) {
                    at += Long.BYTES;
                    continue;
                }
                at += Long.numberOfTrailingZeros(marks) >>> 3;
            } else if (bytes[at] != wanted[0]) {
                at++;
                continue;
            }
            if (at <= last && stands(bytes, at, wanted)) {
                return at;
            }
            at++;
        }
        return -1;
    }

    /** These are short: a plain loop is faster than a call. */
    private static boolean stands(byte[] bytes, int at, byte[] wanted) {
        for (int i = 1; i < wanted.length; i++) {
            if (bytes[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
