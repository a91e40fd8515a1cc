package dev.millrace.engine.state;

import dev.millrace.engine.storage.BlockReader;
import dev.millrace.types.Hash;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Sets of {@code long} values, one per owner, whose members carry up to {@value #FLAGS_MAX} flags; members and flags are only
 * added.
 *
 * <p>A hash table of two words per member, so that a look at a member costs one line of memory: the value; and the owner, a bit
 * that says that the slot is taken, and the flags. It is kept in pages: while a checkpoint writes the image of a page, the first
 * change of it makes a copy. An image of less than all is the list of what was added.
 */
public final class LongSets implements Durable {
    /** How many flags a member can carry. */
    public static final int FLAGS_MAX = 31;

    private static final int CAPACITY_MIN = 16;
    private static final int PAGE_SHIFT = 12;
    private static final int PAGE_SLOTS = 1 << PAGE_SHIFT;
    private static final long TAKEN = 1L << 31;
    private static final long FLAGS = TAKEN - 1;

    private long[][] pages = {new long[2 * CAPACITY_MIN]};
    private int mask = CAPACITY_MIN - 1;
    private int size;
    private long touched;
    private boolean[] shared = new boolean[0];
    private final LongArray undo = new LongArray();
    private LongArray added = new LongArray();
    private boolean tracked;
    private boolean tooMany;

    /** Makes {@code value} a member of the owner's set with these flags, not none; answers those that it did not have. */
    public int add(int owner, long value, int flags) {
        int at = find(owner, value);
        long word = word(at);
        if (word == 0) {
            return insert(at, owner, value, flags);
        }
        int missing = flags & ~(int) (word & FLAGS);
        if (missing != 0) {
            undo.add(value);
            undo.add(word);
            set(at, value, word | missing);
        }
        return missing;
    }

    /**
     * Brings what {@link #add} of these members will look at into the cache. The loads do not depend on each other, so they wait for
     * memory together.
     */
    public void touch(int[] owners, long[] values, int from, int to) {
        long seen = 0;
        for (int i = from; i < to; i++) {
            seen |= word(home(owners[i], values[i]));
        }
        touched = seen;
    }

    private long value(int at) {
        return pages[at >> PAGE_SHIFT][2 * (at & (PAGE_SLOTS - 1))];
    }

    private long word(int at) {
        return pages[at >> PAGE_SHIFT][2 * (at & (PAGE_SLOTS - 1)) + 1];
    }

    private void set(int at, long value, long word) {
        int page = at >> PAGE_SHIFT;
        if (page < shared.length && shared[page]) {
            pages[page] = pages[page].clone();
            shared[page] = false;
        }
        int index = 2 * (at & (PAGE_SLOTS - 1));
        pages[page][index] = value;
        pages[page][index + 1] = word;
    }

    private int find(int owner, long value) {
        long wanted = (long) owner << 32;
        int at = home(owner, value);
        for (long word; (word = word(at)) != 0; at = (at + 1) & mask) {
            if (value(at) == value && (word & ~0xffffffffL) == wanted) {
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
            resize((mask + 1) * 2);
            at = find(owner, value);
        }
        long word = (long) owner << 32 | TAKEN;
        undo.add(value);
        undo.add(word & ~TAKEN);
        set(at, value, word | flags);
        return flags;
    }

    private void resize(int capacity) {
        if (capacity > 1 << 29) {
            throw new IllegalStateException("a shard has too many different values: use more workers");
        }
        long[][] old = pages;
        pages = new long[Math.max(1, capacity >> PAGE_SHIFT)][2 * Math.min(capacity, PAGE_SLOTS)];
        mask = capacity - 1;
        shared = new boolean[0];
        for (long[] page : old) {
            for (int i = 0; i < page.length; i += 2) {
                if (page[i + 1] != 0) {
                    set(find((int) (page[i + 1] >>> 32), page[i]), page[i], page[i + 1]);
                }
            }
        }
    }

    private void remove(int owner, long value) {
        int hole = find(owner, value);
        for (int i = (hole + 1) & mask; word(i) != 0; i = (i + 1) & mask) {
            int home = home((int) (word(i) >>> 32), value(i));
            if (((i - home) & mask) >= ((i - hole) & mask)) {
                set(hole, value(i), word(i));
                hole = i;
            }
        }
        set(hole, 0, 0);
        size--;
    }

    /** Ends the step: keeps what it added, or takes it back. */
    public void finish(boolean commit) {
        for (int i = undo.size() - 2; i >= 0; i -= 2) {
            if (commit) {
                remember(undo.get(i), undo.get(i + 1));
            } else {
                takeBack(undo.get(i), undo.get(i + 1));
            }
        }
        undo.clear();
    }

    private void takeBack(long value, long word) {
        int owner = (int) (word >>> 32);
        if ((word & TAKEN) == 0) {
            remove(owner, value);
        } else {
            set(find(owner, value), value, word);
        }
    }

    /** For the next image, unless the list of what was added would be longer than the table. */
    private void remember(long value, long word) {
        if (tracked && !tooMany) {
            added.add(value);
            added.add(word(find((int) (word >>> 32), value)));
            tooMany = added.size() > 2 * CAPACITY_MIN + mask;
        }
    }

    /** The number of members of all sets. */
    public int count() {
        return size;
    }

    @Override
    public void track() {
        tracked = true;
    }

    @Override
    public Frozen freeze(boolean whole) {
        LongArray list = added;
        boolean all = whole || tooMany;
        added = new LongArray();
        tooMany = false;
        if (!all) {
            return new Image(new long[][] {list.array()}, list.size(), false);
        }
        shared = new boolean[pages.length];
        Arrays.fill(shared, true);
        return new Image(pages.clone(), 2L * size, true);
    }

    /**
     * Members as pairs of words.
     *
     * @param words how many words of {@code pages} are not those of empty slots
     */
    private record Image(long[][] pages, long words, boolean whole) implements Frozen {
        @Override
        public boolean unchanged() {
            return !whole && words == 0;
        }

        @Override
        public void write(dev.millrace.engine.storage.BlockWriter out) throws IOException {
            out.putInt(whole ? 1 : 0);
            out.putLong(words);
            long left = words;
            for (long[] page : pages) {
                for (int i = 0; i < page.length && left > 0; i += 2) {
                    if (page[i + 1] != 0) {
                        out.putLong(page[i]);
                        out.putLong(page[i + 1]);
                        left -= 2;
                    }
                }
            }
        }
    }

    @Override
    public void thaw() {
        shared = new boolean[0];
    }

    @Override
    public void restore(List<BlockReader> images) throws IOException {
        for (BlockReader image : images) {
            boolean whole = image.getInt() != 0;
            long words = image.getLong();
            if (words < 0 || words % 2 != 0) {
                throw image.damaged("a set of " + words + " words");
            }
            reserve(words / 2);
            for (long i = 0; i < words; i += 2) {
                restore(image.getLong(), image.getLong(), image);
            }
            if (whole) {
                return;
            }
        }
    }

    private void reserve(long members) {
        long capacity = mask + 1L;
        while (capacity / 8 * 5 < size + members && capacity < 1 << 29) {
            capacity *= 2;
        }
        if (capacity > mask + 1L) {
            resize((int) capacity);
        }
    }

    private void restore(long value, long word, BlockReader image) throws IOException {
        if ((word & TAKEN) == 0) {
            throw image.damaged("a member that is none");
        }
        int at = find((int) (word >>> 32), value);
        size += word(at) == 0 ? 1 : 0;
        set(at, value, word(at) | word);
    }

    /** The bytes occupied. */
    @Override
    public long bytes() {
        return 16L * (mask + 1) + undo.bytes() + added.bytes();
    }
}
