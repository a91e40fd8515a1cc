package dev.millrace.engine.operator;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.state.GroupTable;
import dev.millrace.engine.state.IntArray;
import dev.millrace.engine.state.KeyView;
import dev.millrace.engine.state.LongArray;
import dev.millrace.engine.state.RowOrder;
import dev.millrace.engine.state.RowTable;
import dev.millrace.engine.state.StateParts;
import dev.millrace.engine.storage.BlockReader;
import dev.millrace.engine.storage.BlockWriter;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Operator.RankFunction;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.SqlType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first rows of each partition by rank.
 *
 * <p>Each partition has its best rows in a sorted array of ids; a new row is put in its place there or found too late. When one of
 * them goes, or a rank is not a matter of one row each (weights other than 1, RANK and DENSE_RANK), the partition's rows are sorted
 * anew. Where rows are never taken away, those that fall out of the array are forgotten. The array before the step gives what the
 * step changed.
 */
final class TopKOperator implements StepOperator {
    private static final int EXISTS = 0;
    private static final Members NONE = new Members(new int[0], null);

    private final Operator.TopK topK;
    private final boolean forgetting;
    private final int capacity;
    private final RowTable rows;
    private final RowOrder order;
    private final GroupTable partitions;
    private final DeadRows deadRows;
    private final DeadRows deadPartitions;
    private final ObjectState<Members> best = new ObjectState<>(Members.CODEC);
    private final KeyView partitionView;
    private final IntArray stale = new IntArray();
    private final java.util.BitSet staleSet = new java.util.BitSet();
    private final Columns columns;
    private final int width;

    TopKOperator(Operator.TopK topK, NodeContext context) {
        this.topK = topK;
        List<SqlType> types = context.input(0).types();
        this.width = types.size();
        this.columns = new Columns(context.needed());
        boolean appendOnly = context.inputs().getFirst().properties().appendOnly();
        long end = topK.limit() > Integer.MAX_VALUE - topK.offset() ? Integer.MAX_VALUE : topK.limit() + topK.offset();
        this.capacity = (int) Math.min(Integer.MAX_VALUE, end);
        this.forgetting = appendOnly && topK.function() == RankFunction.ROW_NUMBER && capacity < Integer.MAX_VALUE;
        this.rows = new RowTable(
                types,
                true,
                topK.partition(),
                forgetting
                        ? RowTable.Find.NEVER
                        : JoinSide.find(context.inputs().getFirst().properties(), topK.partition()),
                0);
        this.order = new RowOrder(
                rows.store(),
                topK.order().stream()
                        .map(key -> new RowOrder.Key(key.column(), key.descending(), key.nullsFirst()))
                        .toList(),
                true);
        List<SqlType> partitionTypes = context.input(0).select(topK.partition()).types();
        this.partitions = new GroupTable(partitionTypes, 1);
        this.deadRows = DeadRows.of(rows.store(), context.limits(), 0);
        this.deadPartitions = DeadRows.ofKeys(partitions.store(), context.limits(), 0, topK.partition());
        this.partitionView = new KeyView(
                java.util.stream.IntStream.range(0, partitionTypes.size())
                        .boxed()
                        .toList(),
                partitionTypes);
    }

    @Override
    public Delta step(List<Delta> inputs) {
        inputs.getFirst().batches().forEach(this::apply);
        for (int i = 0; i < stale.size(); i++) {
            best.set(stale.get(i), select(stale.get(i)));
        }
        return changes();
    }

    private void apply(Batch batch) {
        List<Column> keys = new ArrayList<>();
        topK.partition().forEach(column -> keys.add(batch.column(column)));
        int[] groups = new int[batch.size()];
        partitions.groups(new Batch(batch.size(), keys, null), groups);
        rows.bind(batch);
        for (int row = 0; row < batch.size(); row++) {
            int group = groups[row];
            partitions.setWord(group, EXISTS, partitions.word(group, EXISTS) + batch.weight(row));
            change(group, row, batch.weight(row));
        }
    }

    private void change(int group, int row, long weight) {
        int id = rows.add(row, weight);
        if (staleSet.get(group)) {
            return;
        }
        long now = rows.weight(id);
        boolean simple = topK.function() == RankFunction.ROW_NUMBER && now == 1 && weight == 1;
        if (simple && members(group, false).weights == null) {
            insert(group, id);
        } else if (now != 0 || topK.function() != RankFunction.ROW_NUMBER || contains(group, id)) {
            stale.add(group);
            staleSet.set(group);
        }
    }

    private boolean contains(int group, int id) {
        for (int member : members(group, false).ids) {
            if (member == id) {
                return true;
            }
        }
        return false;
    }

    private Members members(int group, boolean before) {
        Members members = best.get(group, before);
        return members == null ? NONE : members;
    }

    /** The first rows of a partition, in order, and their weights; no weights if all are 1. */
    private record Members(int[] ids, long @Nullable [] weights) {
        private static final Codec<Members> CODEC = new Codec<>() {
            @Override
            public void write(Members members, BlockWriter out) throws IOException {
                out.putInt(members.ids.length);
                out.putInts(members.ids, 0, members.ids.length);
                long[] weights = members.weights;
                out.putInt(weights == null ? 0 : 1);
                if (weights != null) {
                    out.putLongs(weights, 0, weights.length);
                }
            }

            @Override
            public Members read(BlockReader in) throws IOException {
                int[] ids = new int[in.count()];
                in.getInts(ids, 0, ids.length);
                long[] weights = in.getInt() == 0 ? null : new long[ids.length];
                if (weights != null) {
                    in.getLongs(weights, 0, weights.length);
                }
                return new Members(ids, weights);
            }
        };

        private long weight(int index) {
            return weights == null ? 1 : weights[index];
        }
    }

    private void insert(int group, int id) {
        int[] members = members(group, false).ids;
        boolean full = members.length == capacity;
        if (full && (capacity == 0 || order.compare(id, members[capacity - 1]) > 0)) {
            forget(id);
            return;
        }
        int place = place(members, id);
        int[] changed = Arrays.copyOf(members, full ? capacity : members.length + 1);
        System.arraycopy(members, place, changed, place + 1, changed.length - place - 1);
        changed[place] = id;
        best.set(group, new Members(changed, null));
        if (full) {
            forget(members[capacity - 1]);
        }
    }

    private int place(int[] members, int id) {
        int low = 0;
        int high = members.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (order.compare(members[middle], id) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void forget(int id) {
        if (forgetting) {
            rows.addWeight(id, -rows.weight(id));
        }
    }

    private Members select(int group) {
        List<Integer> all = new ArrayList<>();
        partitionView.bind(new Batch(1, partitionColumns(group), null));
        long[] hash = new long[1];
        partitionView.hash(1, hash);
        for (int id = rows.head(partitionView, 0, hash[0]); id >= 0; id = rows.next(id)) {
            if (rows.weight(id) > 0) {
                all.add(id);
            }
        }
        all.sort(order::compare);
        return firstOf(all);
    }

    private Members firstOf(List<Integer> sorted) {
        int[] ids = new int[sorted.size()];
        long[] weights = new long[ids.length];
        int count = 0;
        boolean single = true;
        long rows = 0;
        for (int id : sorted) {
            if (rows >= capacity && topK.function() == RankFunction.ROW_NUMBER) {
                break;
            }
            ids[count] = id;
            weights[count] = this.rows.weight(id);
            single &= weights[count] == 1;
            rows += weights[count++];
        }
        return new Members(Arrays.copyOf(ids, count), single ? null : Arrays.copyOf(weights, count));
    }

    private List<Column> partitionColumns(int group) {
        List<Column> keys = new ArrayList<>();
        for (int k = 0; k < topK.partition().size(); k++) {
            keys.add(partitions.store().column(k, new int[] {group}, 1));
        }
        return keys;
    }

    private Delta changes() {
        RankedRows ranked = new RankedRows();
        for (int i = 0; i < partitions.touched().size(); i++) {
            int group = partitions.touched().get(i);
            Members before = members(group, true);
            Members now = members(group, false);
            if (before != now) {
                ranked.add(before, true);
                ranked.add(now, false);
            }
        }
        return ranked.delta();
    }

    @Override
    public void finish(boolean commit) {
        for (int i = 0; i < stale.size(); i++) {
            staleSet.clear(stale.get(i));
        }
        stale.clear();
        for (int i = 0; commit && i < partitions.touched().size(); i++) {
            int group = partitions.touched().get(i);
            if (partitions.word(group, EXISTS) == 0) {
                best.set(group, null);
            }
        }
        best.finish(commit);
        rows.finish(commit);
        partitions.finish(commit);
    }

    @Override
    public void keep(StateParts parts) {
        parts.add("rows", rows);
        parts.add("partitions", partitions);
        parts.add("best", best);
    }

    /** Rows of a partition that expires may go before or after it: none of them is looked at any more. */
    @Override
    public void expire() {
        if (deadRows.possible()) {
            rows.sweep(deadRows);
            partitions.sweep(deadPartitions, group -> best.set(group, null));
            best.finish(true);
        }
    }

    @Override
    public long stateBytes() {
        return rows.bytes() + partitions.bytes() + best.bytes(24 + 4 * Math.min(capacity, 16));
    }

    @Override
    public long stateRows() {
        return rows.count();
    }

    /** Collects ranked rows to take away and to add. */
    private final class RankedRows {
        private final IntArray ids = new IntArray();
        private final LongArray ranks = new LongArray();
        private final LongArray weights = new LongArray();

        private void add(Members members, boolean before) {
            long rank = 0;
            long counted = 0;
            int previous = -1;
            for (int i = 0; i < members.ids.length; i++) {
                int id = members.ids[i];
                long copies = members.weight(i);
                boolean tie = previous >= 0 && !rankedByRow() && order.compareKeys(previous, id) == 0;
                switch (topK.function()) {
                    case ROW_NUMBER -> addCopies(id, counted, copies, before);
                    case RANK -> rank = tie ? rank : counted + 1;
                    case DENSE_RANK -> rank = tie ? rank : rank + 1;
                }
                if (!rankedByRow() && rank > topK.offset() && rank - topK.offset() <= topK.limit()) {
                    add(id, rank, before ? -copies : copies);
                }
                counted += copies;
                previous = id;
            }
        }

        private boolean rankedByRow() {
            return topK.function() == RankFunction.ROW_NUMBER;
        }

        /** Copies of one row have consecutive numbers. */
        private void addCopies(int id, long counted, long copies, boolean before) {
            long first = Math.max(counted, topK.offset());
            long end = topK.limit() > Long.MAX_VALUE - topK.offset()
                    ? counted + copies
                    : Math.min(counted + copies, topK.offset() + topK.limit());
            if (first >= end) {
                return;
            }
            if (!topK.rankColumn()) {
                add(id, 0, before ? first - end : end - first);
                return;
            }
            for (long number = first; number < end; number++) {
                add(id, number + 1, before ? -1 : 1);
            }
        }

        private void add(int id, long rank, long weight) {
            ids.add(id);
            ranks.add(rank);
            weights.add(weight);
        }

        private Delta delta() {
            int count = ids.size();
            List<Column> all = new ArrayList<>();
            for (int i = 0; i < width; i++) {
                all.add(columns.needed(i) ? rows.store().column(i, ids.array(), count) : Columns.absent(count));
            }
            if (topK.rankColumn()) {
                all.add(new LongColumn(count, ranks.toArray(), null));
            }
            return Delta.of(new Batch(count, all, weights.toArray()));
        }
    }
}
