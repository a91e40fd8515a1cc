package dev.millrace.types;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Appends values of one type and hands out a {@link Column}.
 *
 * <p>{@link #build} gives what was appended and empties the builder. Used by one thread at a time. A caller appends only what the
 * storage of the type takes: {@link #appendLong} for LONG, {@link #appendWide} for WIDE, {@link #appendBytes} for BYTES; or boxed
 * values, or rows of another column, for any.
 */
public final class ColumnBuilder {
    private static final int CAPACITY_MIN = 16;
    private static final int PAGE_SIZE_MIN = 1 << 12;

    private final SqlType type;
    private final Storage storage;
    private long[] values = new long[CAPACITY_MIN];
    private long[] highs = new long[0];
    private long @Nullable [] nulls;
    private int size;
    private List<byte[]> pages = new ArrayList<>();
    private byte[] page = new byte[0];
    private int pageIndex = -1;
    private int pageEnd;

    /** A builder of columns of this type. */
    public ColumnBuilder(SqlType type) {
        this.type = type;
        this.storage = type.storage();
    }

    /** The number of values appended. */
    public int size() {
        return size;
    }

    /** Appends NULL. */
    public void appendNull() {
        int row = next();
        long[] bitmap = nulls;
        if (bitmap == null || bitmap.length << 6 <= row) {
            bitmap = bitmap == null
                    ? Nulls.create(values.length)
                    : Arrays.copyOf(bitmap, Nulls.create(values.length).length);
            nulls = bitmap;
        }
        Nulls.set(bitmap, row);
        values[row] = 0;
    }

    /** Appends a value of LONG storage. */
    public void appendLong(long value) {
        int row = next();
        values[row] = value;
    }

    /** Appends a double, as its bits. */
    public void appendDouble(double value) {
        appendLong(Double.doubleToRawLongBits(value));
    }

    /** Appends a value of WIDE storage. */
    public void appendWide(long high, long low) {
        int row = next();
        highs[row] = high;
        values[row] = low;
    }

    /** Appends a copy of bytes. */
    public void appendBytes(byte[] source, int offset, int length) {
        long ref;
        if (length >= Ref.LENGTH_LONG) {
            pages.add(Arrays.copyOfRange(source, offset, offset + length));
            ref = Ref.of(pages.size() - 1, 0, length);
        } else {
            if (pageEnd + length > page.length) {
                openPage(length);
            }
            System.arraycopy(source, offset, page, pageEnd, length);
            ref = Ref.of(Math.max(pageIndex, 0), pageEnd, length);
            pageEnd += length;
        }
        int row = next();
        values[row] = ref;
    }

    /** Appends all of {@code bytes}. */
    public void appendBytes(byte[] bytes) {
        appendBytes(bytes, 0, bytes.length);
    }

    /** Appends row {@code row} of a column of the same storage. Bytes are copied. */
    public void appendFrom(Column column, int row) {
        if (column.isNull(row)) {
            appendNull();
            return;
        }
        switch (column) {
            case LongColumn longs -> appendLong(longs.values()[row]);
            case WideColumn wides -> appendWide(wides.high()[row], wides.low()[row]);
            case BytesColumn bytes -> appendBytes(bytes.page(row), bytes.offset(row), bytes.length(row));
        }
    }

    /** Appends a boxed value of the type; {@code null} is NULL. */
    public void append(@Nullable Object boxed) {
        if (boxed == null) {
            appendNull();
            return;
        }
        switch (storage) {
            case LONG -> appendLong(Boxed.toLong(boxed, type));
            case WIDE -> {
                Int128 wide = Boxed.toWide(boxed, type);
                appendWide(wide.high(), wide.low());
            }
            case BYTES ->
                appendBytes(
                        boxed instanceof String text
                                ? text.getBytes(StandardCharsets.UTF_8)
                                : Boxed.toBytes(boxed, type));
        }
    }

    /** The values appended since the last call, as a column. */
    public Column build() {
        if (storage == Storage.BYTES && pages.isEmpty()) {
            pages.add(page);
        }
        long[] bitmap = nulls == null || nulls.length << 6 >= size ? nulls : Arrays.copyOf(nulls, (size + 63) >> 6);
        Column column = switch (storage) {
            case LONG -> new LongColumn(size, values, bitmap);
            case WIDE -> new WideColumn(size, highs, values, bitmap);
            case BYTES -> new BytesColumn(size, values, pages.toArray(byte[][]::new), bitmap);
        };
        clear();
        return column;
    }

    private void clear() {
        values = new long[CAPACITY_MIN];
        highs = new long[0];
        nulls = null;
        size = 0;
        pages = new ArrayList<>();
        page = new byte[0];
        pageIndex = -1;
        pageEnd = 0;
    }

    private int next() {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        if (storage == Storage.WIDE && highs.length < values.length) {
            highs = Arrays.copyOf(highs, values.length);
        }
        return size++;
    }

    private void openPage(int length) {
        int wanted = Math.min(Ref.PAGE_SIZE_MAX, Math.max(PAGE_SIZE_MIN, page.length * 2));
        page = new byte[Math.max(wanted, length)];
        pages.add(page);
        pageIndex = pages.size() - 1;
        pageEnd = 0;
    }
}
