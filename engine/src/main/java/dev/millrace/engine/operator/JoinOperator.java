package dev.millrace.engine.operator;

import dev.millrace.engine.algebra.Batches;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.expression.RowPredicate;
import dev.millrace.engine.state.IntArray;
import dev.millrace.engine.state.KeyView;
import dev.millrace.engine.state.LongArray;
import dev.millrace.engine.state.StateParts;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Operator.JoinKind;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins of all kinds.
 *
 * <p>Bilinear: the delta of the one side is joined with the other before the step, then added; the delta of the other with the
 * first after the step. What nothing can meet once the step is over, as far as waterlines tell, is not added at all: so the side that
 * forgets more comes last. Where a side keeps rows without match, each of its rows counts its matches; crossings of zero add or
 * take away the row padded with NULLs (for SEMI and ANTI, the row itself).
 */
final class JoinOperator implements StepOperator {
    private static final int PAIRS_MAX = 1 << 13;

    private final JoinKind kind;
    private final JoinSide left;
    private final JoinSide right;
    private final Schema leftSchema;
    private final Schema rightSchema;
    private final boolean[] needed;
    private final boolean[] computed;
    private final @Nullable RowPredicate residual;
    private final boolean pairsLeave;

    private final IntArray pairRows = new IntArray();
    private final IntArray pairIds = new IntArray();
    private final LongArray pairWeights = new LongArray();
    private List<Batch> output = new ArrayList<>();

    JoinOperator(Operator.Join join, NodeContext context) {
        this.kind = join.kind();
        boolean leftCounted = kind != JoinKind.INNER && kind != JoinKind.RIGHT;
        boolean rightCounted = kind == JoinKind.RIGHT || kind == JoinKind.FULL;
        this.left = new JoinSide(
                context.inputs().get(0), JoinKeys.of(join.leftKeys(), join.nullSafe()), leftCounted, context, 0);
        this.right = new JoinSide(
                context.inputs().get(1), JoinKeys.of(join.rightKeys(), join.nullSafe()), rightCounted, context, 1);
        this.leftSchema = context.input(0);
        this.rightSchema = context.input(1);
        this.pairsLeave = kind != JoinKind.SEMI && kind != JoinKind.ANTI;
        this.residual = join.residual() == null ? null : RowPredicate.compile(join.residual());
        this.needed = Arrays.copyOf(context.needed(), leftSchema.size() + rightSchema.size());
        this.computed = needed.clone();
        if (join.residual() != null) {
            markInputs(join.residual(), computed);
        }
    }

    private static void markInputs(Expression expression, boolean[] marked) {
        if (expression instanceof Expression.Input input) {
            marked[input.index()] = true;
        }
        expression.operands().forEach(operand -> markInputs(operand, marked));
    }

    @Override
    public Delta step(List<Delta> inputs) {
        output = new ArrayList<>();
        if (left.forgets()
                && (!right.forgets() || inputs.get(0).rows() > inputs.get(1).rows())) {
            join(inputs.get(1), right, left, false);
            join(inputs.get(0), left, right, true);
        } else {
            join(inputs.get(0), left, right, false);
            join(inputs.get(1), right, left, true);
        }
        return new Delta(output);
    }

    /**
     * @param last whether no other change of this step will meet these rows
     */
    private void join(Delta delta, JoinSide mine, JoinSide other, boolean last) {
        for (Batch batch : delta.batches()) {
            join(batch, mine, other, last);
        }
        other.drainCrossings((row, matched, weight) -> crossing(other, row, matched, weight));
        flushCrossings(other);
    }

    private void join(Batch batch, JoinSide mine, JoinSide other, boolean last) {
        mine.rows.bind(batch);
        long[] matches = new long[mine.counted ? batch.size() : 0];
        KeyView keys = mine.rows.boundKeys();
        int[] heads = new int[batch.size()];
        other.rows.heads(keys, mine.rows.keyHashes(), batch.size(), heads);
        for (int row = 0; row < batch.size(); row++) {
            if (heads[row] >= 0 && mine.keys.matchable(keys, row)) {
                probe(batch, row, heads[row], mine, other, matches);
            }
        }
        flushPairs(batch, mine, other, matches);
        insert(batch, mine, matches, last);
        if (mine.counted) {
            emitUnpaired(batch, mine, matches);
        }
    }

    private void insert(Batch batch, JoinSide mine, long[] matches, boolean last) {
        int[] rows = new int[batch.size()];
        int count = 0;
        for (int row = 0; row < batch.size(); row++) {
            if (mine.keys.matchable(mine.rows.boundKeys(), row)) {
                rows[count++] = row;
            }
        }
        count = last ? mine.living(batch, rows, count) : count;
        int[] ids = new int[count];
        mine.rows.addAll(batch, rows, count, ids);
        for (int i = 0; mine.counted && i < count; i++) {
            mine.setMatches(ids[i], matches[rows[i]]);
        }
    }

    private void probe(Batch batch, int row, int head, JoinSide mine, JoinSide other, long[] matches) {
        long weight = batch.weight(row);
        for (int id = head; id >= 0; id = other.rows.next(id)) {
            long otherWeight = other.rows.weight(id);
            if (otherWeight != 0) {
                pairRows.add(row);
                pairIds.add(id);
                pairWeights.add(Math.multiplyExact(weight, otherWeight));
            }
        }
        if (pairRows.size() >= PAIRS_MAX) {
            flushPairs(batch, mine, other, matches);
        }
    }

    private void flushPairs(Batch batch, JoinSide mine, JoinSide other, long[] matches) {
        int count = pairRows.size();
        if (count == 0) {
            return;
        }
        Batch pairs = pairs(batch, mine, other, count);
        int[] survivors = null;
        if (residual != null) {
            survivors = new int[count];
            count = select(residual, pairs, survivors);
        }
        countMatches(batch, mine, other, survivors, count, matches);
        if (pairsLeave && count > 0) {
            output.add(survivors == null ? pairs : new Columns(needed).gather(pairs, survivors, count));
        }
        pairRows.clear();
        pairIds.clear();
        pairWeights.clear();
    }

    private int select(RowPredicate condition, Batch pairs, int[] survivors) {
        return RowFailures.explain(pairs, leftSchema.concat(rightSchema), () -> condition.select(pairs, survivors));
    }

    private Batch pairs(Batch batch, JoinSide mine, JoinSide other, int count) {
        List<Column> columns = new ArrayList<>(computed.length);
        int leftSize = leftSchema.size();
        Columns wanted = new Columns(
                other == left
                        ? Arrays.copyOf(computed, leftSize)
                        : Arrays.copyOfRange(computed, leftSize, computed.length));
        List<Column> stored = StoredRows.needed(other.rows.store(), wanted, pairIds.array(), count);
        for (int i = 0; i < computed.length; i++) {
            boolean fromLeft = i < leftSize;
            int column = fromLeft ? i : i - leftSize;
            if (!computed[i]) {
                columns.add(Columns.absent(count));
            } else if (fromLeft == (mine == left)) {
                columns.add(batch.column(column).gather(pairRows.array(), count));
            } else {
                columns.add(stored.get(column));
            }
        }
        return new Batch(count, columns, weightsOfPairs(count));
    }

    private long @Nullable [] weightsOfPairs(int count) {
        for (int i = 0; i < count; i++) {
            if (pairWeights.get(i) != 1) {
                return pairWeights.toArray();
            }
        }
        return null;
    }

    private void countMatches(
            Batch batch, JoinSide mine, JoinSide other, int @Nullable [] survivors, int count, long[] matches) {
        if (!mine.counted && !other.counted) {
            return;
        }
        for (int i = 0; i < count; i++) {
            int pair = survivors == null ? i : survivors[i];
            int row = pairRows.get(pair);
            int id = pairIds.get(pair);
            if (mine.counted) {
                matches[row] += other.rows.weight(id);
            }
            if (other.counted) {
                other.addMatches(id, batch.weight(row));
            }
        }
    }

    /** Rows of the delta that stand alone (or, for SEMI, do not). */
    private void emitUnpaired(Batch batch, JoinSide mine, long[] matches) {
        int[] rows = new int[batch.size()];
        int count = 0;
        for (int row = 0; row < batch.size(); row++) {
            if ((matches[row] != 0) == (kind == JoinKind.SEMI)) {
                rows[count++] = row;
            }
        }
        if (count > 0) {
            List<Column> columns = new ArrayList<>();
            for (Column column : batch.columns()) {
                columns.add(column.gather(rows, count));
            }
            output.add(padded(columns, count, Columns.gather(batch.weights(), rows, count), mine));
        }
    }

    private void crossing(JoinSide side, int row, boolean matched, long weight) {
        pairIds.add(row);
        pairWeights.add(matched == (kind == JoinKind.SEMI) ? weight : Math.negateExact(weight));
    }

    private void flushCrossings(JoinSide side) {
        int count = pairIds.size();
        if (count > 0) {
            List<Column> columns = new ArrayList<>();
            for (int i = 0; i < side.rows.store().types().size(); i++) {
                columns.add(side.rows.store().column(i, pairIds.array(), count));
            }
            output.add(padded(columns, count, pairWeights.toArray(), side));
            pairIds.clear();
            pairWeights.clear();
        }
    }

    private Batch padded(List<Column> columns, int count, long @Nullable [] weights, JoinSide side) {
        if (!pairsLeave) {
            return new Batch(count, columns, weights);
        }
        Schema otherSchema = side == left ? rightSchema : leftSchema;
        List<Column> nulls = new ArrayList<>();
        otherSchema.types().forEach(type -> nulls.add(Batches.nulls(type.storage(), count)));
        List<Column> all = new ArrayList<>(side == left ? columns : nulls);
        all.addAll(side == left ? nulls : columns);
        return new Batch(count, all, weights);
    }

    @Override
    public void finish(boolean commit) {
        left.finish(commit);
        right.finish(commit);
        pairRows.clear();
        pairIds.clear();
        pairWeights.clear();
        output = List.of();
    }

    @Override
    public void keep(StateParts parts) {
        parts.add("left", left.rows);
        parts.add("right", right.rows);
    }

    @Override
    public void expire() {
        left.expire();
        right.expire();
    }

    @Override
    public long stateBytes() {
        return left.rows.bytes() + right.rows.bytes();
    }

    @Override
    public long stateRows() {
        return (long) left.rows.count() + right.rows.count();
    }
}
