package dev.millrace.engine.state;

import java.util.Arrays;

/**
 * Records of a fixed number of {@code long} words, named by an {@code int} id.
 *
 * <p>An id is {@code page << shift | slot}. Pages are arrays of 4 MiB less 64 bytes, so that each fills exactly one G1 region of
 * 4 MiB ({@code -XX:G1HeapRegionSize=4m}) and is never copied by the collector; the first page grows by doubling until it has that
 * size. Ids of freed records are used again.
 */
public final class RecordPages {
    /** The most words of a page. */
    static final int PAGE_WORDS = (1 << 19) - 8;

    private static final int CAPACITY_MIN = 16;

    private final int width;
    private final int perPage;
    private final int shift;
    private final int mask;
    private long[][] pages = new long[1][];
    private int pageCount = 1;
    private int nextSlot;
    private final IntArray free = new IntArray();

    /** Records of {@code width} words, 1 or more. */
    public RecordPages(int width) {
        if (width < 1 || width > PAGE_WORDS) {
            throw new IllegalArgumentException("a record of " + width + " words");
        }
        this.width = width;
        this.perPage = PAGE_WORDS / width;
        this.shift = Math.max(1, 32 - Integer.numberOfLeadingZeros(perPage - 1));
        this.mask = (1 << shift) - 1;
        this.pages[0] = new long[Math.min(CAPACITY_MIN, perPage) * width];
    }

    /** The page of a record. */
    public long[] page(int id) {
        return pages[id >>> shift];
    }

    /** The index of the first word of a record in its page. */
    public int base(int id) {
        return (id & mask) * width;
    }

    /** The word {@code offset} of a record. */
    public long get(int id, int offset) {
        return pages[id >>> shift][(id & mask) * width + offset];
    }

    /** Replaces the word {@code offset} of a record. */
    public void set(int id, int offset, long value) {
        pages[id >>> shift][(id & mask) * width + offset] = value;
    }

    /** A record; its words are unspecified. Throws {@link IllegalStateException} when there are no more ids. */
    public int allocate() {
        if (free.size() > 0) {
            return free.removeLast();
        }
        if (nextSlot == perPage) {
            addPage();
        }
        long[] page = pages[pageCount - 1];
        if ((nextSlot + 1) * width > page.length) {
            pages[pageCount - 1] = Arrays.copyOf(page, Math.min(perPage, nextSlot * 2) * width);
        }
        return (pageCount - 1) << shift | nextSlot++;
    }

    /** Sets the first {@code words} words of a record to 0. */
    public void clear(int id, int words) {
        long[] page = page(id);
        int base = base(id);
        for (int i = 0; i < words; i++) {
            page[base + i] = 0;
        }
    }

    /** Gives the record back. */
    public void free(int id) {
        free.add(id);
    }

    /** One more than the greatest id ever allocated. */
    public int idEnd() {
        return (pageCount - 1) << shift | nextSlot;
    }

    /** The id after {@code id} in the order of allocation, which skips the gaps between pages. */
    public int idAfter(int id) {
        return (id & mask) + 1 == perPage ? ((id >>> shift) + 1) << shift : id + 1;
    }

    /** The number of records in use. */
    public int count() {
        return (pageCount - 1) * perPage + nextSlot - free.size();
    }

    /** The bytes occupied. */
    public long bytes() {
        long bytes = free.bytes();
        for (int i = 0; i < pageCount; i++) {
            bytes += 16 + 8L * pages[i].length;
        }
        return bytes;
    }

    private void addPage() {
        if ((long) pageCount << shift > Integer.MAX_VALUE - mask) {
            throw new IllegalStateException("a shard's state has more than 2^31 rows: use more workers");
        }
        if (pageCount == pages.length) {
            pages = Arrays.copyOf(pages, pageCount * 2);
        }
        pages[pageCount++] = new long[perPage * width];
        nextSlot = 0;
    }
}
