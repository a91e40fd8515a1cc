package dev.millrace.formats.json;

import dev.millrace.formats.text.ByteSink;
import dev.millrace.formats.text.PlainTimestampPrinter;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Nulls;
import dev.millrace.types.Ref;
import dev.millrace.types.SqlType;
import dev.millrace.types.WideColumn;
import org.jspecify.annotations.Nullable;

/**
 * Writes the values of a column of one type. What is frequent is decided on once for a column, not once for a value; the rest is
 * left to {@link JsonPrinter}. Used by one thread.
 */
final class JsonCell {
    private enum Kind {
        INTEGER,
        TEXT,
        TIMESTAMP,
        OTHER
    }

    private static final Column NONE = new LongColumn(0, new long[0], null);

    private final SqlType type;
    private final Kind kind;
    private final PlainTimestampPrinter timestamps;

    private Column column = NONE;
    /** The column's numbers or references. */
    private long[] values = new long[0];

    private byte[][] pages = new byte[0][];
    private long @Nullable [] nulls;

    JsonCell(SqlType type) {
        this.type = type;
        this.kind = switch (type) {
            case SqlType.IntegerType t when t.signed() || t.bits() < Long.SIZE -> Kind.INTEGER;
            case SqlType.TextType t -> Kind.TEXT;
            case SqlType.TimestampType t -> Kind.TIMESTAMP;
            default -> Kind.OTHER;
        };
        this.timestamps = new PlainTimestampPrinter(type instanceof SqlType.TimestampType t && t.zoned());
    }

    /** The values to come are those of this column. */
    void bind(Column next) {
        column = next;
        switch (next) {
            case LongColumn longs -> {
                values = longs.values();
                nulls = longs.nulls();
            }
            case BytesColumn bytes -> {
                values = bytes.refs();
                pages = bytes.pages();
                nulls = bytes.nulls();
            }
            case WideColumn wides -> nulls = wides.nulls();
        }
    }

    /** The value of a row. */
    void print(int row, ByteSink out) {
        if (kind == Kind.OTHER || nulls != null && Nulls.get(nulls, row)) {
            JsonPrinter.print(column, row, type, out);
            return;
        }
        long value = values[row];
        switch (kind) {
            case INTEGER -> out.putLong(value);
            case TEXT -> {
                int from = Ref.offset(value);
                int length = Ref.length(value, pages);
                out.putQuoted(pages[Ref.page(value)], from, from + length);
            }
            case TIMESTAMP -> {
                out.put('"');
                timestamps.print(value, out);
                out.put('"');
            }
            case OTHER -> {}
        }
    }
}
