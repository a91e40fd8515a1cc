package dev.millrace.formats.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes at a time, in a {@code long} whose lowest byte is the first in memory. */
public final class Swar {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long SPACES = ONES * ' ';
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';

    private Swar() {}

    /** The eight bytes at {@code offset}. */
    public static long load(byte[] bytes, int offset) {
        return (long) LONGS.get(bytes, offset);
    }

    /**
     * The eight bytes with every occurrence of {@code value}'s low byte marked by the high bit; exact up to the first
     * mark.
     */
    public static long marks(long word, long broadcast) {
        long difference = word ^ broadcast;
        return (difference - ONES) & ~difference & HIGHS;
    }

    /** A word of eight times the same byte. */
    public static long broadcast(byte value) {
        return ONES * (value & 0xff);
    }

    /** The index of the first marked byte of eight. */
    public static int first(long marks) {
        return Long.numberOfTrailingZeros(marks) >>> 3;
    }

    /**
     * The index of the first byte of {@code [from, to)} that plain JSON text cannot have: a quote, a backslash, a
     * control character, or a byte that is not ASCII; {@code to} if there is none.
     */
    public static int plainTextEnd(byte[] bytes, int from, int to) {
        int at = from;
        for (; at <= to - 8; at += 8) {
            long word = load(bytes, at);
            long quotes = word ^ QUOTES;
            long backslashes = word ^ BACKSLASHES;
            long marks =
                    ((quotes - ONES) & ~quotes | (backslashes - ONES) & ~backslashes | (word - SPACES) & ~word | word)
                            & HIGHS;
            if (marks != 0) {
                return at + first(marks);
            }
        }
        while (at < to && plain(bytes[at])) {
            at++;
        }
        return at;
    }

    private static boolean plain(byte value) {
        return value >= ' ' && value != '"' && value != '\\';
    }

    /** The index of the first occurrence of {@code value} in {@code [from, to)}, or {@code to}. */
    public static int indexOf(byte[] bytes, int from, int to, byte value) {
        long broadcast = broadcast(value);
        int at = from;
        for (; at <= to - 8; at += 8) {
            long marks = marks(load(bytes, at), broadcast);
            if (marks != 0) {
                return at + first(marks);
            }
        }
        while (at < to && bytes[at] != value) {
            at++;
        }
        return at;
    }

    /** The number of occurrences of {@code value} in {@code [from, to)}. */
    public static int count(byte[] bytes, int from, int to, byte value) {
        int count = 0;
        for (int at = indexOf(bytes, from, to, value); at < to; at = indexOf(bytes, at + 1, to, value)) {
            count++;
        }
        return count;
    }
}
