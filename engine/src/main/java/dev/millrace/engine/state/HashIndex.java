package dev.millrace.engine.state;

/**
 * A hash table of row ids: open addressing, linear probing, deletion by shifting back.
 *
 * <p>A slot holds the upper 32 bits of the hash beside the id, so that most mismatches are seen without looking at the row. Equal
 * hashes may occur several times; telling rows apart is the caller's business. To find: {@code for (int at = start(hash); (slot =
 * slot(at)) != 0; at = next(at)) if (matches(slot, hash)) …}.
 */
public final class HashIndex {
    /** How many searches to prepare at once: few enough that what was touched is still in the first-level cache. */
    static final int TOUCH_MAX = 64;

    private static final int CAPACITY_MIN = 16;

    private long[] slots = new long[CAPACITY_MIN];
    private int mask = CAPACITY_MIN - 1;
    private int size;
    private final int[] found = new int[TOUCH_MAX];
    private long touched;

    /** Where the search for a hash begins. */
    public int start(long hash) {
        return (int) (hash >>> 32) & mask;
    }

    /**
     * Brings the slots and rows at which searches for {@code hashes[from..to)} begin into the cache, at most {@link #TOUCH_MAX} of
     * them. The loads do not depend on each other, so that they wait for memory together and not in turn.
     */
    void touch(long[] hashes, int from, int to, RowStore store) {
        long seen = 0;
        for (int i = from; i < to; i++) {
            long slot = slots[start(hashes[i])];
            seen |= slot;
            found[i - from] = matches(slot, hashes[i]) ? id(slot) : -1;
        }
        for (int i = 0; i < to - from; i++) {
            if (found[i] >= 0) {
                seen |= store.word(found[i], 0);
            }
        }
        touched = seen;
    }

    /** Where it goes on. */
    public int next(int at) {
        return (at + 1) & mask;
    }

    /** The slot there; 0 ends the search. */
    public long slot(int at) {
        return slots[at];
    }

    /** Whether a slot that is not 0 has this hash. */
    public static boolean matches(long slot, long hash) {
        return (slot ^ hash) >>> 32 == 0;
    }

    /** The row id of a slot that is not 0. */
    public static int id(long slot) {
        return (int) slot - 1;
    }

    /** Makes room for {@code rows} rows; the index is empty. */
    void reserve(int rows) {
        while (rows > slots.length / 8 * 5 && slots.length < 1 << 30) {
            slots = new long[slots.length * 2];
        }
        mask = slots.length - 1;
    }

    /** Adds a row. */
    public void insert(long hash, int id) {
        if (++size > slots.length / 8 * 5) {
            grow();
        }
        put(hash >>> 32 << 32 | (id + 1) & 0xffffffffL);
    }

    /** Lets the slot at {@code at}, found by a search, name another row of the same hash. */
    public void replace(int at, int id) {
        slots[at] = slots[at] >>> 32 << 32 | (id + 1) & 0xffffffffL;
    }

    /** Takes away the row. It must be there. */
    public void remove(long hash, int id) {
        removeAt(position(hash, id));
    }

    /** The place of the row, which must be there. */
    public int position(long hash, int id) {
        for (int at = start(hash); slots[at] != 0; at = next(at)) {
            if (id(slots[at]) == id) {
                return at;
            }
        }
        throw new IllegalStateException("row " + id + " is not in the index");
    }

    private void removeAt(int at) {
        int hole = at;
        for (int i = next(hole); slots[i] != 0; i = next(i)) {
            int home = (int) (slots[i] >>> 32) & mask;
            if (((i - home) & mask) >= ((i - hole) & mask)) {
                slots[hole] = slots[i];
                hole = i;
            }
        }
        slots[hole] = 0;
        size--;
    }

    private void put(long slot) {
        int at = (int) (slot >>> 32) & mask;
        while (slots[at] != 0) {
            at = next(at);
        }
        slots[at] = slot;
    }

    private void grow() {
        if (slots.length == 1 << 30) {
            throw new IllegalStateException("a shard's index has too many keys: use more workers");
        }
        long[] old = slots;
        slots = new long[old.length * 2];
        mask = slots.length - 1;
        for (long slot : old) {
            if (slot != 0) {
                put(slot);
            }
        }
    }

    /** The number of rows. */
    public int size() {
        return size;
    }

    /** The bytes occupied. */
    public long bytes() {
        return 16 + 8L * slots.length;
    }
}
