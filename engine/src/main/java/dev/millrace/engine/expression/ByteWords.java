package dev.millrace.engine.expression;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

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

    /** How many characters begin in {@code [from, end)}: bytes that do not continue one. */
    static int characters(byte[] bytes, int from, int end) {
        int continuing = 0;
        int at = from;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            long word = load(bytes, at);
            continuing += Long.bitCount(word & ~(word << 1) & HIGHS);
        }
        for (; at < end; at++) {
            continuing += bytes[at] < -64 ? 1 : 0;
        }
        return end - from - continuing;
    }

    /** How many bytes in {@code [from, end)} are this one. */
    static int count(byte[] bytes, int from, int end, byte wanted) {
        long broadcast = ONES * (wanted & 0xff);
        int count = 0;
        int at = from;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            long difference = load(bytes, at) ^ broadcast;
            // The high bit of each byte that is not 0, without carries into the next.
            count += Long.BYTES - Long.bitCount(((difference & ~HIGHS) + ~HIGHS | difference) & HIGHS);
        }
        for (; at < end; at++) {
            count += bytes[at] == wanted ? 1 : 0;
        }
        return count;
    }

    /** How often {@code wanted}, which is not empty, stands in {@code [from, end)}, found from the left without overlaps. */
    static int count(byte[] bytes, int from, int end, byte[] wanted) {
        if (wanted.length == 1) {
            return count(bytes, from, end, wanted[0]);
        }
        int count = 0;
        for (int at = find(bytes, from, end, wanted); at >= 0; at = find(bytes, at + wanted.length, end, wanted)) {
            count++;
        }
        return count;
    }

    /**
     * Copies {@code [from, from + length)} to the start of {@code to}, letters from {@code first} to {@code last} in the other case.
     * All bytes are ASCII.
     */
    static void changeCase(byte[] bytes, int from, int length, byte[] to, int first, int last) {
        int at = 0;
        for (; at <= length - Long.BYTES; at += Long.BYTES) {
            LONGS.set(to, at, changeCase(load(bytes, from + at), first, last));
        }
        for (; at < length; at++) {
            int letter = bytes[from + at];
            to[at] = (byte) (letter >= first && letter <= last ? letter ^ 32 : letter);
        }
    }

    /** Eight ASCII bytes, letters from {@code first} to {@code last} in the other case. */
    private static long changeCase(long word, int first, int last) {
        // Added to a byte not less than the first, or greater than the last, these set its high bit.
        long letters = word + ONES * (0x80 - first) & ~(word + ONES * (0x7f - last)) & HIGHS;
        return word ^ letters >>> 2;
    }

    /** The bytes as words, the last one filled with zeros. */
    static long[] words(byte[] bytes) {
        byte[] filled = Arrays.copyOf(bytes, bytes.length + Long.BYTES - 1 & -Long.BYTES);
        long[] words = new long[filled.length / Long.BYTES];
        for (int i = 0; i < words.length; i++) {
            words[i] = load(filled, i * Long.BYTES);
        }
        return words;
    }

    /** The {@code length} bytes from {@code at} on, at most eight, filled with zeros. */
    private static long load(byte[] bytes, int at, int length) {
        if (length >= Long.BYTES) {
            return load(bytes, at);
        }
        if (at <= bytes.length - Long.BYTES) {
            return load(bytes, at) & (1L << length * Byte.SIZE) - 1;
        }
        long word = 0;
        for (int i = 0; i < length; i++) {
            word |= (bytes[at + i] & 0xffL) << i * Byte.SIZE;
        }
        return word;
    }

    /** Whether {@code length} bytes from {@code from} on are those of the words, of which there are as many. */
    static boolean equal(byte[] bytes, int from, int length, long[] words) {
        for (int i = 0; i < words.length; i++) {
            if (load(bytes, from + i * Long.BYTES, length - i * Long.BYTES) != words[i]) {
                return false;
            }
        }
        return true;
    }

    /** As {@link #equal(byte[], int, int, long[])} of ASCII words, letters from {@code first} to {@code last} in the other case. */
    static boolean equalChanged(byte[] bytes, int from, int length, long[] words, int first, int last) {
        for (int i = 0; i < words.length; i++) {
            long word = load(bytes, from + i * Long.BYTES, length - i * Long.BYTES);
            if ((word & HIGHS) != 0 || changeCase(word, first, last) != words[i]) {
                return false;
            }
        }
        return true;
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
