package dev.millrace.engine.state;

import dev.millrace.engine.storage.BlockReader;
import dev.millrace.types.Batch;
import dev.millrace.types.SqlType;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A Z-set of rows: each has a weight and, if there is a key, a place in the chain of the rows of its key.
 *
 * <p>Within a step rows are added and probed; a row whose weight becomes 0 stays, with that weight, until {@link #finish}, which ends
 * the step either way. So every reader may still refer to rows that the step takes away.
 */
public final class RowTable implements Durable {
    /** How {@link #add} finds the row whose weight changes. */
    public enum Find {
        /** It does not: every addition is a new row. Only for rows whose weight no addition changes. */
        NEVER,
        /**
         * As {@link #NEVER}, for rows that are never given up: there is no {@link #addWeight}, no {@link #sweep} and no word of the owner.
         * Then a row needs a word less. A row of a very large weight is kept as several.
         */
        LASTING,
        /** By looking through the rows of its key; for keys of few rows. */
        BY_KEY,
        /** By an index of whole rows. */
        BY_ROW
    }

    /** The word of the weight; for lasting rows, the weight and the next row of the key. */
    private static final int WEIGHT = 0;
    /** The word of the previous and the next row of the key. */
    private static final int LINKS = 1;

    private static final int OWNER_WORDS = 2;
    private static final long FREED = Long.MIN_VALUE;
    private static final long ID_MASK = 0xffffffffL;

    private final RowStore store;
    private final Find find;
    private final boolean lasting;
    private final int links;
    private final int[] keyColumns;
    private final int[] rowColumns;
    private final HashIndex keys = new HashIndex();
    private final HashIndex rows = new HashIndex();
    private final RowFinder keyFinder;
    private final RowFinder rowFinder;
    private final KeyView keyView;
    private final KeyView rowView;
    private final UndoLog undo = new UndoLog();
    private final IntArray inserted = new IntArray();
    private final SweepHand hand = new SweepHand();
    private final boolean keyed;
    private long[] keyHashes = new long[0];
    private long[] rowHashes = new long[0];

    /**
     * An empty table.
     *
     * @param types of the fields
     * @param keyed whether rows are chained by key
     * @param key the columns of the key, if keyed; without columns all rows have the same key
     * @param extraWords words per row for the owner, {@link #word} 0 to {@code extraWords} − 1, at first 0
     */
    public RowTable(List<SqlType> types, boolean keyed, List<Integer> key, Find find, int extraWords) {
        this.find = find;
        this.lasting = find == Find.LASTING;
        if (lasting && extraWords > 0) {
            throw new IllegalArgumentException("lasting rows have no words for the owner");
        }
        this.store = new RowStore(types, lasting ? 1 : OWNER_WORDS + extraWords);
        this.links = lasting ? WEIGHT : LINKS;
        this.keyed = keyed;
        List<Integer> all = IntStream.range(0, types.size()).boxed().toList();
        this.keyColumns = key.stream().mapToInt(Integer::intValue).toArray();
        this.rowColumns = all.stream().mapToInt(Integer::intValue).toArray();
        this.keyView = new KeyView(key, key.stream().map(types::get).toList());
        this.rowView = new KeyView(all, types);
        this.keyFinder = new RowFinder(store, keys, keyColumns);
        this.rowFinder = new RowFinder(store, rows, rowColumns);
    }

    /** The rows. */
    public RowStore store() {
        return store;
    }

    /** Names the batch from which {@link #add} takes rows. */
    public void bind(Batch batch) {
        store.bind(batch);
        if (keyed) {
            keyView.bind(batch);
            keyHashes = room(keyHashes, batch.size());
            keyView.hash(batch.size(), keyHashes);
        }
        if (isFound()) {
            rowView.bind(batch);
        }
        if (find == Find.BY_ROW) {
            rowHashes = room(rowHashes, batch.size());
            rowView.hash(batch.size(), rowHashes);
        }
    }

    private boolean isFound() {
        return switch (find) {
            case NEVER, LASTING -> false;
            case BY_KEY, BY_ROW -> true;
        };
    }

    private static long[] room(long[] array, int size) {
        return array.length >= size ? array : new long[Math.max(size, 64)];
    }

    /** The key columns of the bound batch. */
    public KeyView boundKeys() {
        return keyView;
    }

    /** The hashes of the keys of the bound batch, by row. */
    public long[] keyHashes() {
        return keyHashes;
    }

    /** The hash of the key of a row of the bound batch. */
    public long keyHash(int row) {
        return keyHashes[row];
    }

    /** Adds {@code weight} to the weight of a row of the bound batch and answers the row's id. */
    public int add(int row, long weight) {
        return added(row, find(row), weight);
    }

    private int added(int row, int found, long weight) {
        if (found >= 0) {
            addWeight(found, weight);
            return found;
        }
        int id = store.insert(row);
        if (find == Find.BY_ROW) {
            rows.insert(rowHashes[row], id);
        }
        complete(id, row, weight);
        return id;
    }

    /** As {@link #add} of each of the rows {@code rows[0..count)} with its weight in {@code batch}, which is the bound one. */
    public void addAll(Batch batch, int[] rows, int count, int[] ids) {
        if (isFound()) {
            addFound(batch, rows, count, ids);
            return;
        }
        store.insertAll(rows, count, ids);
        for (int i = 0; i < count; i++) {
            complete(ids[i], rows[i], batch.weight(rows[i]));
        }
    }

    private void addFound(Batch batch, int[] rows, int count, int[] ids) {
        for (int i = 0; i < count; i++) {
            ids[i] = add(rows[i], batch.weight(rows[i]));
        }
    }

    /** Gives a new row its weight and its place among the rows of its key. */
    private void complete(int id, int row, long weight) {
        inserted.add(id);
        if (!lasting) {
            store.setWord(id, WEIGHT, weight);
            if (keyed) {
                link(id, row);
            }
            return;
        }
        int bits = ShortWeight.near(weight);
        store.setWord(id, WEIGHT, (long) bits << 32 | linkLasting(id, row) & ID_MASK);
        long left = weight - ShortWeight.of(bits);
        if (left != 0) {
            complete(store.insert(row), row, left);
        }
    }

    /** Adds {@code weight} to the weight of a row. */
    public void addWeight(int id, long weight) {
        long former = store.word(id, WEIGHT);
        undo.add(id, WEIGHT, former);
        store.setWord(id, WEIGHT, Math.addExact(former, weight));
    }

    /** The id of the row of the bound batch, or −1. */
    public int find(int row) {
        return switch (find) {
            case NEVER, LASTING -> -1;
            case BY_KEY -> findInChain(row);
            case BY_ROW -> rowFinder.find(rowView, row, rowHashes[row]);
        };
    }

    private int findInChain(int row) {
        for (int id = head(keyView, row, keyHashes[row]); id >= 0; id = next(id)) {
            if (store.same(id, rowColumns, rowView, row)) {
                return id;
            }
        }
        return -1;
    }

    private void link(int id, int row) {
        int head = putFirst(id, row);
        setLinks(id, head, -1);
        if (head >= 0) {
            setLinks(head, next(head), id);
        }
    }

    private int linkLasting(int id, int row) {
        return keyed ? putFirst(id, row) : -1;
    }

    /** Lets the index name a row as the first of its key; the answer is the one that was, or −1. */
    private int putFirst(int id, int row) {
        long hash = keyHashes[row];
        long[] slots = keys.slots(hash);
        int at = keyFinder.place(slots, keyView, row, hash);
        if (at < 0) {
            keys.insert(hash, id);
            return -1;
        }
        int head = HashIndex.id(slots[at]);
        slots[at] = HashIndex.slot(hash, id);
        return head;
    }

    /** The first row with the key that row {@code row} of {@code view}, of hash {@code hash}, has; or −1. */
    public int head(KeyView view, int row, long hash) {
        return keyFinder.find(view, row, hash);
    }

    /** Writes what {@link #head} answers for the first {@code count} rows of a view; faster than one by one. */
    public void heads(KeyView view, long[] hashes, int count, int[] heads) {
        for (int at = 0; at < count; at += RowFinder.BLOCK) {
            keyFinder.find(view, hashes, at, Math.min(count, at + RowFinder.BLOCK), heads);
        }
    }

    /** The next row of the same key, or −1. */
    public int next(int id) {
        return (int) store.word(id, links);
    }

    private int previous(int id) {
        return (int) (store.word(id, LINKS) >> 32);
    }

    private void setLinks(int id, int next, int previous) {
        store.setWord(id, LINKS, (long) previous << 32 | next & 0xffffffffL);
    }

    /** The weight of a row, 0 if the step took it away. */
    public long weight(int id) {
        long word = store.word(id, WEIGHT);
        return lasting ? ShortWeight.of((int) (word >> 32)) : word;
    }

    /** The owner's word {@code index} of a row. */
    public long word(int id, int index) {
        return store.word(id, OWNER_WORDS + index);
    }

    /** Replaces it; taken back if the step fails. */
    public void setWord(int id, int index, long value) {
        undo.add(id, OWNER_WORDS + index, store.word(id, OWNER_WORDS + index));
        store.setWord(id, OWNER_WORDS + index, value);
    }

    /** Ends the step: keeps what it did, or takes it back; then gives up rows of weight 0. */
    public void finish(boolean commit) {
        if (lasting) {
            finishLasting(commit);
            return;
        }
        if (!commit) {
            undo.rollBack(store);
            for (int i = 0; i < inserted.size(); i++) {
                store.setWord(inserted.get(i), WEIGHT, 0);
            }
        }
        for (int i = 0; i < undo.size(); i++) {
            if (undo.word(i) == WEIGHT) {
                removeIfGone(undo.id(i));
            }
        }
        for (int i = 0; i < inserted.size() && !(commit && find == Find.NEVER); i++) {
            removeIfGone(inserted.get(i));
        }
        undo.clear();
        hand.added(inserted.size());
        inserted.clear();
    }

    /** The row added last is the first of its key. */
    private void finishLasting(boolean commit) {
        for (int i = inserted.size() - 1; i >= 0 && !commit; i--) {
            int id = inserted.get(i);
            if (keyed) {
                unlinkFirst(id, next(id));
            }
            store.free(id);
            store.setWord(id, WEIGHT, 0);
        }
        inserted.clear();
    }

    private void removeIfGone(int id) {
        if (store.word(id, WEIGHT) == 0) {
            remove(id);
        }
    }

    private void remove(int id) {
        if (find == Find.BY_ROW) {
            rows.remove(store.hash(id, rowColumns), id);
        }
        if (keyed) {
            unlink(id);
        }
        store.free(id);
        store.setWord(id, WEIGHT, FREED);
    }

    private void unlink(int id) {
        int next = next(id);
        int previous = previous(id);
        if (next >= 0) {
            setLinks(next, next(next), previous);
        }
        if (previous >= 0) {
            setLinks(previous, next, previous(previous));
            return;
        }
        unlinkFirst(id, next);
    }

    private void unlinkFirst(int id, int next) {
        long hash = store.hash(id, keyColumns);
        if (next >= 0) {
            keys.replace(hash, id, next);
        } else {
            keys.remove(hash, id);
        }
    }

    /**
     * Gives up rows for which {@code dead} holds, of those that have not been looked at for longest: some more than were added since
     * the last time, so that no dead row stays for long and no step takes long. Between steps.
     */
    public void sweep(IntPredicate dead) {
        for (int left = hand.budget(); left > 0 && hand.advance(store); left--) {
            if (isLive(hand.id()) && dead.test(hand.id())) {
                remove(hand.id());
            }
        }
    }

    /** The first row whose weight is not 0, or −1. */
    public int firstId() {
        return liveFrom(0);
    }

    /** The next row whose weight is not 0, or −1. */
    public int idAfter(int id) {
        return liveFrom(store.idAfter(id));
    }

    private int liveFrom(int first) {
        for (int id = first; id < store.idEnd(); id = store.idAfter(id)) {
            if (isLive(id)) {
                return id;
            }
        }
        return -1;
    }

    private boolean isLive(int id) {
        return weight(id) != 0 && (lasting || store.word(id, WEIGHT) != FREED);
    }

    /** The number of rows, with those of weight 0 that the step has not given up yet. */
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

    /** The rows are read, the indexes made anew: that is faster than reading them. */
    @Override
    public void restore(List<BlockReader> images) throws IOException {
        store.restore(images);
        keys.reserve(keyed ? store.count() : 0);
        rows.reserve(find == Find.BY_ROW ? store.count() : 0);
        BitSet behind = new BitSet();
        if (keyed) {
            store.forEachRow(id -> behind.set(next(id) + 1));
        }
        store.forEachRow(id -> index(id, !behind.get(id + 1)));
    }

    private void index(int id, boolean first) {
        if (keyed && first) {
            keys.insert(store.hash(id, keyColumns), id);
        }
        if (find == Find.BY_ROW) {
            rows.insert(store.hash(id, rowColumns), id);
        }
    }

    /** The bytes occupied. */
    @Override
    public long bytes() {
        return store.bytes() + indexBytes();
    }

    @Override
    public Account account() {
        return store.account().withIndex(indexBytes());
    }

    private long indexBytes() {
        return (keyed ? keys.bytes() : 0) + (find == Find.BY_ROW ? rows.bytes() : 0);
    }
}
