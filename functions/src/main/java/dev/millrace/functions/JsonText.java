package dev.millrace.functions;

import dev.millrace.types.Bytes;
import dev.millrace.types.Field;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.ArrayType;
import dev.millrace.types.SqlType.BinaryType;
import dev.millrace.types.SqlType.BooleanType;
import dev.millrace.types.SqlType.DateType;
import dev.millrace.types.SqlType.DecimalType;
import dev.millrace.types.SqlType.FloatingType;
import dev.millrace.types.SqlType.IntegerType;
import dev.millrace.types.SqlType.IntervalType;
import dev.millrace.types.SqlType.MapType;
import dev.millrace.types.SqlType.NullType;
import dev.millrace.types.SqlType.RowType;
import dev.millrace.types.SqlType.TextType;
import dev.millrace.types.SqlType.TimeType;
import dev.millrace.types.SqlType.TimestampType;
import dev.millrace.types.SqlType.UuidType;
import dev.millrace.types.SqlType.VariantType;
import dev.millrace.types.Variant;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values as JSON, losslessly: DECIMAL as a string with exactly its scale, floating point numbers that are not finite as strings,
 * binary as lower-case hexadecimal, temporal values as ISO-like strings, maps and rows as objects, a VARIANT as the JSON it holds.
 */
public final class JsonText {
    private JsonText() {}

    /** Appends the JSON of a boxed value of the type; {@code null} is NULL. */
    public static void append(StringBuilder out, @Nullable Object boxed, SqlType type) {
        if (boxed == null) {
            out.append("null");
            return;
        }
        switch (type) {
            case BooleanType t -> out.append((boolean) boxed);
            case IntegerType t -> out.append(ValueText.format(boxed, t));
            case DecimalType t ->
                out.append('"').append(((BigDecimal) boxed).toPlainString()).append('"');
            case FloatingType t -> floating(out, (Double) boxed, t);
            case TextType t -> quote(out, (String) boxed);
            case BinaryType t -> quote(out, ((Bytes) boxed).toString());
            case DateType t -> quote(out, TimeText.date((Long) boxed));
            case TimeType t -> quote(out, TimeText.time((Long) boxed));
            case TimestampType t -> quote(out, TimeText.timestamp((Long) boxed) + (t.zoned() ? "+00:00" : ""));
            case IntervalType t -> quote(out, Intervals.formatFull((Long) boxed, t));
            case UuidType t -> quote(out, boxed.toString());
            case ArrayType t -> array(out, (List<?>) boxed, t);
            case MapType t -> map(out, (Map<?, ?>) boxed, t);
            case RowType t -> row(out, (List<?>) boxed, t);
            case VariantType t -> Json.append(out, (Variant) boxed);
            case NullType t -> out.append("null");
        }
    }

    private static void floating(StringBuilder out, double value, FloatingType type) {
        if (Double.isFinite(value)) {
            out.append(type.bits() == 32 ? DoubleText.ofReal(value) : DoubleText.of(value));
        } else {
            out.append('"').append(value).append('"');
        }
    }

    private static void array(StringBuilder out, List<?> elements, ArrayType type) {
        out.append('[');
        String separator = "";
        for (Object element : elements) {
            out.append(separator);
            append(out, element, type.element());
            separator = ",";
        }
        out.append(']');
    }

    private static void map(StringBuilder out, Map<?, ?> entries, MapType type) {
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            out.append(separator);
            quote(out, ValueText.format(entry.getKey(), type.key()));
            out.append(':');
            append(out, entry.getValue(), type.value());
            separator = ",";
        }
        out.append('}');
    }

    private static void row(StringBuilder out, List<?> values, RowType type) {
        out.append('{');
        for (int i = 0; i < values.size(); i++) {
            Field field = type.fields().get(i);
            out.append(i == 0 ? "" : ",");
            quote(out, field.name());
            out.append(':');
            append(out, values.get(i), field.type());
        }
        out.append('}');
    }

    /** Appends a JSON string. */
    public static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            character(out, text.charAt(i));
        }
        out.append('"');
    }

    private static void character(StringBuilder out, char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (c < ' ') {
                    out.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
                } else {
                    out.append(c);
                }
            }
        }
    }
}
