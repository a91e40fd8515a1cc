package dev.millrace.engine.operator;

import dev.millrace.engine.state.StateParts;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import java.util.List;

/** COUNT(*), and COUNT of rows in which no argument is NULL. Linear: one word. */
final class CountAccumulator implements Accumulator {
    private final List<Integer> arguments;
    private GroupWords words = Unbound.WORDS;

    CountAccumulator(List<Integer> arguments) {
        this.arguments = arguments;
    }

    @Override
    public int words() {
        return 1;
    }

    @Override
    public void bind(GroupWords words) {
        this.words = words;
    }

    @Override
    public void keep(StateParts parts) {}

    @Override
    public void add(Batch batch, int[] groups, int[] rows, int count) {
        List<Column> optional = arguments.stream()
                .map(batch::column)
                .filter(column -> column.nulls() != null)
                .toList();
        if (optional.isEmpty()) {
            addAll(batch, groups, rows, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            if (counts(optional, rows[i])) {
                words.add(groups[rows[i]], 0, batch.weight(rows[i]));
            }
        }
    }

    private void addAll(Batch batch, int[] groups, int[] rows, int count) {
        long[] weights = batch.weights();
        for (int i = 0; i < count; i++) {
            words.add(groups[rows[i]], 0, weights == null ? 1 : weights[rows[i]]);
        }
    }

    private static boolean counts(List<Column> optional, int row) {
        for (int i = 0; i < optional.size(); i++) {
            if (optional.get(i).isNull(row)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Column results(boolean before) {
        long[] values = new long[words.touchedCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = words.get(i, 0, before);
        }
        return new LongColumn(values.length, values, null);
    }
}
