package dev.millrace.engine.state;

import dev.millrace.engine.storage.BlockReader;
import dev.millrace.types.Batch;
import dev.millrace.types.SqlType;
import java.io.IOException;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Groups: rows unique by all their fields, each with words of the owner whose values before the step are remembered.
 *
 * <p>A group that is touched in a step has its place among those, counted from 1, as mark. Word 0 decides whether a group exists: {@link #finish} gives up touched groups where it is 0. A group is touched when the step
 * first asks for it; until then its words may not be changed.
 */
public final class GroupTable implements Durable {
    private final RowStore store;
    private final int words;
    private final int[] columns;
    private final KeyView view;
    private final HashIndex index = new HashIndex();
    private final SweepHand hand = new SweepHand();
    private final IntArray touched = new IntArray();
    private final LongArray before = new LongArray();
    private long[] hashes = new long[0];
    private final RowFinder finder;

    /** No groups yet; their fields are {@code types}, their words {@code words} ≥ 1. */
    public GroupTable(List<SqlType> types, int words) {
        this.store = new RowStore(types, words, true);
        this.words = words;
        List<Integer> all = IntStream.range(0, types.size()).boxed().toList();
        this.columns = IntStream.range(0, types.size()).toArray();
        this.view = new KeyView(all, types);
        this.finder = new RowFinder(store, index, columns);
    }

    /** The fields of the groups. */
    public RowStore store() {
        return store;
    }

    /** Writes the group of each row of a batch, whose columns are the groups' fields, and touches it. New groups have words 0. */
    public void groups(Batch keys, int[] groups) {
        hash(keys);
        groups(keys, hashes, groups);
    }

    /** The same, given the hashes of the rows as {@link KeyView#hash} computes them. */
    public void groups(Batch keys, long[] rowHashes, int[] groups) {
        store.bind(keys);
        view.bind(keys);
        for (int from = 0; from < keys.size(); from += RowFinder.BLOCK) {
            int to = Math.min(keys.size(), from + RowFinder.BLOCK);
            finder.find(view, rowHashes, from, to, groups);
            for (int row = from; row < to; row++) {
                if (groups[row] < 0) {
                    groups[row] = findOrInsert(row, rowHashes[row]);
                }
                touch(groups[row]);
            }
        }
    }

    /** An equal row before it may have made the group. */
    private int findOrInsert(int row, long hash) {
        int group = finder.find(view, row, hash);
        if (group < 0) {
            group = store.insert(row);
            index.insert(hash, group);
        }
        return group;
    }

    /** Writes the group of each row of a batch, −1 where there is none. Nothing is touched. */
    public void find(Batch keys, int[] groups) {
        hash(keys);
        for (int from = 0; from < keys.size(); from += RowFinder.BLOCK) {
            finder.find(view, hashes, from, Math.min(keys.size(), from + RowFinder.BLOCK), groups);
        }
    }

    private void hash(Batch keys) {
        view.bind(keys);
        hashes = hashes.length >= keys.size() ? hashes : new long[Math.max(64, keys.size())];
        view.hash(keys.size(), hashes);
    }

    private void touch(int group) {
        if (store.mark(group) != 0) {
            return;
        }
        touched.add(group);
        store.setMark(group, touched.size());
        for (int i = 0; i < words; i++) {
            before.add(store.word(group, i));
        }
    }

    /** The groups touched in this step, in order of the first touch. */
    public IntArray touched() {
        return touched;
    }

    /** The index in {@link #touched} of a touched group. */
    public int touchIndex(int group) {
        return store.mark(group) - 1;
    }

    /** The word before the step of the group at {@code touchIndex} in {@link #touched}. */
    public long before(int touchIndex, int word) {
        return before.get(touchIndex * words + word);
    }

    /** A word of a group. */
    public long word(int group, int word) {
        return store.word(group, word);
    }

    /** Replaces a word of a touched group. */
    public void setWord(int group, int word, long value) {
        store.setWordAgain(group, word, value);
    }

    /** Ends the step: keeps what it did, or takes it back; then gives up groups whose word 0 is 0. */
    public void finish(boolean commit) {
        for (int i = 0; i < touched.size(); i++) {
            int group = touched.get(i);
            if (!commit) {
                for (int word = 0; word < words; word++) {
                    setWord(group, word, before(i, word));
                }
            }
            store.setMark(group, 0);
            if (word(group, 0) == 0) {
                index.remove(store.hash(group, columns), group);
                store.free(group);
            }
        }
        hand.added(touched.size());
        touched.clear();
        before.clear();
    }

    /**
     * Gives up groups for which {@code dead} holds, after {@code last} was told, of those that have not been looked at for longest; as
     * many as {@link RowTable#sweep} would. Between steps.
     */
    public void sweep(IntPredicate dead, IntConsumer last) {
        int[] gone = new int[RowFinder.BLOCK];
        int count = 0;
        for (int left = hand.budget(); left > 0 && hand.advance(store); left--) {
            int group = hand.id();
            if (word(group, 0) != 0 && dead.test(group)) {
                last.accept(group);
                store.setWord(group, 0, 0);
                gone[count++] = group;
                count = count == gone.length ? remove(gone, count) : count;
            }
        }
        remove(gone, count);
    }

    /** Several at once: what the index holds of them is fetched for all before it is changed for the first. */
    private int remove(int[] gone, int count) {
        long[] ofGone = new long[count];
        for (int i = 0; i < count; i++) {
            ofGone[i] = store.hash(gone[i], columns);
        }
        index.touch(ofGone);
        for (int i = 0; i < count; i++) {
            index.remove(ofGone[i], gone[i]);
            store.free(gone[i]);
        }
        return 0;
    }

    /** The number of groups. */
    public int count() {
        return store.count();
    }

    @Override
    public void track() {
        store.track();
    }

    @Override
    public Frozen freeze(boolean whole) {
        return store.freeze(whole);
    }

    @Override
    public void thaw() {
        store.thaw();
    }

    @Override
    public void restore(List<BlockReader> images) throws IOException {
        store.restore(images);
        index.reserve(store.count());
        store.forEachRow(group -> index.insert(store.hash(group, columns), group));
    }

    /** The bytes occupied. */
    @Override
    public long bytes() {
        return store.bytes() + index.bytes();
    }

    @Override
    public Account account() {
        return store.account().withIndex(index.bytes());
    }
}
