package dev.millrace.engine.operator;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.state.GroupTable;
import dev.millrace.engine.state.IntArray;
import dev.millrace.engine.state.LongArray;
import dev.millrace.engine.state.RowOrder;
import dev.millrace.engine.state.RowStore;
import dev.millrace.engine.state.StateParts;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Operator.RankFunction;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.List;

/**
 * The first rows of each partition where rows are never taken away: losers are never stored.
 *
 * <p>The words of a partition hold, two in each, the number of its members and their ids, in order. Within a batch a member may be a row of the
 * batch, as {@code ~row}; only what is still a member at the batch's end is stored.
 */
final class AppendOnlyTopKOperator implements StepOperator {
    /** More members than this are not kept in the words of their partition. */
    private static final int CAPACITY_MAX = 64;

    /** The places of a partition's numbers, two of which share a word. */
    private static final int COUNT = 0;

    private static final int FIRST = 1;

    private final Operator.TopK topK;
    private final int capacity;
    private final RowStore rows;
    private final RowOrder order;
    private final GroupTable partitions;
    private final DeadRows dead;
    private final IntArray inserted = new IntArray();
    private final IntArray displaced = new IntArray();
    /** Partitions that have members which are rows of the batch. */
    private final IntArray changed = new IntArray();

    private final IntArray chosen = new IntArray();
    private final IntArray chosenGroups = new IntArray();
    private final IntArray chosenPlaces = new IntArray();
    private final Columns columns;

    AppendOnlyTopKOperator(Operator.TopK topK, NodeContext context) {
        this.topK = topK;
        this.capacity = (int) (topK.limit() + topK.offset());
        List<SqlType> types = context.input(0).types();
        this.columns = new Columns(context.needed());
        this.rows = new RowStore(types, 0);
        this.order = new RowOrder(
                rows,
                topK.order().stream()
                        .map(key -> new RowOrder.Key(key.column(), key.descending(), key.nullsFirst()))
                        .toList(),
                true);
        this.partitions =
                new GroupTable(context.input(0).select(topK.partition()).types(), FIRST + capacity + 1 >> 1);
        this.dead = DeadRows.ofKeys(partitions.store(), context.limits(), 0, topK.partition());
    }

    /** Whether it can do this. */
    static boolean fits(Operator.TopK topK, Node input) {
        return topK.function() == RankFunction.ROW_NUMBER
                && input.properties().appendOnly()
                && topK.limit() <= CAPACITY_MAX
                && topK.offset() <= CAPACITY_MAX
                && topK.limit() + topK.offset() <= CAPACITY_MAX
                && topK.limit() > 0;
    }

    @Override
    public Delta step(List<Delta> inputs) {
        inputs.getFirst().batches().forEach(this::apply);
        return changes();
    }

    private void apply(Batch batch) {
        List<Column> keys = new ArrayList<>();
        topK.partition().forEach(column -> keys.add(batch.column(column)));
        int[] groups = new int[batch.size()];
        partitions.groups(new Batch(batch.size(), keys, null), groups);
        order.bind(batch);
        for (int row = 0; row < batch.size(); row++) {
            for (long copies = Math.min(batch.weight(row), capacity); copies > 0; copies--) {
                offer(groups[row], ~row);
            }
        }
        store(batch);
    }

    private void offer(int group, int row) {
        int count = count(group);
        if (count == capacity && order.compare(row, member(group, count - 1)) >= 0) {
            return;
        }
        if (!hasRowOfBatch(group, count)) {
            changed.add(group);
        }
        if (count == capacity) {
            displace(member(group, count - 1));
            count--;
        }
        int place = count;
        while (place > 0 && order.compare(row, member(group, place - 1)) < 0) {
            setMember(group, place, member(group, place - 1));
            place--;
        }
        setMember(group, place, row);
        set(group, COUNT, count + 1);
    }

    private boolean hasRowOfBatch(int group, int count) {
        for (int i = 0; i < count; i++) {
            if (member(group, i) < 0) {
                return true;
            }
        }
        return false;
    }

    private void displace(int member) {
        if (member >= 0) {
            displaced.add(member);
        }
    }

    private int member(int group, int index) {
        return half(partitions.word(group, FIRST + index >> 1), FIRST + index);
    }

    private int count(int group) {
        return half(partitions.word(group, 0), COUNT);
    }

    private int before(int touch, int place) {
        return half(partitions.before(touch, place >> 1), place);
    }

    private static int half(long word, int place) {
        return (int) ((place & 1) == 0 ? word : word >> 32);
    }

    private void set(int group, int place, int value) {
        long word = partitions.word(group, place >> 1);
        boolean lower = (place & 1) == 0;
        long kept = lower ? word >>> 32 << 32 : word & 0xffffffffL;
        partitions.setWord(group, place >> 1, kept | (lower ? value & 0xffffffffL : (long) value << 32));
    }

    private void setMember(int group, int index, int id) {
        set(group, FIRST + index, id);
    }

    /** Gives the members that are rows of the batch a place in the store. */
    private void store(Batch batch) {
        rows.bind(batch);
        for (int i = 0; i < changed.size(); i++) {
            choose(changed.get(i));
        }
        changed.clear();
        int[] ids = new int[chosen.size()];
        rows.insertAll(chosen.array(), ids.length, ids);
        for (int i = 0; i < ids.length; i++) {
            inserted.add(ids[i]);
            setMember(chosenGroups.get(i), chosenPlaces.get(i), ids[i]);
        }
        chosen.clear();
        chosenGroups.clear();
        chosenPlaces.clear();
    }

    private void choose(int group) {
        int count = count(group);
        for (int i = 0; i < count; i++) {
            int member = member(group, i);
            if (member < 0) {
                chosen.add(~member);
                chosenGroups.add(group);
                chosenPlaces.add(i);
            }
        }
    }

    private Delta changes() {
        IntArray ids = new IntArray();
        LongArray ranks = new LongArray();
        LongArray weights = new LongArray();
        for (int i = 0; i < partitions.touched().size(); i++) {
            int group = partitions.touched().get(i);
            int before = before(i, COUNT);
            int now = count(group);
            for (int rank = (int) topK.offset(); rank < Math.max(before, now); rank++) {
                int old = rank < before ? before(i, FIRST + rank) : -1;
                int member = rank < now ? member(group, rank) : -1;
                if (old != member) {
                    add(old, rank, -1, ids, ranks, weights);
                    add(member, rank, 1, ids, ranks, weights);
                }
            }
        }
        return ids.size() == 0 ? Delta.EMPTY : Delta.of(batch(ids, ranks, weights));
    }

    private static void add(int id, int rank, int weight, IntArray ids, LongArray ranks, LongArray weights) {
        if (id >= 0) {
            ids.add(id);
            ranks.add(rank + 1L);
            weights.add(weight);
        }
    }

    private Batch batch(IntArray ids, LongArray ranks, LongArray weights) {
        int count = ids.size();
        List<Column> all = new ArrayList<>(StoredRows.needed(rows, columns, ids.array(), count));
        if (topK.rankColumn()) {
            all.add(new LongColumn(count, ranks.toArray(), null));
        }
        return new Batch(count, all, weights.toArray());
    }

    @Override
    public void finish(boolean commit) {
        IntArray gone = commit ? displaced : inserted;
        for (int i = 0; i < gone.size(); i++) {
            rows.free(gone.get(i));
        }
        inserted.clear();
        displaced.clear();
        partitions.finish(commit);
    }

    @Override
    public void keep(StateParts parts) {
        parts.add("rows", rows);
        parts.add("partitions", partitions);
    }

    @Override
    public void expire() {
        if (dead.possible()) {
            partitions.sweep(dead, this::freeMembers);
        }
    }

    private void freeMembers(int group) {
        for (int i = 0; i < count(group); i++) {
            rows.free(member(group, i));
        }
    }

    @Override
    public long stateBytes() {
        return rows.bytes() + partitions.bytes();
    }

    @Override
    public long stateRows() {
        return rows.count();
    }
}
