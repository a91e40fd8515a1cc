package dev.millrace.engine.operator;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.state.IntArray;
import dev.millrace.engine.state.LongArray;
import dev.millrace.engine.state.RowOrder;
import dev.millrace.engine.state.RowTable;
import dev.millrace.engine.state.StateParts;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Operator.RankFunction;
import dev.millrace.plan.Operator.SortKey;
import dev.millrace.plan.Properties;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of rank 1 of each partition, ties included, where no row is taken away but for a better one of its key: a row that has
 * lost never wins again, so only winners are kept. They are chained by partition.
 */
final class BestOperator implements StepOperator {
    private static final int TOUCHED = 0;

    private final Operator.TopK topK;
    private final RowTable rows;
    private final DeadRows dead;
    private final RowOrder order;
    private final Columns columns;
    private final IntArray touched = new IntArray();
    private final LongArray weightsBefore = new LongArray();

    BestOperator(Operator.TopK topK, NodeContext context) {
        this.topK = topK;
        this.columns = new Columns(context.needed());
        this.rows = new RowTable(context.input(0).types(), true, topK.partition(), RowTable.Find.BY_KEY, 1);
        this.dead = DeadRows.of(rows.store(), context.limits(), 0);
        this.order = new RowOrder(
                rows.store(),
                topK.order().stream()
                        .map(key -> new RowOrder.Key(key.column(), key.descending(), key.nullsFirst()))
                        .toList(),
                false);
    }

    /** Whether it can do this. */
    static boolean fits(Operator.TopK topK, Node input) {
        return topK.function() != RankFunction.ROW_NUMBER
                && topK.limit() == 1
                && topK.offset() == 0
                && onlyImproves(topK, input.properties());
    }

    private static boolean onlyImproves(Operator.TopK topK, Properties input) {
        if (input.appendOnly()) {
            return true;
        }
        Properties.Growth growth = input.growth();
        return growth != null
                && growth.key().containsAll(topK.partition())
                && topK.order().size() == 1
                && growth.columns().contains(topK.order().getFirst().column())
                && bestIsGreatest(topK.order().getFirst());
    }

    private static boolean bestIsGreatest(SortKey key) {
        return key.descending() && !key.nullsFirst();
    }

    @Override
    public Delta step(List<Delta> inputs) {
        List<Batch> batches = inputs.getFirst().batches();
        for (Batch batch : batches) {
            if (batch.weights() != null) {
                remove(batch);
            }
        }
        batches.forEach(this::add);
        return changes();
    }

    /** Before anything is added, so that no row loses against one that goes in the same step. */
    private void remove(Batch batch) {
        rows.bind(batch);
        for (int row = 0; row < batch.size(); row++) {
            if (batch.weight(row) < 0) {
                int id = rows.find(row);
                if (id >= 0) {
                    change(id, batch.weight(row));
                }
            }
        }
    }

    private void add(Batch batch) {
        rows.bind(batch);
        order.bind(batch);
        for (int row = 0; row < batch.size(); row++) {
            if (batch.weight(row) > 0) {
                offer(row, batch.weight(row));
            }
        }
    }

    private void offer(int row, long weight) {
        int winner = winner(row);
        int comparison = winner < 0 ? 0 : order.compareKeys(~row, winner);
        if (comparison > 0) {
            return;
        }
        if (comparison < 0) {
            for (int id = winner; id >= 0; id = rows.next(id)) {
                change(id, -rows.weight(id));
            }
        }
        int id = rows.find(row);
        if (id >= 0) {
            change(id, weight);
        } else {
            touch(rows.add(row, weight), 0);
        }
    }

    private int winner(int row) {
        int id = rows.head(rows.boundKeys(), row, rows.keyHash(row));
        while (id >= 0 && rows.weight(id) == 0) {
            id = rows.next(id);
        }
        return id;
    }

    private void change(int id, long weight) {
        if (weight != 0) {
            touch(id, rows.weight(id));
            rows.addWeight(id, weight);
        }
    }

    private void touch(int id, long weightBefore) {
        if (rows.word(id, TOUCHED) == 0) {
            rows.setWord(id, TOUCHED, 1);
            touched.add(id);
            weightsBefore.add(weightBefore);
        }
    }

    private Delta changes() {
        int[] ids = new int[touched.size()];
        long[] weights = new long[touched.size()];
        int count = 0;
        for (int i = 0; i < touched.size(); i++) {
            int id = touched.get(i);
            rows.setWord(id, TOUCHED, 0);
            long weight = rows.weight(id) - weightsBefore.get(i);
            if (weight != 0) {
                ids[count] = id;
                weights[count++] = weight;
            }
        }
        touched.clear();
        weightsBefore.clear();
        return count == 0 ? Delta.EMPTY : Delta.of(batch(ids, Arrays.copyOf(weights, count), count));
    }

    private Batch batch(int[] ids, long[] weights, int count) {
        List<Column> all = new ArrayList<>();
        for (int i = 0; i < rows.store().types().size(); i++) {
            all.add(columns.needed(i) ? rows.store().column(i, ids, count) : Columns.absent(count));
        }
        if (topK.rankColumn()) {
            long[] ranks = new long[count];
            Arrays.fill(ranks, 1);
            all.add(new LongColumn(count, ranks, null));
        }
        return new Batch(count, all, weights);
    }

    @Override
    public void finish(boolean commit) {
        touched.clear();
        weightsBefore.clear();
        rows.finish(commit);
    }

    @Override
    public void keep(StateParts parts) {
        parts.add("rows", rows);
    }

    @Override
    public void expire() {
        if (dead.possible()) {
            rows.sweep(dead);
        }
    }

    @Override
    public long stateBytes() {
        return rows.bytes();
    }

    @Override
    public long stateRows() {
        return rows.count();
    }
}
