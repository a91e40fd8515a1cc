package dev.millrace.engine.state;

import dev.millrace.types.Ref;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of any length, named by {@link Ref}s into its pages.
 *
 * <p>Slices are handed out from pages of one G1 region each; freed ones are kept in lists by size class and used again. Lengths
 * are rounded up to a class: multiples of 8 to 128 bytes, above that an eighth of a power of two, so at most 12 % are lost. A slice
 * of {@link Ref#LENGTH_LONG} or more has its own page.
 */
public final class BlobHeap {
    private static final int PAGE_BYTES = (1 << 22) - 64;
    private static final int PAGE_BYTES_MIN = 1 << 10;
    private static final int FINE_MAX = 128;
    private static final int CLASS_COUNT = FINE_MAX / 8 + 1 + 8 * 16;

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

    /** Keeps a copy of bytes and answers where. */
    public long put(byte[] source, int offset, int length) {
        if (length == 0) {
            return Ref.of(0, 0, 0);
        }
        if (length >= Ref.LENGTH_LONG) {
            int page = addPage(Arrays.copyOfRange(source, offset, offset + length));
            return Ref.of(page, 0, length);
        }
        long ref = allocate(length);
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
            pages[page] = new byte[0];
            freePages.add(page);
            return;
        }
        int sizeClass = sizeClass(length);
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

    /** A slice whose bytes are yet to be written, {@code length} ≥ 1 of them. */
    long reserve(int length) {
        return length >= Ref.LENGTH_LONG ? Ref.of(addPage(new byte[length]), 0, length) : allocate(length);
    }

    /** The pages as they are now: what was put up to now can be read from them until it is freed and its space used again. */
    public byte[][] pages() {
        return pages;
    }

    /** The bytes occupied. */
    public long bytes() {
        return bytes;
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
        if (length <= FINE_MAX) {
            return (length + 7) >> 3;
        }
        int log = 31 - Integer.numberOfLeadingZeros(length - 1);
        int eighth = ((length - 1) >> (log - 3)) & 7;
        return FINE_MAX / 8 + 1 + (log - 7) * 8 + eighth;
    }

    /** The greatest length of a class, which its slices occupy. */
    static int sizeOf(int sizeClass) {
        if (sizeClass <= FINE_MAX / 8) {
            return sizeClass << 3;
        }
        int index = sizeClass - FINE_MAX / 8 - 1;
        int log = 7 + (index >> 3);
        return (8 + (index & 7) + 1) << (log - 3);
    }
}
