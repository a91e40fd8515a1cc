package dev.millrace.types;

import java.util.Arrays;

/**
 * A reference to bytes packed in a {@code long}: page index (21 bits), offset in the page (22 bits), length (21 bits).
 *
 * <p>A slice of {@link #LENGTH_LONG} bytes or more does not fit and owns its page: offset 0, length field all ones, and the
 * page's length is the slice's. Pages that hold several slices have at most {@link #PAGE_SIZE_MAX} bytes.
 */
public final class Ref {
    /** The most bytes of a page that holds more than one slice: 4 MiB. */
    public static final int PAGE_SIZE_MAX = 1 << 22;

    /** The least length that needs a page of its own. */
    public static final int LENGTH_LONG = (1 << 21) - 1;

    /** The most pages that can be told apart. */
    public static final int PAGE_COUNT_MAX = 1 << 21;

    private Ref() {}

    /** A reference to {@code length} bytes at {@code offset} of page {@code page}. */
    public static long of(int page, int offset, int length) {
        return (long) page << 43 | (long) offset << 21 | Math.min(length, LENGTH_LONG);
    }

    /** The page's index. */
    public static int page(long ref) {
        return (int) (ref >>> 43);
    }

    /** The index of the first byte in its page. */
    public static int offset(long ref) {
        return (int) (ref >>> 21) & (PAGE_SIZE_MAX - 1);
    }

    /** The number of bytes, looked up in the page if it is long. */
    public static int length(long ref, byte[][] pages) {
        int length = (int) ref & LENGTH_LONG;
        return length == LENGTH_LONG ? pages[page(ref)].length : length;
    }

    /** The length of a slice known to be shorter than {@link #LENGTH_LONG}. */
    public static int shortLength(long ref) {
        return (int) ref & LENGTH_LONG;
    }

    /** A part of a slice shorter than {@link #LENGTH_LONG}: {@code length} bytes, of which the first is that at {@code start}. */
    public static long part(long ref, int start, int length) {
        return (ref & ~(long) LENGTH_LONG) + ((long) start << 21) | length;
    }

    /** The same reference with the page's index increased. */
    public static long shift(long ref, int pages) {
        return ref + ((long) pages << 43);
    }

    /** Whether both refer to equal bytes. */
    public static boolean same(long left, byte[][] leftPages, long right, byte[][] rightPages) {
        int length = length(left, leftPages);
        if (length != length(right, rightPages)) {
            return false;
        }
        int from = offset(left);
        int other = offset(right);
        return Arrays.equals(
                leftPages[page(left)], from, from + length, rightPages[page(right)], other, other + length);
    }
}
