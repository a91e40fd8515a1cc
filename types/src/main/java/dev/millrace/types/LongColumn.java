package dev.millrace.types;

import org.jspecify.annotations.Nullable;

/** A column of {@link Storage#LONG}. */
public record LongColumn(int size, long[] values, long @Nullable [] nulls) implements Column {

    /** The value of a row that is not NULL. */
    public long value(int row) {
        return values[row];
    }

    /** The value of a row that is not NULL, as the double whose bits it holds. */
    public double doubleValue(int row) {
        return Double.longBitsToDouble(values[row]);
    }

    @Override
    public Storage storage() {
        return Storage.LONG;
    }

    @Override
    public LongColumn gather(int[] rows, int count) {
        long[] chosen = new long[count];
        for (int i = 0; i < count; i++) {
            chosen[i] = values[rows[i]];
        }
        return new LongColumn(count, chosen, Nulls.gather(nulls, rows, count));
    }
}
