package dev.millrace.formats.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes at a time, in a {@code long} whose lowest byte is the first in memory. */
public final class Swar {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long AFTER_SPACES = ONES * (' ' + 1);
    private static final long QUOTE_FOR_SPACE = ONES * (' ' ^ '"');
    private static final long BACKSLASHES = ONES * '\\';
    private static final long AFTER_NEWLINES = ONES * ('\n' + 1);

    private static final long[] POWERS = new long[19];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private Swar() {}

    /** The eight bytes at {@code offset}. */
    public static long load(byte[] bytes, int offset) {
        return (long) LONGS.get(bytes, offset);
    }

    /** Sets the eight bytes at {@code offset}. */
    static void store(byte[] bytes, int offset, long word) {
        LONGS.set(bytes, offset, word);
    }

    /** The bytes marked that must be escaped in JSON text: quotes, backslashes and control characters; exact up to the first. */
    static long escaped(long word) {
        return ((word ^ QUOTE_FOR_SPACE) - AFTER_SPACES | (word ^ BACKSLASHES) - ONES) & ~word & HIGHS;
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
     * The index of the first marked byte of twice eight, one of which is. Without branches: where a text ends cannot be
     * predicted, and a wrong guess costs more than all of this.
     */
    private static int first(long marks, long more) {
        int count = Long.numberOfTrailingZeros(marks) >>> 3;
        int none = 7 - count >> 31;
        return count + (Long.numberOfTrailingZeros(more) >>> 3 & none);
    }

    /**
     * The index of the first byte of {@code [from, to)} that plain JSON text cannot have: a quote, a backslash, a
     * control character, or a byte that is not ASCII; {@code to} if there is none.
     */
    public static int plainTextEnd(byte[] bytes, int from, int to) {
        int at = from;
        // Most texts are short, so the first words are looked at one by one.
        if (at <= to - 16) {
            long marks = notPlain(load(bytes, at));
            if (marks != 0) {
                return at + first(marks);
            }
            marks = notPlain(load(bytes, at + 8));
            if (marks != 0) {
                return at + 8 + first(marks);
            }
            at += 16;
        }
        for (; at <= to - 16; at += 16) {
            long marks = notPlain(load(bytes, at));
            long more = notPlain(load(bytes, at + 8));
            if ((marks | more) != 0) {
                return at + first(marks, more);
            }
        }
        while (at < to && plain(bytes[at])) {
            at++;
        }
        return at;
    }

    /**
     * A byte that is not ASCII is marked by itself; of the others the high bit is free for a subtraction to set it.
     * Exchanging the quote and the space brings the quote next to the control characters: one subtraction finds both.
     */
    private static long notPlain(long word) {
        return ((word ^ QUOTE_FOR_SPACE) - AFTER_SPACES | (word ^ BACKSLASHES) - ONES | word) & HIGHS;
    }

    private static boolean plain(byte value) {
        return value >= ' ' && value != '"' && value != '\\';
    }

    /** The index of the first occurrence of {@code value} in {@code [from, to)}, or {@code to}. */
    public static int indexOf(byte[] bytes, int from, int to, byte value) {
        long broadcast = broadcast(value);
        int at = from;
        for (; at <= to - 32; at += 32) {
            long marks0 = marks(load(bytes, at), broadcast);
            long marks1 = marks(load(bytes, at + 8), broadcast);
            long marks2 = marks(load(bytes, at + 16), broadcast);
            long marks3 = marks(load(bytes, at + 24), broadcast);
            if ((marks0 | marks1 | marks2 | marks3) != 0) {
                return (marks0 | marks1) != 0 ? at + first(marks0, marks1) : at + 16 + first(marks2, marks3);
            }
        }
        while (at < to && bytes[at] != value) {
            at++;
        }
        return at;
    }

    /**
     * The index of the first line feed of {@code [from, to)}, or {@code to}: as {@link #indexOf}, but faster where there is no
     * other control character up to the line feed, as in most text.
     */
    public static int lineEnd(byte[] bytes, int from, int to) {
        int at = from;
        for (; at <= to - 32; at += 32) {
            long low = notAbove(load(bytes, at))
                    | notAbove(load(bytes, at + 8))
                    | notAbove(load(bytes, at + 16))
                    | notAbove(load(bytes, at + 24));
            if ((low & HIGHS) != 0) {
                int end = indexOf(bytes, at, at + 32, (byte) '\n');
                if (end < at + 32) {
                    return end;
                }
            }
        }
        return indexOf(bytes, at, to, (byte) '\n');
    }

    /** The high bits of bytes that are a line feed or less; of those after the first such byte perhaps others too. */
    private static long notAbove(long word) {
        return word - AFTER_NEWLINES & ~word;
    }

    /** How many of the eight bytes, from the first on, are decimal digits. */
    public static int digits(long word) {
        // Added to a byte above '9', or taken from one below '0', these set its high bit.
        long marks = (word + ONES * (0x80 - '9' - 1) | word - ONES * '0') & HIGHS;
        return Long.numberOfTrailingZeros(marks) >>> 3;
    }

    /** The number that the first {@code digits} of the eight bytes are, which are decimal digits. */
    public static long number(long word, int digits) {
        if (digits == 0) {
            return 0;
        }
        // The digits move to the end, and zeros come in front of them.
        long last = (word & ONES * 15) << 64 - 8 * digits;
        // Neighbours become pairs, then pairs become the number: two multiplications do what eight would.
        long pairs = last * 10 + (last >>> 8);
        return ((pairs & 0x000000ff000000ffL) * 0x000f424000000064L
                        + (pairs >>> 16 & 0x000000ff000000ffL) * 0x0000271000000001L)
                >>> 32;
    }

    /** 10 to the power of 0 to 18. */
    public static long powerOfTen(int exponent) {
        return POWERS[exponent];
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
