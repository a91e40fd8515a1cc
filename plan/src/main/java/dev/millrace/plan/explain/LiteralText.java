package dev.millrace.plan.explain;

import dev.millrace.plan.Expression.Literal;
import dev.millrace.types.Bytes;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.ArrayType;
import dev.millrace.types.SqlType.DateType;
import dev.millrace.types.SqlType.IntegerType;
import dev.millrace.types.SqlType.IntervalType;
import dev.millrace.types.SqlType.MapType;
import dev.millrace.types.SqlType.RowType;
import dev.millrace.types.SqlType.TimeType;
import dev.millrace.types.SqlType.TimestampType;
import dev.millrace.types.Variant;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Constants as SQL writes them, or nearly. */
final class LiteralText {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final long SECONDS_PER_HOUR = 3_600;
    private static final long SECONDS_PER_MINUTE = 60;
    private static final long NANOS_PER_MICRO = 1_000;

    private LiteralText() {}

    static String of(Literal literal) {
        return of(literal.value(), literal.type());
    }

    private static String of(@Nullable Object value, SqlType type) {
        return switch (value) {
            case null -> "NULL";
            case Long number -> number(number, type);
            case BigDecimal decimal -> decimal.toPlainString();
            case String text -> quoted(text);
            case Bytes bytes -> "X'" + bytes + "'";
            case UUID uuid -> "UUID '" + uuid + "'";
            case Variant variant -> "VARIANT(" + of(variant.value(), variant.type()) + ")";
            case Map<?, ?> map -> map(map, type);
            case List<?> list -> list(list, type);
            default -> value.toString().toUpperCase(java.util.Locale.ROOT);
        };
    }

    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String number(long value, SqlType type) {
        return switch (type) {
            case DateType _ -> "DATE '" + LocalDate.ofEpochDay(value) + "'";
            case TimeType _ -> "TIME '" + LocalTime.ofNanoOfDay(value) + "'";
            case TimestampType _ -> "TIMESTAMP '" + timestamp(value) + "'";
            case IntervalType interval -> interval.yearMonth() ? interval(value, "MONTH") : interval(value);
            case IntegerType integer when !integer.signed() -> Long.toUnsignedString(value);
            default -> Long.toString(value);
        };
    }

    private static String timestamp(long micros) {
        long seconds = Math.floorDiv(micros, MICROS_PER_SECOND);
        int nanos = (int) (Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO);
        return LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC)
                .toString()
                .replace('T', ' ');
    }

    /** In the longest unit of which it is a whole number. */
    static String interval(long micros) {
        if (micros % MICROS_PER_SECOND != 0) {
            return interval(BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString(), "SECOND");
        }
        long seconds = micros / MICROS_PER_SECOND;
        if (seconds != 0 && seconds % SECONDS_PER_DAY == 0) {
            return interval(seconds / SECONDS_PER_DAY, "DAY");
        }
        if (seconds != 0 && seconds % SECONDS_PER_HOUR == 0) {
            return interval(seconds / SECONDS_PER_HOUR, "HOUR");
        }
        return seconds != 0 && seconds % SECONDS_PER_MINUTE == 0
                ? interval(seconds / SECONDS_PER_MINUTE, "MINUTE")
                : interval(seconds, "SECOND");
    }

    private static String interval(Object amount, String unit) {
        return "INTERVAL '" + amount + "' " + unit;
    }

    private static String map(Map<?, ?> map, SqlType type) {
        MapType types = (MapType) type;
        StringJoiner text = new StringJoiner(", ", "MAP[", "]");
        map.forEach((key, value) -> text.add(of(key, types.key()) + ", " + of(value, types.value())));
        return text.toString();
    }

    private static String list(List<?> list, SqlType type) {
        boolean row = type instanceof RowType;
        StringJoiner text = row ? new StringJoiner(", ", "ROW(", ")") : new StringJoiner(", ", "ARRAY[", "]");
        for (int i = 0; i < list.size(); i++) {
            text.add(of(list.get(i), element(type, i)));
        }
        return text.toString();
    }

    private static SqlType element(SqlType type, int index) {
        return switch (type) {
            case RowType row -> row.fields().get(index).type();
            case ArrayType array -> array.element();
            default -> throw new IllegalArgumentException("a list of type " + type);
        };
    }
}
