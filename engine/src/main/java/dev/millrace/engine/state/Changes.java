package dev.millrace.engine.state;

import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Which records of some pages have changed since the last image, one bit each, and what they were at that time, as long as an image is
 * being written.
 *
 * <p>Only one thread changes records. The one that writes the image reads them at the same time: it reads a record and then its bit.
 * Since the bit is set before the record changes, and what the record was is kept before the bit is set, it either has a record as it
 * was or knows where to find that.
 */
final class Changes {
    private final int shift;
    private final int mask;
    private final int wordsPerPage;
    private long[][] changed = new long[0][];
    private long[][] reused = new long[0][];
    private int pageCount;
    private int freshFrom;
    private boolean any;
    private @Nullable SavedRecords saved;

    /** For pages of {@code perPage} records whose ids are {@code page << shift | slot}. All records count as new at first. */
    Changes(int perPage, int shift, int pages) {
        this.shift = shift;
        this.mask = (1 << shift) - 1;
        this.wordsPerPage = (perPage + 63) >> 6;
        for (int i = 0; i < pages; i++) {
            addPage();
        }
    }

    void addPage() {
        if (pageCount == changed.length) {
            changed = java.util.Arrays.copyOf(changed, Math.max(4, pageCount * 2));
            reused = java.util.Arrays.copyOf(reused, changed.length);
        }
        changed[pageCount] = new long[wordsPerPage];
        reused[pageCount++] = new long[wordsPerPage];
    }

    /** The record is about to change. */
    void mark(int id, long[] page, int base) {
        long[] bits = changed[id >>> shift];
        int word = (id & mask) >> 6;
        if ((bits[word] >>> id & 1) == 0) {
            markFirst(id, page, base, bits, word);
        }
    }

    boolean isMarked(int id) {
        return (changed[id >>> shift][(id & mask) >> 6] >>> id & 1) != 0;
    }

    private void markFirst(int id, long[] page, int base, long[] bits, int word) {
        SavedRecords image = saved;
        if (image != null) {
            image.save(id, page, base);
            VarHandle.releaseFence();
        }
        bits[word] |= 1L << id;
        any = true;
        VarHandle.releaseFence();
    }

    /** Records come or go. */
    void touch() {
        any = true;
    }

    /** A record that was given up is given out again. */
    void reuse(int id) {
        reused[id >>> shift][(id & mask) >> 6] |= 1L << id;
    }

    /** The records from {@code idEnd} on are new from now on; those before are unchanged. The answer is what has changed until now. */
    Changed turn(int idEnd, int savedWords, boolean whole) {
        long[][] changedBefore = changed;
        long[][] reusedBefore = reused;
        int pages = pageCount;
        int freshBefore = freshFrom;
        boolean anyBefore = any;
        any = false;
        changed = new long[changedBefore.length][];
        reused = new long[changedBefore.length][];
        pageCount = 0;
        while (pageCount < pages) {
            addPage();
        }
        freshFrom = idEnd;
        SavedRecords image = new SavedRecords(savedWords, idEnd, shift);
        saved = image;
        return new Changed(changedBefore, reusedBefore, freshBefore, anyBefore, whole, changed.clone(), image);
    }

    /** Nothing counts as changed any more. */
    void forget(int idEnd) {
        turn(idEnd, 0, false);
        saved = null;
    }

    void thaw() {
        saved = null;
    }

    /**
     * What changed between two images, and what has changed since.
     *
     * @param changed bits of records of which the owner's words changed
     * @param reused bits of records that were given up and given out again
     * @param freshFrom all records from this id on are new
     * @param any whether there is anything
     * @param now the bits that are set while the image is being written
     */
    record Changed(
            long[][] changed,
            long[][] reused,
            int freshFrom,
            boolean any,
            boolean whole,
            long[][] now,
            SavedRecords saved) {}
}
