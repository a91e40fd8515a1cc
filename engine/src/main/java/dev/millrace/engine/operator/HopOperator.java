package dev.millrace.engine.operator;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.state.IntArray;
import dev.millrace.engine.state.LongArray;
import dev.millrace.plan.Operator;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import java.util.ArrayList;
import java.util.List;

/** Puts each row into the windows that contain its time. Linear: no state. */
final class HopOperator implements StepOperator {
    private final Operator.Hop hop;
    private final Columns columns;
    private final int width;

    HopOperator(Operator.Hop hop, NodeContext context) {
        this.hop = hop;
        this.columns = new Columns(context.needed());
        this.width = context.input(0).size();
    }

    @Override
    public Delta step(List<Delta> inputs) {
        return new Delta(inputs.getFirst().batches().stream()
                .map(this::expand)
                .filter(batch -> batch.size() > 0)
                .toList());
    }

    private Batch expand(Batch batch) {
        LongColumn times = (LongColumn) batch.column(hop.time());
        IntArray rows = new IntArray();
        LongArray starts = new LongArray();
        for (int row = 0; row < batch.size(); row++) {
            if (!times.isNull(row)) {
                addWindows(row, times.value(row), rows, starts);
            }
        }
        return windows(batch, rows, starts.toArray());
    }

    private void addWindows(int row, long time, IntArray rows, LongArray starts) {
        long last = time - Math.floorMod(time - hop.offset(), hop.slide());
        for (long start = last; start > time - hop.size(); start -= hop.slide()) {
            rows.add(row);
            starts.add(start);
        }
    }

    private Batch windows(Batch batch, IntArray rows, long[] starts) {
        int count = rows.size();
        List<Column> result = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            result.add(columns.needed(i) ? batch.column(i).gather(rows.array(), count) : Columns.absent(count));
        }
        result.add(new LongColumn(count, starts, null));
        long[] ends = new long[count];
        for (int i = 0; i < count; i++) {
            ends[i] = starts[i] + hop.size();
        }
        result.add(new LongColumn(count, ends, null));
        return new Batch(count, result, Columns.gather(batch.weights(), rows.array(), count));
    }
}
