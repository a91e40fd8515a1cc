package dev.millrace.engine.operator;

import dev.millrace.engine.state.StateParts;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Nulls;
import dev.millrace.types.SqlType;

/** MIN and MAX of LONG values that are never taken away: the extremum is all there is to keep. */
final class GrowingExtremumAccumulator implements Accumulator {
    private static final int PRESENT = 0;
    private static final int VALUE = 1;

    private final int argument;
    private final SqlType type;
    private final boolean greatest;
    private GroupWords words = Unbound.WORDS;

    GrowingExtremumAccumulator(int argument, SqlType type, boolean greatest) {
        this.argument = argument;
        this.type = type;
        this.greatest = greatest;
    }

    @Override
    public int words() {
        return 2;
    }

    @Override
    public void bind(GroupWords words) {
        this.words = words;
    }

    @Override
    public void keep(StateParts parts) {}

    @Override
    public void add(Batch batch, int[] groups, int[] rows, int count) {
        LongColumn column = (LongColumn) batch.column(argument);
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            if (!column.isNull(row)) {
                offer(groups[row], column.value(row));
            }
        }
    }

    private void offer(int group, long value) {
        if (words.get(group, PRESENT) == 0 || better(value, words.get(group, VALUE))) {
            words.set(group, PRESENT, 1);
            words.set(group, VALUE, value);
        }
    }

    private boolean better(long value, long other) {
        int order = switch (type) {
            case SqlType.FloatingType t ->
                Double.compare(Double.longBitsToDouble(value) + 0.0, Double.longBitsToDouble(other) + 0.0);
            case SqlType.IntegerType t when !t.signed() -> Long.compareUnsigned(value, other);
            default -> Long.compare(value, other);
        };
        return greatest ? order > 0 : order < 0;
    }

    @Override
    public Column results(boolean before) {
        int count = words.touchedCount();
        long[] values = new long[count];
        long[] nulls = null;
        for (int i = 0; i < count; i++) {
            if (words.get(i, PRESENT, before) == 0) {
                nulls = nulls == null ? Nulls.create(count) : nulls;
                Nulls.set(nulls, i);
            } else {
                values[i] = words.get(i, VALUE, before);
            }
        }
        return new LongColumn(count, values, nulls);
    }
}
