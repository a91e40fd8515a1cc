package dev.millrace.types;

import org.jspecify.annotations.Nullable;

/** A column of {@link Storage#WIDE}: {@code high} and {@code low} are the halves of a 128-bit two's complement number. */
public record WideColumn(int size, long[] high, long[] low, long @Nullable [] nulls) implements Column {
    @Override
    public Storage storage() {
        return Storage.WIDE;
    }

    @Override
    public WideColumn gather(int[] rows, int count) {
        long[] highs = new long[count];
        long[] lows = new long[count];
        for (int i = 0; i < count; i++) {
            highs[i] = high[rows[i]];
            lows[i] = low[rows[i]];
        }
        return new WideColumn(count, highs, lows, Nulls.gather(nulls, rows, count));
    }
}
