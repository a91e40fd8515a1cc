package dev.millrace.formats.json;

import dev.millrace.formats.text.ByteSink;
import dev.millrace.formats.text.TemporalPrinter;
import dev.millrace.types.Boxed;
import dev.millrace.types.Bytes;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.Column;
import dev.millrace.types.Int128;
import dev.millrace.types.LongColumn;
import dev.millrace.types.SqlType;
import dev.millrace.types.Variant;
import dev.millrace.types.WideColumn;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as JSON, in the default flavour: DECIMAL (not in a VARIANT), dates, times and UUIDs as strings, binary
 * values as arrays of numbers, NaN and infinities as strings. What is written can be read by {@link JsonInput}, but for
 * those three.
 */
public final class JsonPrinter {
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private JsonPrinter() {}

    /** The value of a row. */
    public static void print(Column column, int row, SqlType type, ByteSink out) {
        if (column.isNull(row)) {
            out.put(NULL, 0, NULL.length);
            return;
        }
        switch (column) {
            case LongColumn longs -> printLong(longs.values()[row], type, out);
            case WideColumn wides -> printWide(new Int128(wides.high()[row], wides.low()[row]), type, out);
            case BytesColumn bytes -> printBytes(bytes, row, type, out);
        }
    }

    private static void printLong(long value, SqlType type, ByteSink out) {
        switch (type) {
            case SqlType.IntegerType t -> {
                if (value < 0 && !t.signed()) {
                    out.put(Long.toUnsignedString(value));
                } else {
                    out.putLong(value);
                }
            }
            case SqlType.BooleanType t -> out.put(value != 0 ? "true" : "false");
            case SqlType.FloatingType t -> printFloating(Double.longBitsToDouble(value), t, out);
            case SqlType.DecimalType t -> {
                out.put('"');
                out.putDecimal(value, t.scale());
                out.put('"');
            }
            case SqlType.DateType t -> {
                out.put('"');
                TemporalPrinter.date(value, out);
                out.put('"');
            }
            case SqlType.TimeType t -> {
                out.put('"');
                TemporalPrinter.time(value, out);
                out.put('"');
            }
            case SqlType.TimestampType t -> {
                out.put('"');
                TemporalPrinter.timestamp(value, t.zoned(), out);
                out.put('"');
            }
            case SqlType.IntervalType t -> {
                out.put('"');
                TemporalPrinter.interval(value, t, out);
                out.put('"');
            }
            default -> out.put(NULL, 0, NULL.length);
        }
    }

    private static void printFloating(double value, SqlType.FloatingType type, ByteSink out) {
        String text = type.bits() == 32 ? Float.toString((float) value) : Double.toString(value);
        if (Double.isFinite(value)) {
            out.put(text);
        } else {
            quoted(text, out);
        }
    }

    private static void printWide(Int128 value, SqlType type, ByteSink out) {
        Object boxed = Boxed.ofWide(value, type);
        quoted(boxed instanceof BigDecimal decimal ? decimal.toPlainString() : boxed.toString(), out);
    }

    private static void printBytes(BytesColumn bytes, int row, SqlType type, ByteSink out) {
        if (type instanceof SqlType.TextType) {
            int from = bytes.offset(row);
            out.putQuoted(bytes.page(row), from, from + bytes.length(row));
        } else {
            print(Boxed.ofBytes(bytes.page(row), bytes.offset(row), bytes.length(row), type), type, out);
        }
    }

    private static void quoted(String text, ByteSink out) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.putQuoted(utf8, 0, utf8.length);
    }

    /** A boxed value. */
    public static void print(@Nullable Object boxed, SqlType type, ByteSink out) {
        switch (boxed) {
            case null -> out.put(NULL, 0, NULL.length);
            case String text -> quoted(text, out);
            case Bytes bytes -> printBinary(bytes.value(), out);
            case Variant(SqlType held, BigDecimal number) -> out.put(number.toPlainString());
            case Variant(SqlType held, Object value) -> print(value, held, out);
            case Map<?, ?> map -> printMap(map, (SqlType.MapType) type, out);
            case List<?> list when type instanceof SqlType.RowType row -> printRow(list, row, out);
            case List<?> list -> printArray(list, ((SqlType.ArrayType) type).element(), out);
            default -> {
                switch (type.storage()) {
                    case LONG -> printLong(Boxed.toLong(boxed, type), type, out);
                    case WIDE -> printWide(Boxed.toWide(boxed, type), type, out);
                    case BYTES -> throw new IllegalArgumentException(boxed.getClass() + " is not a boxed " + type);
                }
            }
        }
    }

    private static void printBinary(byte[] bytes, ByteSink out) {
        out.put('[');
        for (int i = 0; i < bytes.length; i++) {
            separate(i, out);
            out.putLong(bytes[i] & 0xff);
        }
        out.put(']');
    }

    private static void separate(int index, ByteSink out) {
        if (index > 0) {
            out.put(',');
        }
    }

    private static void printArray(List<?> elements, SqlType type, ByteSink out) {
        out.put('[');
        for (int i = 0; i < elements.size(); i++) {
            separate(i, out);
            print(elements.get(i), type, out);
        }
        out.put(']');
    }

    private static void printRow(List<?> values, SqlType.RowType type, ByteSink out) {
        out.put('{');
        for (int i = 0; i < values.size(); i++) {
            separate(i, out);
            quoted(type.fields().get(i).name(), out);
            out.put(':');
            print(values.get(i), type.fields().get(i).type(), out);
        }
        out.put('}');
    }

    private static void printMap(Map<?, ?> map, SqlType.MapType type, ByteSink out) {
        out.put('{');
        int index = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            separate(index++, out);
            printKey(entry.getKey(), type.key(), out);
            out.put(':');
            print(entry.getValue(), type.value(), out);
        }
        out.put('}');
    }

    /** A field name is always a string. */
    private static void printKey(Object key, SqlType type, ByteSink out) {
        boolean bare = key instanceof Boolean || key instanceof Double || type instanceof SqlType.IntegerType;
        if (bare) {
            out.put('"');
        }
        print(key, type, out);
        if (bare) {
            out.put('"');
        }
    }
}
