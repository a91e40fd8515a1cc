package dev.millrace.engine.state;

import dev.millrace.types.Ref;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of any length, named by {@link Ref}s into its pages.
 *
 * <p>Slices are handed out from pages of one G1 region each; freed ones are kept in lists by size class and used again. Lengths
 * to 256 bytes are kept as they are; multiples of 4 to 1024 bytes and above that an eighth of a power of two are classes to which others
 * are rounded up, so at most 12 % are lost. A slice of {@link Ref#LENGTH_LONG} or more has its own page.
 */
public final class BlobHeap {
    private static final int PAGE_BYTES = (1 << 22) - 64;
    private static final int PAGE_BYTES_MIN = 1 << 10;
    private static final int EXACT_MAX = 256;
    private static final int FINE_LOG = 10;
    private static final int FINE_MAX = 1 << FINE_LOG;
    private static final int FINE_END = EXACT_MAX + (FINE_MAX - EXACT_MAX) / 4 + 1;
    private static final int CLASS_COUNT = FINE_END + 8 * 13;

    /** Longs within pages. */
    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Page 0 is there from the start, for slices of no length. */
    private byte[][] pages = new byte[4][0];

    private int pageCount;
    private int current = -1;
    private int end;
    private final @Nullable LongArray[] free = new LongArray[CLASS_COUNT];
    /** Freed while an image is being written, which needs their bytes. */
    private final @Nullable LongArray[] held = new LongArray[CLASS_COUNT];

    private boolean frozen;
    private final IntArray freePages = new IntArray();
    private long bytes;
    private long used;

    /** Keeps a copy of bytes and answers where. */
    public long put(byte[] source, int offset, int length) {
        if (length >= Ref.LENGTH_LONG) {
            used += length;
            return Ref.of(addPage(Arrays.copyOfRange(source, offset, offset + length)), 0, length);
        }
        long ref = reserve(length);
        System.arraycopy(source, offset, pages[Ref.page(ref)], Ref.offset(ref), length);
        return ref;
    }

    /** Keeps a copy of the bytes that a reference names and answers where. */
    long copy(long ref, byte[][] from) {
        return put(from[Ref.page(ref)], Ref.offset(ref), Ref.length(ref, from));
    }

    /** Gives a slice back; its bytes stay until the next {@link #put}. */
    public void free(long ref) {
        int length = (int) ref & Ref.LENGTH_LONG;
        if (length == 0) {
            return;
        }
        if (length == Ref.LENGTH_LONG) {
            int page = Ref.page(ref);
            bytes -= pages[page].length;
            used -= pages[page].length;
            pages[page] = new byte[0];
            freePages.add(page);
            return;
        }
        int sizeClass = sizeClass(length);
        used -= length;
        @Nullable LongArray[] lists = frozen ? held : free;
        LongArray list = lists[sizeClass];
        if (list == null) {
            list = new LongArray();
            lists[sizeClass] = list;
        }
        list.add(ref);
    }

    /** What is there now stays readable in {@link #pages}, freed or not, until {@link #thaw}. */
    byte[][] freeze() {
        frozen = true;
        return Arrays.copyOf(pages, Math.max(1, pageCount));
    }

    void thaw() {
        frozen = false;
    }

    private @Nullable LongArray freed(int sizeClass) {
        LongArray list = free[sizeClass];
        if (!frozen && (list == null || list.size() == 0)) {
            free[sizeClass] = held[sizeClass];
            held[sizeClass] = list;
        }
        return free[sizeClass];
    }

    /** A slice whose bytes are yet to be written. */
    long reserve(int length) {
        if (length == 0) {
            return Ref.of(0, 0, 0);
        }
        used += length;
        return length >= Ref.LENGTH_LONG ? Ref.of(addPage(new byte[length]), 0, length) : allocate(length);
    }

    /** The page that a reference names. */
    byte[] page(long ref) {
        return pages[Ref.page(ref)];
    }

    /** The bytes of all slices that were put and not given back. */
    long used() {
        return used;
    }

    /** The pages as they are now: what was put up to now can be read from them until it is freed and its space used again. */
    public byte[][] pages() {
        return pages;
    }

    /** The bytes occupied. */
    public long bytes() {
        return bytes + listBytes(free) + listBytes(held);
    }

    private static long listBytes(@Nullable LongArray[] lists) {
        long sum = 0;
        for (LongArray list : lists) {
            sum += list == null ? 0 : list.bytes();
        }
        return sum;
    }

    private long allocate(int length) {
        int sizeClass = sizeClass(length);
        LongArray list = freed(sizeClass);
        if (list != null && list.size() > 0) {
            return list.removeLast() & ~(long) Ref.LENGTH_LONG | length;
        }
        int size = sizeOf(sizeClass);
        if (current < 0 || end + size > pages[current].length) {
            makeRoom(size);
        }
        long ref = Ref.of(current, end, length);
        end += size;
        return ref;
    }

    private void makeRoom(int size) {
        if (current >= 0 && pageCount == 1 && pages[current].length < PAGE_BYTES) {
            // The first page grows: small states stay small. Columns handed out keep the old array, with the same
            // content.
            int wanted = Math.max(pages[current].length * 2, end + size);
            if (wanted <= PAGE_BYTES) {
                bytes += wanted - pages[current].length;
                pages = pages.clone();
                pages[current] = Arrays.copyOf(pages[current], wanted);
                return;
            }
        }
        current = addPage(new byte[pageCount == 0 ? Math.max(PAGE_BYTES_MIN, size) : PAGE_BYTES]);
        end = 0;
    }

    private int addPage(byte[] page) {
        bytes += page.length;
        if (freePages.size() > 0 && page.length >= Ref.LENGTH_LONG) {
            int index = freePages.removeLast();
            pages = pages.clone();
            pages[index] = page;
            return index;
        }
        if (pageCount == Ref.PAGE_COUNT_MAX) {
            throw new IllegalStateException("a shard's state has too many bytes: use more workers");
        }
        if (pageCount == pages.length) {
            pages = Arrays.copyOf(pages, pageCount * 2);
        }
        pages[pageCount] = page;
        return pageCount++;
    }

    /** The class of a length ≥ 1. */
    static int sizeClass(int length) {
        if (length <= EXACT_MAX) {
            return length;
        }
        if (length <= FINE_MAX) {
            return EXACT_MAX + (length - EXACT_MAX + 3 >> 2);
        }
        int log = 31 - Integer.numberOfLeadingZeros(length - 1);
        int eighth = ((length - 1) >> (log - 3)) & 7;
        return FINE_END + (log - FINE_LOG) * 8 + eighth;
    }

    /** The greatest length of a class, which its slices occupy. */
    static int sizeOf(int sizeClass) {
        if (sizeClass <= EXACT_MAX) {
            return sizeClass;
        }
        if (sizeClass < FINE_END) {
            return EXACT_MAX + (sizeClass - EXACT_MAX << 2);
        }
        int index = sizeClass - FINE_END;
        int log = FINE_LOG + (index >> 3);
        return (8 + (index & 7) + 1) << (log - 3);
    }
}
