package dev.millrace.engine.state;

import java.lang.invoke.VarHandle;
import java.util.List;

/**
 * The records of some pages as they were between two steps.
 *
 * @param pages the arrays of that time, which may go on changing
 * @param slotsOfLast how many slots of the last page were given out
 * @param free ids of records that were not in use
 */
record RecordImage(
        int width, int perPage, int shift, long[][] pages, int slotsOfLast, List<Ids> free, Changes.Changed changed) {
    /** The first {@code size} of an array that may grow. */
    record Ids(int[] array, int size) {}

    /** The number of slots of a page that were given out. */
    int slots(int page) {
        return page == pages.length - 1 ? slotsOfLast : perPage;
    }

    int freeCount() {
        return free.stream().mapToInt(Ids::size).sum();
    }

    /** For each page bits of the records not in use. */
    long[][] freeBits() {
        long[][] bits = new long[pages.length][(perPage + 63) >> 6];
        int mask = (1 << shift) - 1;
        for (Ids ids : free) {
            for (int i = 0; i < ids.size(); i++) {
                int id = ids.array()[i];
                bits[id >>> shift][(id & mask) >> 6] |= 1L << id;
            }
        }
        return bits;
    }

    /** The 64 records from slot {@code group * 64} of a page that are in use, as bits. */
    long live(int page, int group, long[][] freeBits) {
        int left = slots(page) - (group << 6);
        return (left >= 64 ? -1L : (1L << left) - 1) & ~freeBits[page][group];
    }

    /** Those of them that are new since the image before, given those that are in use. */
    long whole(int page, int group, long live) {
        if (changed.whole()) {
            return live;
        }
        int first = page << shift | group << 6;
        int fresh = changed.freshFrom() - first;
        long freshBits = fresh <= 0 ? -1L : fresh >= 64 ? 0 : -1L << fresh;
        long reused =
                page < changed.reused().length && changed.reused()[page] != null ? changed.reused()[page][group] : -1L;
        return live & (freshBits | reused);
    }

    /** Those of them whose owner's words changed. */
    long touched(int page, int group, long live) {
        return changed.whole() || changed.changed()[page] == null ? 0 : live & changed.changed()[page][group];
    }

    /**
     * Copies the first {@code words} words of a record; the answer is whether they are as they were. If not, they are among the saved
     * ones.
     */
    boolean copy(int page, int slot, int words, long[] into, int at) {
        System.arraycopy(pages[page], slot * width, into, at, words);
        VarHandle.acquireFence();
        return (changed.now()[page][slot >> 6] >>> slot & 1) == 0;
    }
}
