package dev.millrace.formats.json;

import dev.millrace.formats.text.ColumnWriter;
import dev.millrace.formats.text.Pages;
import dev.millrace.formats.text.RowsBuilder;
import dev.millrace.formats.text.TextColumn;
import dev.millrace.types.SqlType;
import java.util.UUID;

/** Reads one JSON value into a column. */
final class JsonColumn {
    private JsonColumn() {}

    /** Consumes a value, not null, and sets it at the row being written. */
    static void read(JsonCursor cursor, ColumnWriter column, RowsBuilder rows) {
        int row = rows.row();
        switch (column.type()) {
            case SqlType.IntegerType type -> column.setLong(row, JsonScalars.integer(cursor, type));
            case SqlType.TextType type -> column.setLong(row, text(cursor, type, rows.pages()));
            case SqlType.TimestampType type -> column.setLong(row, JsonScalars.timestamp(cursor));
            case SqlType.FloatingType type ->
                column.setLong(row, Double.doubleToRawLongBits(JsonScalars.floating(cursor, type)));
            case SqlType.DecimalType type -> {
                JsonScalars.decimal(cursor, type);
                setDecimal(cursor, column, row, type);
            }
            case SqlType.BooleanType type -> column.setLong(row, cursor.truth() ? 1 : 0);
            case SqlType.DateType type -> column.setLong(row, JsonScalars.date(cursor));
            case SqlType.TimeType type -> column.setLong(row, JsonScalars.time(cursor));
            case SqlType.UuidType type -> {
                UUID uuid = JsonScalars.uuid(cursor);
                column.setWide(row, uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
            }
            case SqlType.BinaryType type -> {
                byte[] bytes = JsonScalars.binary(cursor, type);
                column.setLong(row, rows.pages().copy(bytes, 0, bytes.length));
            }
            case SqlType.ArrayType type -> column.setBoxed(row, JsonBoxed.read(cursor, type), rows.pages());
            case SqlType.MapType type -> column.setBoxed(row, JsonBoxed.read(cursor, type), rows.pages());
            case SqlType.RowType type -> column.setBoxed(row, JsonBoxed.read(cursor, type), rows.pages());
            case SqlType.VariantType type -> column.setBoxed(row, JsonBoxed.read(cursor, type), rows.pages());
            case SqlType.IntervalType type -> throw JsonScalars.noValues(type);
            case SqlType.NullType type -> throw JsonScalars.noValues(type);
        }
    }

    private static void setDecimal(JsonCursor cursor, ColumnWriter column, int row, SqlType.DecimalType type) {
        if (type.precision() <= SqlType.DecimalType.PRECISION_LONG_MAX) {
            column.setLong(row, cursor.number.low());
        } else {
            column.setWide(row, cursor.number.high(), cursor.number.low());
        }
    }

    private static long text(JsonCursor cursor, SqlType.TextType type, Pages pages) {
        cursor.string("a string");
        if (type.fixed()) {
            return TextColumn.padded(pages, cursor.text, cursor.textFrom, cursor.textTo, type.length());
        }
        return cursor.text == cursor.bytes
                ? pages.ofInput(cursor.text, cursor.textFrom, cursor.textTo)
                : pages.copy(cursor.text, cursor.textFrom, cursor.textTo);
    }
}
