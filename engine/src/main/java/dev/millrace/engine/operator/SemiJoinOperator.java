package dev.millrace.engine.operator;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.state.GroupTable;
import dev.millrace.engine.state.IntArray;
import dev.millrace.engine.state.KeyView;
import dev.millrace.engine.state.LongArray;
import dev.millrace.engine.state.RowTable;
import dev.millrace.engine.state.StateParts;
import dev.millrace.plan.Operator;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.List;

/**
 * SEMI and ANTI joins without a residual condition. The right side is a number of rows per key; only when that becomes zero or
 * ceases to be zero are the left rows of the key visited.
 */
final class SemiJoinOperator implements StepOperator {
    private final boolean anti;
    private final JoinKeys leftKeys;
    private final JoinKeys rightKeys;
    private final RowTable left;
    private final GroupTable right;
    private final DeadRows deadLeft;
    private final DeadRows deadRight;
    private final KeyView rightView;
    private final KeyView groupView;
    private final List<SqlType> keyTypes;
    private List<Batch> output = new ArrayList<>();

    SemiJoinOperator(Operator.Join join, NodeContext context) {
        this.anti = join.kind() == Operator.JoinKind.ANTI;
        this.leftKeys = JoinKeys.of(join.leftKeys(), join.nullSafe());
        this.rightKeys = JoinKeys.of(join.rightKeys(), join.nullSafe());
        this.left = new RowTable(
                context.input(0).types(),
                true,
                join.leftKeys(),
                JoinSide.find(context.inputs().getFirst().properties(), join.leftKeys()),
                0);
        this.keyTypes = context.input(1).select(join.rightKeys()).types();
        this.right = new GroupTable(keyTypes, 1);
        this.deadLeft = DeadRows.of(left.store(), context.limits(), 0);
        this.deadRight = DeadRows.ofKeys(right.store(), context.limits(), 1, join.rightKeys());
        this.rightView = new KeyView(join.rightKeys(), keyTypes);
        this.groupView = new KeyView(
                java.util.stream.IntStream.range(0, keyTypes.size()).boxed().toList(), keyTypes);
    }

    @Override
    public Delta step(List<Delta> inputs) {
        output = new ArrayList<>();
        inputs.get(0).batches().forEach(this::addLeft);
        inputs.get(1).batches().forEach(this::addRight);
        emitCrossings();
        return new Delta(output);
    }

    private void addLeft(Batch batch) {
        int[] groups = new int[batch.size()];
        right.find(keys(batch, leftKeys.columns()), groups);
        left.bind(batch);
        int[] rows = new int[batch.size()];
        int count = 0;
        for (int row = 0; row < batch.size(); row++) {
            boolean matchable = leftKeys.matchable(left.boundKeys(), row);
            boolean matched = matchable && groups[row] >= 0 && right.word(groups[row], 0) != 0;
            if (matched != anti) {
                rows[count++] = row;
            }
            if (matchable) {
                left.add(row, batch.weight(row));
            }
        }
        if (count > 0) {
            output.add(count == batch.size() ? batch : batch.gather(rows, count));
        }
    }

    private static Batch keys(Batch batch, List<Integer> columns) {
        List<Column> keys = new ArrayList<>();
        columns.forEach(column -> keys.add(batch.column(column)));
        return new Batch(batch.size(), keys, null);
    }

    private void addRight(Batch batch) {
        rightView.bind(batch);
        int[] rows = new int[batch.size()];
        int count = 0;
        for (int row = 0; row < batch.size(); row++) {
            if (rightKeys.matchable(rightView, row)) {
                rows[count++] = row;
            }
        }
        Batch matchable = count == batch.size() ? batch : batch.gather(rows, count);
        int[] groups = new int[count];
        right.groups(keys(matchable, rightKeys.columns()), groups);
        for (int row = 0; row < count; row++) {
            right.setWord(groups[row], 0, right.word(groups[row], 0) + matchable.weight(row));
        }
    }

    private void emitCrossings() {
        IntArray crossed = new IntArray();
        for (int i = 0; i < right.touched().size(); i++) {
            int group = right.touched().get(i);
            if ((right.before(i, 0) != 0) != (right.word(group, 0) != 0)) {
                crossed.add(group);
            }
        }
        if (crossed.size() > 0) {
            emitLeftOf(crossed);
        }
    }

    private void emitLeftOf(IntArray groups) {
        List<Column> keys = new ArrayList<>();
        for (int k = 0; k < keyTypes.size(); k++) {
            keys.add(right.store().column(k, groups.array(), groups.size()));
        }
        groupView.bind(new Batch(groups.size(), keys, null));
        long[] hashes = new long[groups.size()];
        groupView.hash(groups.size(), hashes);
        IntArray ids = new IntArray();
        LongArray weights = new LongArray();
        for (int i = 0; i < groups.size(); i++) {
            boolean appears = (right.word(groups.get(i), 0) != 0) != anti;
            for (int id = left.head(groupView, i, hashes[i]); id >= 0; id = left.next(id)) {
                long weight = left.weight(id);
                if (weight != 0) {
                    ids.add(id);
                    weights.add(appears ? weight : -weight);
                }
            }
        }
        if (ids.size() > 0) {
            output.add(StoredRows.batch(left.store(), ids, weights));
        }
    }

    @Override
    public void finish(boolean commit) {
        left.finish(commit);
        right.finish(commit);
        output = List.of();
    }

    @Override
    public void keep(StateParts parts) {
        parts.add("left", left);
        parts.add("right", right);
    }

    @Override
    public void expire() {
        if (deadLeft.possible()) {
            left.sweep(deadLeft);
        }
        if (deadRight.possible()) {
            right.sweep(deadRight, group -> {});
        }
    }

    @Override
    public long stateBytes() {
        return left.bytes() + right.bytes();
    }

    @Override
    public long stateRows() {
        return (long) left.count() + right.count();
    }
}
