package dev.millrace.engine.operator;

import dev.millrace.engine.state.IntArray;
import dev.millrace.engine.state.LongArray;
import dev.millrace.types.Column;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Finds the rows of a partition whose values may differ after a step and evaluates the functions for those, in order.
 *
 * <p>{@link #open} a partition, {@link #add} the rows that came and went, then {@link #evaluate}.
 */
final class WindowChanges {
    private final WindowPartition partition;
    private final List<WindowValues> functions;
    private final List<WindowValues> probes;
    private final IntPredicate unchanged;
    private final FormerRow former;
    private final boolean onward;
    private final boolean whole;

    private final LongArray places = new LongArray();
    private final IntArray ids = new IntArray();
    private int[] froms = new int[8];
    private int lastAdded = -1;
    private int lastPosition;

    /** Tells whether a value that was just computed is the one that a row had before the step. */
    interface FormerRow {
        boolean same(int id, int call, Column value);
    }

    /**
     * Over these functions; {@code probes} are the same once more, for values that are not appended to theirs.
     *
     * @param unchanged whether a row was there before and is still
     */
    WindowChanges(
            WindowPartition partition,
            List<WindowValues> functions,
            List<WindowValues> probes,
            IntPredicate unchanged,
            FormerRow former) {
        this.partition = partition;
        this.functions = functions;
        this.probes = probes;
        this.unchanged = unchanged;
        this.former = former;
        this.onward = functions.stream().anyMatch(WindowValues::onward);
        this.whole = functions.stream().anyMatch(WindowValues::whole);
    }

    void open(int root, int last) {
        partition.open(root, last);
        places.clear();
        ids.clear();
        lastAdded = -1;
    }

    /** Takes notice of a row that came, if it is {@code there}, or went. */
    void add(int id, boolean there) {
        boolean follows = lastAdded >= 0 && partition.sequence.next(lastAdded) == id;
        int position = follows ? lastPosition + 1 : partition.position(id);
        lastAdded = there ? id : -1;
        lastPosition = position;
        // Rows that went from before a position sort before the one that is there.
        places.add((long) position << 33 | (there ? 1L << 32 : 0) | ids.size());
        ids.add(id);
    }

    /** Evaluates all rows concerned and appends their ids. */
    void evaluate(IntArray concerned) {
        int size = partition.size();
        if (places.size() == 0 || size == 0) {
            return;
        }
        if (places.size() > 1) {
            Arrays.sort(places.array(), 0, places.size());
        }
        findFroms();
        functions.forEach(WindowValues::begin);
        int to = whole && !wholeStays() ? size - 1 : -1;
        boolean open = false;
        int next = 0;
        int from = froms[0];
        int last = -1;
        int position = to < 0 ? from : 0;
        while (true) {
            while (from <= position) {
                to = Math.max(to, to(next));
                note(next++);
                open |= onward;
                from = next < places.size() ? froms[next] : Integer.MAX_VALUE;
            }
            if (position > to && !open && from < size) {
                position = from;
                last = -1;
                continue;
            }
            if (position >= size || position > to && !open) {
                return;
            }
            last = last < 0 ? partition.at(position) : partition.sequence.nextCounted(last);
            for (int i = 0; i < functions.size(); i++) {
                functions.get(i).evaluate(last, position);
            }
            concerned.add(last);
            position++;
            open &= position <= to || !settled();
        }
    }

    /** Rows that went from before the same position are in no order, so each concerns what those after it do. */
    private void findFroms() {
        froms = froms.length >= places.size() ? froms : new int[places.size() * 2];
        int least = Integer.MAX_VALUE;
        for (int i = places.size() - 1; i >= 0; i--) {
            least = Math.min(least, from(i));
            froms[i] = least;
        }
    }

    private int from(int index) {
        int id = id(index);
        int position = position(index);
        int from = position;
        for (int i = 0; i < functions.size(); i++) {
            if (!functions.get(i).whole()) {
                from = Math.min(from, functions.get(i).concernedFrom(id, position));
            }
        }
        return from;
    }

    private int to(int index) {
        int id = id(index);
        int position = position(index);
        boolean there = isThere(index);
        int to = there ? position : -1;
        for (int i = 0; i < functions.size(); i++) {
            if (!functions.get(i).whole()) {
                to = Math.max(to, functions.get(i).concernedTo(id, position, there));
            }
        }
        return Math.min(to, partition.size() - 1);
    }

    private void note(int index) {
        for (int i = 0; i < functions.size(); i++) {
            functions.get(i).note(id(index), isThere(index) ? 1 : -1);
        }
    }

    private boolean settled() {
        for (int i = 0; i < functions.size(); i++) {
            if (functions.get(i).onward() && !functions.get(i).settled()) {
                return false;
            }
        }
        return true;
    }

    private int position(int index) {
        return (int) (places.get(index) >>> 33);
    }

    private boolean isThere(int index) {
        return (places.get(index) >>> 32 & 1) != 0;
    }

    private int id(int index) {
        return ids.get((int) places.get(index));
    }

    /** Whether the functions over the whole partition give a row the value that it has. Without such a row all rows are new. */
    private boolean wholeStays() {
        int id = partition.at(0);
        while (id >= 0 && !unchanged.test(id)) {
            id = partition.sequence.nextCounted(id);
        }
        for (int i = 0; id >= 0 && i < probes.size(); i++) {
            WindowValues probe = probes.get(i);
            if (probe.whole()) {
                probe.begin();
                probe.evaluate(id, partition.position(id));
                if (!former.same(id, i, probe.take())) {
                    return false;
                }
            }
        }
        return true;
    }
}
