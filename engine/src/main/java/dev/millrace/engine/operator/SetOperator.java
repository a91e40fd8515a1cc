package dev.millrace.engine.operator;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.state.GroupTable;
import dev.millrace.engine.state.IntArray;
import dev.millrace.engine.state.LongArray;
import dev.millrace.engine.state.StateParts;
import dev.millrace.plan.Operator;
import dev.millrace.types.Batch;
import java.util.List;
import java.util.function.LongBinaryOperator;

/**
 * DISTINCT, INTERSECT and EXCEPT: the weight of a row in the result is a function of its weights in the inputs, emitted where that
 * changes.
 */
final class SetOperator implements StepOperator {
    private static final int EXISTS = 0;
    private static final int LEFT = 1;
    private static final int RIGHT = 2;

    private final LongBinaryOperator weight;
    private final GroupTable rows;
    private final DeadRows dead;

    private SetOperator(LongBinaryOperator weight, NodeContext context) {
        this.weight = weight;
        this.rows = new GroupTable(context.node().schema().types(), 3);
        this.dead = DeadRows.of(rows.store(), context.limits(), 0);
    }

    static SetOperator distinct(NodeContext context) {
        return new SetOperator((left, right) -> left > 0 ? 1 : 0, context);
    }

    static SetOperator intersect(Operator.Intersect intersect, NodeContext context) {
        return new SetOperator(
                intersect.all()
                        ? (left, right) -> Math.max(0, Math.min(left, right))
                        : (left, right) -> left > 0 && right > 0 ? 1 : 0,
                context);
    }

    static SetOperator except(Operator.Except except, NodeContext context) {
        return new SetOperator(
                except.all()
                        ? (left, right) -> Math.max(0, left - Math.max(0, right))
                        : (left, right) -> left > 0 && right <= 0 ? 1 : 0,
                context);
    }

    @Override
    public Delta step(List<Delta> inputs) {
        for (int input = 0; input < inputs.size(); input++) {
            for (Batch batch : inputs.get(input).batches()) {
                add(batch, input == 0 ? LEFT : RIGHT);
            }
        }
        return changes();
    }

    private void add(Batch batch, int side) {
        int[] groups = new int[batch.size()];
        rows.groups(batch, groups);
        for (int row = 0; row < batch.size(); row++) {
            int group = groups[row];
            rows.setWord(group, side, Math.addExact(rows.word(group, side), batch.weight(row)));
            rows.setWord(group, EXISTS, rows.word(group, LEFT) | rows.word(group, RIGHT));
        }
    }

    private Delta changes() {
        IntArray ids = new IntArray();
        LongArray weights = new LongArray();
        for (int i = 0; i < rows.touched().size(); i++) {
            int group = rows.touched().get(i);
            long before = weight.applyAsLong(rows.before(i, LEFT), rows.before(i, RIGHT));
            long now = weight.applyAsLong(rows.word(group, LEFT), rows.word(group, RIGHT));
            if (before != now) {
                ids.add(group);
                weights.add(now - before);
            }
        }
        return ids.size() == 0 ? Delta.EMPTY : Delta.of(StoredRows.batch(rows.store(), ids, weights));
    }

    @Override
    public void finish(boolean commit) {
        rows.finish(commit);
    }

    @Override
    public void keep(StateParts parts) {
        parts.add("rows", rows);
    }

    @Override
    public void expire() {
        if (dead.possible()) {
            rows.sweep(dead, row -> {});
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
