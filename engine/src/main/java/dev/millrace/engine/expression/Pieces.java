package dev.millrace.engine.expression;

import dev.millrace.types.BytesColumn;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Nulls;
import dev.millrace.types.Ref;
import dev.millrace.types.Storage;
import dev.millrace.types.WideColumn;
import org.jspecify.annotations.Nullable;

/** Puts a column together from columns computed for some of its rows each. */
final class Pieces {
    private final Storage storage;
    private final int size;
    private final long[] values;
    private final long[] highs;
    private long @Nullable [] nulls;
    private final PageTable pages = new PageTable();

    Pieces(Storage storage, int size) {
        this.storage = storage;
        this.size = size;
        this.values = new long[size];
        this.highs = new long[storage == Storage.WIDE ? size : 0];
    }

    /** Row {@code i} of {@code piece} becomes row {@code rows[i]}. */
    void put(Column piece, int[] rows) {
        switch (piece) {
            case LongColumn longs -> scatter(longs.values(), longs.size(), rows, values, 0);
            case WideColumn wides -> {
                scatter(wides.high(), wides.size(), rows, highs, 0);
                scatter(wides.low(), wides.size(), rows, values, 0);
            }
            case BytesColumn bytes -> {
                long shift = Ref.shift(0, pages.add(bytes.pages()));
                scatter(bytes.refs(), bytes.size(), rows, values, shift);
            }
        }
        putNulls(piece, rows);
    }

    Column build() {
        return switch (storage) {
            case LONG -> new LongColumn(size, values, nulls);
            case WIDE -> new WideColumn(size, highs, values, nulls);
            case BYTES -> new BytesColumn(size, values, pages.pages(), nulls);
        };
    }

    private static void scatter(long[] from, int count, int[] rows, long[] to, long shift) {
        for (int i = 0; i < count; i++) {
            to[rows[i]] = from[i] + shift;
        }
    }

    private void putNulls(Column piece, int[] rows) {
        long[] bitmap = piece.nulls();
        if (bitmap == null) {
            return;
        }
        long[] all = nulls == null ? Nulls.create(size) : nulls;
        nulls = all;
        for (int i = 0; i < piece.size(); i++) {
            if (Nulls.get(bitmap, i)) {
                Nulls.set(all, rows[i]);
            }
        }
    }
}
