package dev.millrace.engine.operator;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.state.StateParts;
import dev.millrace.plan.Operator;
import dev.millrace.types.Batch;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * Drops late rows and keeps them for {@link #late}. The waterline moves only between steps, so that it does not matter how rows lie
 * in a step.
 */
final class LatenessOperator implements StepOperator, LateRows {
    private final LateColumn column;
    private final Schema schema;
    private final Columns columns;
    private long greatest = Waterline.NONE;
    private List<Batch> late = new ArrayList<>();

    LatenessOperator(Operator.Lateness lateness, NodeContext context) {
        this.column = LateColumn.of(lateness, context.waterline());
        this.schema = context.node().schema();
        this.columns = new Columns(context.needed());
    }

    @Override
    public Delta step(List<Delta> inputs) {
        late = new ArrayList<>();
        greatest = Waterline.NONE;
        List<Batch> kept = new ArrayList<>();
        for (Batch batch : inputs.getFirst().batches()) {
            Batch rest = keep(batch);
            if (rest.size() > 0) {
                kept.add(rest);
            }
        }
        return new Delta(kept);
    }

    private Batch keep(Batch batch) {
        LongColumn values = (LongColumn) batch.column(column.column());
        long limit = column.limit();
        int[] rows = new int[batch.size()];
        int[] lateRows = new int[batch.size()];
        int count = 0;
        int lateCount = 0;
        for (int row = 0; row < batch.size(); row++) {
            boolean isNull = values.isNull(row);
            if (isNull || values.value(row) >= limit) {
                rows[count++] = row;
                greatest = isNull ? greatest : Math.max(greatest, values.value(row));
            } else {
                lateRows[lateCount++] = row;
            }
        }
        if (lateCount > 0) {
            late.add(columns.gatherWhole(batch, lateRows, lateCount, schema));
        }
        return lateCount == 0 ? batch : columns.gather(batch, rows, count);
    }

    @Override
    public Delta late() {
        return new Delta(late);
    }

    @Override
    public long greatest() {
        return greatest;
    }

    @Override
    public void finish(boolean commit) {
        if (commit && greatest != Waterline.NONE) {
            column.waterline().raise(greatest);
        }
        late = new ArrayList<>();
    }

    /** The waterline is shared by all shards: the circuit keeps it. */
    @Override
    public void keep(StateParts parts) {}
}
