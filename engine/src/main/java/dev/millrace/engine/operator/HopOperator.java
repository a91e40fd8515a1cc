package dev.millrace.engine.operator;

import dev.millrace.engine.algebra.Consolidation;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.state.IntArray;
import dev.millrace.engine.state.LongArray;
import dev.millrace.plan.Operator;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Puts each row into the windows that contain its time. Linear: no state.
 *
 * <p>If nobody reads the time itself, rows of one pane, the greatest common divisor of slide and size, go to the same windows: then
 * equal rows of a pane are added up first, so that one row with their weight is put into windows instead of each of them.
 */
final class HopOperator implements StatelessOperator {
    private final Operator.Hop hop;
    private final Columns columns;
    private final int width;
    private final long pane;
    private final Schema input;
    private final List<Integer> read;

    HopOperator(Operator.Hop hop, NodeContext context) {
        this.hop = hop;
        this.columns = new Columns(context.needed());
        this.input = context.input(0);
        this.width = input.size();
        boolean timeRead = context.needed()[hop.time()];
        this.pane = timeRead ? 1 : greatestCommonDivisor(hop.slide(), hop.size());
        this.read = IntStream.range(0, width)
                .filter(i -> i == hop.time() || context.needed()[i])
                .boxed()
                .toList();
    }

    private static long greatestCommonDivisor(long a, long b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    @Override
    public Delta step(List<Delta> inputs) {
        return new Delta(inputs.getFirst().batches().stream()
                .map(batch -> pane == 1 ? batch : byPane(batch))
                .map(this::expand)
                .filter(batch -> batch.size() > 0)
                .toList());
    }

    /** The batch with panes for times, in which each row that is read occurs once. */
    private Batch byPane(Batch batch) {
        LongColumn times = (LongColumn) batch.column(hop.time());
        long[] panes = new long[batch.size()];
        for (int row = 0; row < panes.length; row++) {
            panes[row] = times.value(row) - Math.floorMod(times.value(row) - hop.offset(), pane);
        }
        List<Column> kept = new ArrayList<>();
        for (int column : read) {
            kept.add(column == hop.time() ? new LongColumn(panes.length, panes, times.nulls()) : batch.column(column));
        }
        Delta sums =
                Consolidation.consolidate(Delta.of(new Batch(panes.length, kept, batch.weights())), input.select(read));
        if (sums.isEmpty()) {
            return batch.gather(new int[0], 0);
        }
        Batch sum = sums.batches().getFirst();
        List<Column> all = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            all.add(read.contains(i) ? sum.column(read.indexOf(i)) : Columns.absent(sum.size()));
        }
        return sum.withColumns(all);
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
