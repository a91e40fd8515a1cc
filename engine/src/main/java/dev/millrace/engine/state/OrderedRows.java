package dev.millrace.engine.state;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Sequences of rows of a store, each in the order in which its owner puts rows into it: rows by position, positions by row, and
 * summaries of any stretch of a sequence, all in time logarithmic in its length.
 *
 * <p>A sequence is a treap whose links are words of the rows; it is named by its root, −1 if it is empty. The priority of a row is a
 * hash of its id, so the shape depends on nothing but the rows: taking back what was put in restores it link by link. Only rows for
 * which {@code counted} holds have a position and are part of summaries; when that changes, {@link #changed} must follow.
 *
 * <p>Changes leave the summaries behind, and {@link #refresh} brings them up to date: many rows that come to the same place cost
 * little more than one. Positions and stretches may only be asked for in between.
 */
public final class OrderedRows {
    /** The first of the store's owner words that are used here; those of summaries follow one another from {@link #WORDS} on. */
    public static final int WORDS = 2;

    private static final int LINKS = 0;
    private static final int PARENT_AND_COUNT = 1;

    /** The count of a row that {@link #refresh} has to compute, as it has those of all rows above. */
    private static final int STALE = -1;

    /** What is known of all counted rows below a row, in words of that row. */
    public interface Summary {
        /** Computes the words of row {@code id} from its own fields, if it is {@code counted}, and those of its children (−1: none). */
        void pull(int id, int left, int right, boolean counted);
    }

    /** Takes parts of a stretch, in order. */
    public interface PartConsumer {
        /** All rows below {@code id} and itself, as its words summarise them. */
        void subtree(int id);

        /** The row alone. */
        void row(int id);
    }

    private final RowStore store;
    private final IntPredicate counted;
    private final List<Summary> summaries = new ArrayList<>();

    /** Sequences of rows of {@code store}, whose first {@link #WORDS} words are theirs. */
    public OrderedRows(RowStore store, IntPredicate counted) {
        this.store = store;
        this.counted = counted;
    }

    /** Keeps a summary from now on. */
    public void add(Summary summary) {
        summaries.add(summary);
    }

    /** Puts a row after row {@code place} of the sequence, −1 for the beginning, and answers the root. */
    public int insertAfter(int root, int place, int id) {
        setLinks(id, -1, -1);
        store.setWord(id, PARENT_AND_COUNT, 0);
        setParent(id, -1);
        if (root >= 0) {
            hang(root, place, id);
        }
        changed(id);
        while (parent(id) >= 0 && priority(id) > priority(parent(id))) {
            rotateUp(id);
        }
        return parent(id) < 0 ? id : root;
    }

    private void hang(int root, int place, int id) {
        int parent;
        if (place >= 0 && right(place) < 0) {
            parent = place;
            setLinks(parent, left(parent), id);
        } else {
            parent = first(place < 0 ? root : right(place));
            setLinks(parent, id, right(parent));
        }
        setParent(id, parent);
    }

    /** Takes a row that is not counted out of the sequence and answers the root. */
    public int remove(int root, int id) {
        int top = root;
        changed(id);
        while (left(id) >= 0 || right(id) >= 0) {
            int child = preferred(left(id), right(id));
            setCount(child, STALE);
            rotateUp(child);
            top = top == id ? child : top;
        }
        int parent = parent(id);
        if (parent < 0) {
            return -1;
        }
        if (left(parent) == id) {
            setLinks(parent, -1, right(parent));
        } else {
            setLinks(parent, left(parent), -1);
        }
        return top;
    }

    private int preferred(int left, int right) {
        return right < 0 || left >= 0 && priority(left) > priority(right) ? left : right;
    }

    /** Both the row and its parent are stale. */
    private void rotateUp(int id) {
        int parent = parent(id);
        int above = parent(parent);
        int middle;
        if (left(parent) == id) {
            middle = right(id);
            setLinks(parent, middle, right(parent));
            setLinks(id, left(id), parent);
        } else {
            middle = left(id);
            setLinks(parent, left(parent), middle);
            setLinks(id, parent, right(id));
        }
        if (middle >= 0) {
            setParent(middle, parent);
        }
        setParent(parent, id);
        setParent(id, above);
        if (above >= 0) {
            if (left(above) == parent) {
                setLinks(above, id, right(above));
            } else {
                setLinks(above, left(above), id);
            }
        }
    }

    /** To be called when it changed whether a row of a sequence is counted. */
    public void changed(int id) {
        for (int node = id; node >= 0 && count(node) != STALE; node = parent(node)) {
            setCount(node, STALE);
        }
    }

    /** Brings the counts and summaries of a sequence up to date. */
    public void refresh(int root) {
        if (root < 0 || count(root) != STALE) {
            return;
        }
        int left = left(root);
        int right = right(root);
        refresh(left);
        refresh(right);
        boolean own = counted.test(root);
        setCount(root, count(left) + count(right) + (own ? 1 : 0));
        for (int i = 0; i < summaries.size(); i++) {
            summaries.get(i).pull(root, left, right, own);
        }
    }

    /** The number of counted rows below a row and itself, so the length of the sequence if it is the root; 0 for −1. */
    public int count(int id) {
        return id < 0 ? 0 : (int) store.word(id, PARENT_AND_COUNT);
    }

    /** The number of counted rows before a row of a sequence: if it is counted, its position. */
    public int position(int id) {
        int position = count(left(id));
        int node = id;
        for (int parent = parent(node); parent >= 0; parent = parent(node)) {
            if (right(parent) == node) {
                position += count(left(parent)) + (counted.test(parent) ? 1 : 0);
            }
            node = parent;
        }
        return position;
    }

    /** The counted row at a position, which must be less than the count. */
    public int at(int root, int position) {
        int node = root;
        int rest = position;
        while (true) {
            int before = count(left(node));
            boolean own = counted.test(node);
            if (rest < before) {
                node = left(node);
            } else if (own && rest == before) {
                return node;
            } else {
                rest -= before + (own ? 1 : 0);
                node = right(node);
            }
        }
    }

    /** The number of counted rows for which {@code before} holds, given that it holds for none after one for which it does not. */
    public int countWhile(int root, IntPredicate before) {
        int count = 0;
        int node = root;
        while (node >= 0) {
            if (before.test(node)) {
                count += count(left(node)) + (counted.test(node) ? 1 : 0);
                node = right(node);
            } else {
                node = left(node);
            }
        }
        return count;
    }

    /** The last row, counted or not, for which {@code before} holds, under the same condition; or −1. */
    public int lastWhile(int root, IntPredicate before) {
        int last = -1;
        int node = root;
        while (node >= 0) {
            if (before.test(node)) {
                last = node;
                node = right(node);
            } else {
                node = left(node);
            }
        }
        return last;
    }

    /** Shows the counted rows at the positions {@code first} to {@code last} in as few parts as there are. */
    public void forEachPart(int root, int first, int last, PartConsumer consumer) {
        int node = root;
        int from = first;
        int to = last;
        while (node >= 0 && from <= to && to >= 0) {
            int size = count(node);
            if (from <= 0 && to >= size - 1) {
                consumer.subtree(node);
                return;
            }
            int before = count(left(node));
            if (from < before) {
                forEachPart(left(node), from, Math.min(to, before - 1), consumer);
            }
            int own = counted.test(node) ? 1 : 0;
            if (own == 1 && from <= before && to >= before) {
                consumer.row(node);
            }
            from -= before + own;
            to -= before + own;
            node = right(node);
        }
    }

    /** The first row of a sequence that is not empty, counted or not. */
    public int first(int root) {
        int node = root;
        while (left(node) >= 0) {
            node = left(node);
        }
        return node;
    }

    /** The last row of a sequence that is not empty, counted or not. */
    public int last(int root) {
        int node = root;
        while (right(node) >= 0) {
            node = right(node);
        }
        return node;
    }

    /** The row after a row, counted or not, or −1. */
    public int next(int id) {
        if (right(id) >= 0) {
            return first(right(id));
        }
        int node = id;
        int parent = parent(node);
        while (parent >= 0 && right(parent) == node) {
            node = parent;
            parent = parent(node);
        }
        return parent;
    }

    /** The row before a row, counted or not, or −1. */
    public int previous(int id) {
        if (left(id) >= 0) {
            return last(left(id));
        }
        int node = id;
        int parent = parent(node);
        while (parent >= 0 && left(parent) == node) {
            node = parent;
            parent = parent(node);
        }
        return parent;
    }

    /** Whether a row is counted. */
    public boolean isCounted(int id) {
        return counted.test(id);
    }

    /** The next counted row, or −1. */
    public int nextCounted(int id) {
        int next = next(id);
        while (next >= 0 && !counted.test(next)) {
            next = next(next);
        }
        return next;
    }

    /** The counted row before, or −1. */
    public int previousCounted(int id) {
        int previous = previous(id);
        while (previous >= 0 && !counted.test(previous)) {
            previous = previous(previous);
        }
        return previous;
    }

    private int left(int id) {
        return (int) (store.word(id, LINKS) >> 32);
    }

    private int right(int id) {
        return (int) store.word(id, LINKS);
    }

    private int parent(int id) {
        return (int) (store.word(id, PARENT_AND_COUNT) >> 32);
    }

    private void setLinks(int id, int left, int right) {
        store.setWord(id, LINKS, (long) left << 32 | Integer.toUnsignedLong(right));
    }

    private void setCount(int id, int count) {
        store.setWord(
                id, PARENT_AND_COUNT, store.word(id, PARENT_AND_COUNT) >>> 32 << 32 | Integer.toUnsignedLong(count));
    }

    private void setParent(int id, int parent) {
        store.setWord(
                id,
                PARENT_AND_COUNT,
                (long) parent << 32 | Integer.toUnsignedLong((int) store.word(id, PARENT_AND_COUNT)));
    }

    /** One to one, so that no two rows have the same. */
    private static int priority(int id) {
        int hash = id * 0x9e3779b1;
        hash = (hash ^ hash >>> 16) * 0x85ebca6b;
        hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
        return hash ^ hash >>> 16;
    }
}
