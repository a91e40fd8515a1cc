package dev.millrace.engine.state;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    private IntArray free = new IntArray();
    /** Freed while an image is being written, which needs them as they are. */
    private IntArray held = new IntArray();

    private boolean frozen;
    private @Nullable Changes changes;

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

    /**
     * The record, which is not new in this step, is about to change. To be called before the first {@link #set} of each step, or before
     * writing to its {@link #page}; the words that were never changed since {@link #allocate} excepted.
     */
    public void changing(int id) {
        Changes tracked = changes;
        if (tracked != null) {
            tracked.mark(id, pages[id >>> shift], (id & mask) * width);
        }
    }

    /** Whether {@link #changing} was called since the last image. */
    boolean isChanging(int id) {
        Changes tracked = changes;
        return tracked == null || tracked.isMarked(id);
    }

    /** Replaces the word {@code offset} of a record. */
    public void set(int id, int offset, long value) {
        pages[id >>> shift][(id & mask) * width + offset] = value;
    }

    /** A record; its words are unspecified. Throws {@link IllegalStateException} when there are no more ids. */
    public int allocate() {
        touch();
        if (free.size() > 0 || takeHeld()) {
            return reuse(free.removeLast());
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

    /** What was held becomes free, if no image needs it; is there anything? */
    private boolean takeHeld() {
        if (frozen || held.size() == 0) {
            return false;
        }
        IntArray swapped = free;
        free = held;
        held = swapped;
        return true;
    }

    private void touch() {
        if (changes != null) {
            changes.touch();
        }
    }

    private int reuse(int id) {
        if (changes != null) {
            changes.reuse(id);
        }
        return id;
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
        touch();
        (frozen ? held : free).add(id);
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
        return (pageCount - 1) * perPage + nextSlot - free.size() - held.size();
    }

    /** The bytes occupied. */
    public long bytes() {
        long bytes = free.bytes() + held.bytes();
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
        if (changes != null) {
            changes.addPage();
        }
    }

    /** Begins to remember which records change; those there are count as {@code unchanged} or as new. */
    void track(boolean unchanged) {
        Changes tracked = new Changes(perPage, shift, pageCount);
        if (unchanged) {
            tracked.forget(idEnd());
        }
        changes = tracked;
    }

    /** The records as they are now, of which the first {@code ownerWords} words may change while the rest stays. */
    RecordImage freeze(int ownerWords, boolean whole) {
        Changes tracked = changes;
        if (tracked == null) {
            throw new IllegalStateException("changes are not tracked");
        }
        frozen = true;
        return new RecordImage(
                width,
                perPage,
                shift,
                Arrays.copyOf(pages, pageCount),
                nextSlot,
                List.of(new RecordImage.Ids(free.array(), free.size()), new RecordImage.Ids(held.array(), held.size())),
                tracked.turn(idEnd(), ownerWords, whole));
    }

    void thaw() {
        frozen = false;
        if (changes != null) {
            changes.thaw();
        }
    }

    /** Makes room, in empty pages, for records as an image has them; all words are 0. */
    void restore(int pagesWanted, int slotsOfLast, int[] freed) {
        pageCount = pagesWanted;
        nextSlot = slotsOfLast;
        pages = new long[pageCount][];
        for (int i = 0; i < pageCount; i++) {
            int records = i > 0 ? perPage : Math.min(perPage, Math.max(CAPACITY_MIN, slotsOfFirst(slotsOfLast)));
            pages[i] = new long[records * width];
        }
        free = new IntArray();
        for (int id : freed) {
            free.add(id);
        }
    }

    private int slotsOfFirst(int slotsOfLast) {
        return pageCount > 1 ? perPage : slotsOfLast;
    }

    /** Whether there can be a record of this id. */
    boolean isId(int id) {
        int page = id >>> shift;
        return id >= 0 && page < pageCount && (id & mask) < (page == pageCount - 1 ? nextSlot : perPage);
    }

    /** The ids that are free. */
    BitSet freed() {
        BitSet freed = new BitSet();
        for (IntArray ids : List.of(free, held)) {
            for (int i = 0; i < ids.size(); i++) {
                freed.set(ids.get(i));
            }
        }
        return freed;
    }

    int width() {
        return width;
    }

    /** By how many bits an id is shifted to get the number of its page. */
    int shift() {
        return shift;
    }

    /** The pages: valid until the next {@link #allocate}. */
    long[][] pages() {
        return pages;
    }

    int perPage() {
        return perPage;
    }

    int pageCount() {
        return pageCount;
    }
}
