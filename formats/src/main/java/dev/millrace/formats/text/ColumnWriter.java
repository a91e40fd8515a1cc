package dev.millrace.formats.text;

import dev.millrace.connect.InputColumn;
import dev.millrace.types.Boxed;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.Column;
import dev.millrace.types.Int128;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Nulls;
import dev.millrace.types.SqlType;
import dev.millrace.types.WideColumn;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A column under construction, written by row number: setting a row again replaces its value, which is how a row that
 * turned out bad is taken back. A column that is not used is written to one place over and over.
 */
public final class ColumnWriter {
    private final SqlType type;
    private final boolean used;
    /** All ones if the column is used, else 0: what row numbers are masked with. */
    private final int mask;

    private long[] values;
    private long[] highs;
    private long @Nullable [] nulls;

    ColumnWriter(InputColumn column, int capacity) {
        this.type = column.type();
        this.used = column.used();
        this.mask = used ? -1 : 0;
        this.values = new long[used ? capacity : 1];
        this.highs = wide() ? new long[values.length] : new long[0];
    }

    private boolean wide() {
        return type.storage() == dev.millrace.types.Storage.WIDE;
    }

    /** The type. */
    public SqlType type() {
        return type;
    }

    /** Sets a value of LONG storage, or a reference of BYTES storage. */
    public void setLong(int row, long value) {
        int at = row & mask;
        values[at] = value;
        if (nulls != null) {
            clearNull(at);
        }
    }

    /**
     * Where to set the values of rows {@code [row, row + count)} of a used column of LONG or BYTES storage: by row number. None of
     * them is NULL any more. Good until the column grows.
     */
    public long[] values(int row, int count) {
        long[] bitmap = nulls;
        if (bitmap != null) {
            clear(bitmap, row, row + count);
        }
        return values;
    }

    /** Sets a value of WIDE storage. */
    public void setWide(int row, long high, long low) {
        setLong(row, low);
        highs[row & mask] = high;
    }

    /** Sets NULL, whatever the type says. */
    public void setNull(int row) {
        int at = row & mask;
        long[] bitmap = nulls;
        if (bitmap == null) {
            bitmap = Nulls.create(values.length);
            nulls = bitmap;
        }
        values[at] = 0;
        Nulls.set(bitmap, at);
    }

    /** Sets a boxed value, or NULL. */
    public void setBoxed(int row, @Nullable Object boxed, Pages pages) {
        if (boxed == null) {
            setNull(row);
            return;
        }
        switch (type.storage()) {
            case LONG -> setLong(row, Boxed.toLong(boxed, type));
            case WIDE -> {
                Int128 value = Boxed.toWide(boxed, type);
                setWide(row, value.high(), value.low());
            }
            case BYTES -> {
                byte[] bytes = Boxed.toBytes(boxed, type);
                setLong(row, pages.copy(bytes, 0, bytes.length));
            }
        }
    }

    private static void clear(long[] bitmap, int from, int to) {
        int at = from;
        while (at < to) {
            int next = Math.min(to, (at | 63) + 1);
            bitmap[at >> 6] &= ~(-1L >>> 64 - (next - at) << at);
            at = next;
        }
    }

    private void clearNull(int at) {
        long[] bitmap = nulls;
        if (bitmap != null) {
            bitmap[at >> 6] &= ~(1L << at);
        }
    }

    void grow(int capacity) {
        if (!used) {
            return;
        }
        values = Arrays.copyOf(values, capacity);
        if (wide()) {
            highs = Arrays.copyOf(highs, capacity);
        }
        long[] bitmap = nulls;
        if (bitmap != null) {
            nulls = Arrays.copyOf(bitmap, Nulls.create(capacity).length);
        }
    }

    boolean used() {
        return used;
    }

    Column build(int size, byte[][] pages) {
        long[] bitmap = nulls == null ? null : trimmed(nulls, size);
        return switch (type.storage()) {
            case LONG -> new LongColumn(size, values, bitmap);
            case WIDE -> new WideColumn(size, highs, values, bitmap);
            case BYTES -> new BytesColumn(size, values, pages, bitmap);
        };
    }

    /** The bitmap without bits of rows that were taken back; {@code null} if no row is NULL. */
    private static long @Nullable [] trimmed(long[] bitmap, int size) {
        if ((size & 63) != 0) {
            bitmap[size >> 6] &= (1L << size) - 1;
        }
        Arrays.fill(bitmap, (size + 63) >> 6, bitmap.length, 0);
        for (long word : bitmap) {
            if (word != 0) {
                return bitmap;
            }
        }
        return null;
    }
}
