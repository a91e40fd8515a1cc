package dev.millrace.engine.operator;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.state.IntArray;
import dev.millrace.engine.state.KeyView;
import dev.millrace.engine.state.LongArray;
import dev.millrace.plan.Operator;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Puts each row into the windows that contain its time. Linear: no state.
 *
 * <p>If nobody reads the time itself, equal rows of a window are added up first: {@link PaneSums}.
 */
final class HopOperator implements StatelessOperator {
    private final Operator.Hop hop;
    private final Columns columns;
    private final int width;
    private final @Nullable PaneSums sums;
    private final KeyView rest;

    HopOperator(Operator.Hop hop, NodeContext context) {
        this.hop = hop;
        this.columns = new Columns(context.needed());
        Schema input = context.input(0);
        this.width = input.size();
        this.sums = context.needed()[hop.time()] ? null : new PaneSums(hop.slide(), hop.size(), hop.offset());
        List<Integer> read = IntStream.range(0, width)
                .filter(i -> context.needed()[i])
                .boxed()
                .toList();
        this.rest = new KeyView(read, read.stream().map(input::type).toList());
    }

    @Override
    public Delta step(List<Delta> inputs) {
        return new Delta(inputs.getFirst().batches().stream()
                .map(batch -> sums == null ? expand(batch) : summed(batch, sums))
                .filter(batch -> batch.size() > 0)
                .toList());
    }

    private Batch summed(Batch batch, PaneSums windows) {
        IntArray rows = new IntArray();
        LongArray starts = new LongArray();
        LongArray weights = new LongArray();
        rest.bind(batch);
        windows.sum(batch, (LongColumn) batch.column(hop.time()), rest, (row, start, weight) -> {
            rows.add(row);
            starts.add(start);
            weights.add(weight);
        });
        return windows(batch, rows, starts.toArray()).withWeights(weights.toArray());
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
        result.add(columns.needed(width + 1) ? ends(starts) : Columns.absent(count));
        return new Batch(count, result, Columns.gather(batch.weights(), rows.array(), count));
    }

    private Column ends(long[] starts) {
        long[] ends = new long[starts.length];
        for (int i = 0; i < starts.length; i++) {
            ends[i] = starts[i] + hop.size();
        }
        return new LongColumn(ends.length, ends, null);
    }
}
