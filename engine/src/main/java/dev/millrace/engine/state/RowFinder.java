package dev.millrace.engine.state;

/**
 * Finds rows of a store by some of their columns, with an index of these.
 *
 * <p>Many at once in two rounds: first the index is asked for all, then all rows that it names are compared. In each round what is done
 * for one row does not wait for what is done for another, so that the processor waits for memory for many of them together.
 */
final class RowFinder {
    /** How many rows to look for at once: few enough that what was looked at is still in the first-level cache. */
    static final int BLOCK = 256;

    private static final int NONE = -1;

    private final RowStore store;
    private final HashIndex index;
    private final int[] columns;

    RowFinder(RowStore store, HashIndex index, int[] columns) {
        this.store = store;
        this.index = index;
        this.columns = columns;
    }

    /** The row whose columns are as those of a row of the view, which has this hash; or −1. */
    int find(KeyView view, int row, long hash) {
        long[] slots = index.slots(hash);
        int at = place(slots, view, row, hash);
        return at < 0 ? NONE : HashIndex.id(slots[at]);
    }

    /** Where in {@code slots}, which are those of the hash, the row is that {@link #find} answers; or −1. */
    int place(long[] slots, KeyView view, int row, long hash) {
        long slot;
        for (int at = HashIndex.start(slots, hash); (slot = slots[at]) != 0; at = HashIndex.next(slots, at)) {
            if (HashIndex.matches(slot, hash) && store.same(HashIndex.id(slot), columns, view, row)) {
                return at;
            }
        }
        return NONE;
    }

    /** Writes to {@code ids[from..to)} what {@link #find} answers for these rows. */
    void find(KeyView view, long[] hashes, int from, int to, int[] ids) {
        for (int row = from; row < to; row++) {
            ids[row] = index.first(hashes[row]);
        }
        if (!store.forgetOthers(columns, view, from, to, ids)) {
            return;
        }
        for (int row = from; row < to; row++) {
            if (ids[row] == RowStore.OTHER) {
                ids[row] = find(view, row, hashes[row]);
            }
        }
    }
}
