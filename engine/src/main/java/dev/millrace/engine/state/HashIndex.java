package dev.millrace.engine.state;

import java.util.Arrays;

/**
 * A hash table of row ids: open addressing, linear probing, deletion by shifting back.
 *
 * <p>A slot holds the upper 32 bits of the hash beside the id, so that most mismatches are seen without looking at the row. Equal
 * hashes may occur several times; telling rows apart is the caller's business. To find: {@code long[] slots = slots(hash); for (int
 * at = start(slots, hash); (slot = slots[at]) != 0; at = next(slots, at)) if (matches(slot, hash)) …}.
 *
 * <p>A small index is one array. A large one has an array for each value of the first bits of the hash; each doubles on its own, and at
 * different loads, so that no step waits until all of them have.
 */
final class HashIndex {
    private static final int CAPACITY_MIN = 16;
    private static final int PART_BITS = 6;
    private static final int PARTS = 1 << PART_BITS;

    /** How full the one array is, in 64ths, before it doubles. */
    private static final int LOAD_WHOLE = 40;

    /** How full the first part is before it doubles; each other some more than the one before. */
    private static final int LOAD_FIRST = 32;

    private static final int SPLIT = 1 << 15;
    private static final int PART_MAX = 1 << 25;

    /** For each value of the first bits of a hash its array; as long as the index is small, always the same. */
    private final long[][] parts = new long[PARTS][];

    private final int[] sizes = new int[PARTS];
    private boolean isSplit;
    private int size;
    /** Keeps {@link #touch} from being optimized away. */
    private long touched;

    HashIndex() {
        Arrays.fill(parts, new long[CAPACITY_MIN]);
    }

    /** The array in which the slots of a hash are; until the next {@link #insert}. */
    long[] slots(long hash) {
        return parts[part(hash)];
    }

    private static int part(long hash) {
        return (int) (hash >>> 64 - PART_BITS);
    }

    /** Where the search for a hash begins. */
    static int start(long[] slots, long hash) {
        return (int) (hash >>> 32) & slots.length - 1;
    }

    /** Where it goes on. */
    static int next(long[] slots, int at) {
        return at + 1 & slots.length - 1;
    }

    /** Whether a slot that is not 0 has this hash. */
    static boolean matches(long slot, long hash) {
        return (slot ^ hash) >>> 32 == 0;
    }

    /** The row id of a slot that is not 0. */
    static int id(long slot) {
        return (int) slot - 1;
    }

    /** The row of the first slot that has this hash, or −1. */
    int first(long hash) {
        long[] slots = slots(hash);
        long slot;
        for (int at = start(slots, hash); (slot = slots[at]) != 0; at = next(slots, at)) {
            if (matches(slot, hash)) {
                return id(slot);
            }
        }
        return -1;
    }

    /** What a slot holds that names this row. */
    static long slot(long hash, int id) {
        return hash >>> 32 << 32 | id + 1 & 0xffffffffL;
    }

    /** Brings the slots where the searches for these hashes begin into the cache: the loads wait for memory together. */
    void touch(long[] hashes) {
        long seen = 0;
        for (long hash : hashes) {
            long[] slots = slots(hash);
            seen |= slots[start(slots, hash)];
        }
        touched = seen;
    }

    /** Makes room for {@code rows} rows; the index is empty. */
    void reserve(int rows) {
        int each = rows;
        if (rows > SPLIT / 64 * LOAD_WHOLE) {
            isSplit = true;
            each = rows / PARTS + rows / PARTS / 16;
        }
        int capacity = CAPACITY_MIN;
        while (each > capacity / 64.0 * LOAD_FIRST && capacity < PART_MAX) {
            capacity *= 2;
        }
        Arrays.fill(parts, new long[capacity]);
        for (int part = 1; isSplit && part < PARTS; part++) {
            parts[part] = new long[capacity];
        }
    }

    /** Adds a row. */
    void insert(long hash, int id) {
        size++;
        int part = part(hash);
        if (isSplit) {
            if (++sizes[part] > most(part)) {
                grow(part);
            }
        } else if (size > (long) parts[0].length * LOAD_WHOLE >> 6) {
            growWhole();
        }
        put(parts[part], slot(hash, id));
    }

    private long most(int part) {
        return (long) parts[part].length * (LOAD_FIRST + part / 4) >> 6;
    }

    private void growWhole() {
        long[] old = parts[0];
        if (old.length < SPLIT) {
            Arrays.fill(parts, moved(old, new long[old.length * 2]));
            return;
        }
        isSplit = true;
        for (int part = 0; part < PARTS; part++) {
            parts[part] = new long[old.length / PARTS * 4];
        }
        for (long slot : old) {
            if (slot != 0) {
                put(parts[part(slot)], slot);
                sizes[part(slot)]++;
            }
        }
    }

    private void grow(int part) {
        if (parts[part].length == PART_MAX) {
            throw new IllegalStateException("a shard's index has too many keys: use more workers");
        }
        parts[part] = moved(parts[part], new long[parts[part].length * 2]);
    }

    private static long[] moved(long[] slots, long[] into) {
        for (long slot : slots) {
            if (slot != 0) {
                put(into, slot);
            }
        }
        return into;
    }

    private static void put(long[] slots, long slot) {
        int at = start(slots, slot);
        while (slots[at] != 0) {
            at = next(slots, at);
        }
        slots[at] = slot;
    }

    /** Lets the slot of row {@code former}, which must be there, name another row of the same hash. */
    void replace(long hash, int former, int id) {
        long[] slots = slots(hash);
        slots[position(slots, hash, former)] = slot(hash, id);
    }

    private static int position(long[] slots, long hash, int id) {
        for (int at = start(slots, hash); slots[at] != 0; at = next(slots, at)) {
            if (id(slots[at]) == id) {
                return at;
            }
        }
        throw new IllegalStateException("row " + id + " is not in the index");
    }

    /** Takes away the row. It must be there. */
    void remove(long hash, int id) {
        long[] slots = slots(hash);
        int hole = position(slots, hash, id);
        int mask = slots.length - 1;
        for (int i = next(slots, hole); slots[i] != 0; i = next(slots, i)) {
            int home = start(slots, slots[i]);
            if ((i - home & mask) >= (i - hole & mask)) {
                slots[hole] = slots[i];
                hole = i;
            }
        }
        slots[hole] = 0;
        size--;
        if (isSplit) {
            sizes[part(hash)]--;
        }
    }

    /** The number of rows. */
    int size() {
        return size;
    }

    /** The bytes occupied. */
    long bytes() {
        long bytes = 8L * PARTS;
        for (int part = 0; part < (isSplit ? PARTS : 1); part++) {
            bytes += 16 + 8L * parts[part].length;
        }
        return bytes;
    }
}
