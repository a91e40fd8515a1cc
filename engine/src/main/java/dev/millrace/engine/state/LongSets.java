package dev.millrace.engine.state;

import dev.millrace.types.Hash;

/**
 * Sets of {@code long} values, one per owner, whose members carry up to {@value #FLAGS_MAX} flags; members and flags are only
 * added.
 *
 * <p>A hash table of two words per member, so that a look at a member costs one line of memory: the value; and the owner, a bit
 * that says that the slot is taken, and the flags.
 */
public final class LongSets {
    /** How many flags a member can carry. */
    public static final int FLAGS_MAX = 31;

    private static final int CAPACITY_MIN = 16;
    private static final long TAKEN = 1L << 31;
    private static final long FLAGS = TAKEN - 1;

    private long[] slots = new long[2 * CAPACITY_MIN];
    private int mask = CAPACITY_MIN - 1;
    private int size;
    private long touched;
    private final LongArray undo = new LongArray();

    /** Makes {@code value} a member of the owner's set with these flags; answers those that it did not have. */
    public int add(int owner, long value, int flags) {
        int at = find(owner, value);
        long word = slots[2 * at + 1];
        if (word == 0) {
            return insert(at, owner, value, flags);
        }
        int added = flags & ~(int) (word & FLAGS);
        if (added != 0) {
            undo.add(value);
            undo.add(word);
            slots[2 * at + 1] = word | added;
        }
        return added;
    }

    /**
     * Brings what {@link #add} of these members will look at into the cache. The loads do not depend on each other, so they wait for
     * memory together.
     */
    public void touch(int[] owners, long[] values, int from, int to) {
        long seen = 0;
        for (int i = from; i < to; i++) {
            seen |= slots[2 * home(owners[i], values[i]) + 1];
        }
        touched = seen;
    }

    private int find(int owner, long value) {
        long wanted = (long) owner << 32;
        int at = home(owner, value);
        for (long word; (word = slots[2 * at + 1]) != 0; at = (at + 1) & mask) {
            if (slots[2 * at] == value && (word & ~0xffffffffL) == wanted) {
                return at;
            }
        }
        return at;
    }

    private int home(int owner, long value) {
        return (int) (Hash.combine(value, owner) >>> 32) & mask;
    }

    private int insert(int free, int owner, long value, int flags) {
        int at = free;
        if (++size > (mask + 1) / 8 * 5) {
            grow();
            at = find(owner, value);
        }
        long word = (long) owner << 32 | TAKEN;
        undo.add(value);
        undo.add(word & ~TAKEN);
        slots[2 * at] = value;
        slots[2 * at + 1] = word | flags;
        return flags;
    }

    private void grow() {
        if (slots.length == 1 << 30) {
            throw new IllegalStateException("a shard has too many different values: use more workers");
        }
        long[] old = slots;
        slots = new long[old.length * 2];
        mask = slots.length / 2 - 1;
        for (int i = 0; i < old.length; i += 2) {
            if (old[i + 1] != 0) {
                put(old[i], old[i + 1]);
            }
        }
    }

    private void put(long value, long word) {
        int at = find((int) (word >>> 32), value);
        slots[2 * at] = value;
        slots[2 * at + 1] = word;
    }

    private void remove(int owner, long value) {
        int hole = find(owner, value);
        for (int i = (hole + 1) & mask; slots[2 * i + 1] != 0; i = (i + 1) & mask) {
            int home = home((int) (slots[2 * i + 1] >>> 32), slots[2 * i]);
            if (((i - home) & mask) >= ((i - hole) & mask)) {
                slots[2 * hole] = slots[2 * i];
                slots[2 * hole + 1] = slots[2 * i + 1];
                hole = i;
            }
        }
        slots[2 * hole] = 0;
        slots[2 * hole + 1] = 0;
        size--;
    }

    /** Ends the step: keeps what it added, or takes it back. */
    public void finish(boolean commit) {
        for (int i = undo.size() - 2; i >= 0 && !commit; i -= 2) {
            long value = undo.get(i);
            long word = undo.get(i + 1);
            if ((word & TAKEN) == 0) {
                remove((int) (word >>> 32), value);
            } else {
                slots[2 * find((int) (word >>> 32), value) + 1] = word;
            }
        }
        undo.clear();
    }

    /** The number of members of all sets. */
    public int count() {
        return size;
    }

    /** The bytes occupied. */
    public long bytes() {
        return 16 + 8L * slots.length + undo.bytes();
    }
}
