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
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            if (counts(batch, row)) {
                words.add(groups[row], 0, batch.weight(row));
            }
        }
    }

    private boolean counts(Batch batch, int row) {
        for (int argument : arguments) {
            if (batch.column(argument).isNull(row)) {
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
