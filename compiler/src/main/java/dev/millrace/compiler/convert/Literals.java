package dev.millrace.compiler.convert;

import dev.millrace.plan.Expression.Literal;
import dev.millrace.types.Bytes;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.DateType;
import dev.millrace.types.SqlType.DecimalType;
import dev.millrace.types.SqlType.FloatingType;
import dev.millrace.types.SqlType.IntegerType;
import dev.millrace.types.SqlType.IntervalType;
import dev.millrace.types.SqlType.TextType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.NlsString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;
import org.apache.calcite.util.TimestampWithTimeZoneString;
import org.jspecify.annotations.Nullable;

/** Calcite's literals in boxed form. */
final class Literals {
    private static final BigDecimal MICROS_PER_MILLI = BigDecimal.valueOf(1000);

    private Literals() {}

    static Literal convert(RexLiteral literal, SqlType type) {
        return new Literal(value(literal.getValueAs(Comparable.class), type), type);
    }

    private static @Nullable Object value(@Nullable Comparable<?> value, SqlType type) {
        return switch (value) {
            case null -> null;
            case BigDecimal number -> number(number, type);
            case Double number -> number(new BigDecimal(number), type);
            case NlsString text -> text(text.getValue(), type);
            case String text -> text(text, type);
            case ByteString bytes -> new Bytes(bytes.getBytes());
            case DateString date -> LocalDate.parse(date.toString()).toEpochDay();
            case TimeString time -> LocalTime.parse(time.toString()).toNanoOfDay();
            case TimestampString timestamp -> timestamp(timestamp, type);
            case TimestampWithTimeZoneString timestamp -> zoned(timestamp);
            case Enum<?> symbol -> symbol.name();
            default -> value;
        };
    }

    private static Object number(BigDecimal number, SqlType type) {
        return switch (type) {
            case IntegerType t -> number.longValue();
            case DecimalType t -> number.setScale(t.scale(), RoundingMode.HALF_EVEN);
            case FloatingType t ->
                t.bits() == 32 ? (Double) (double) number.floatValue() : (Double) number.doubleValue();
            case IntervalType t ->
                t.yearMonth()
                        ? (Object) number.longValue()
                        : (Object) number.multiply(MICROS_PER_MILLI).longValue();
            default -> number.longValue();
        };
    }

    private static String text(String text, SqlType type) {
        if (!(type instanceof TextType t) || !t.fixed() || t.length() == TextType.UNLIMITED) {
            return text;
        }
        int missing = t.length() - text.codePointCount(0, text.length());
        return missing <= 0 ? text : text + " ".repeat(missing);
    }

    private static Long timestamp(TimestampString timestamp, SqlType type) {
        long micros = micros(LocalDateTime.parse(timestamp.toString().replace(' ', 'T')));
        return type instanceof DateType ? (Long) Math.floorDiv(micros, 86_400_000_000L) : (Long) micros;
    }

    private static Long zoned(TimestampWithTimeZoneString timestamp) {
        LocalDateTime local = LocalDateTime.parse(
                timestamp.getLocalTimestampString().toString().replace(' ', 'T'));
        var instant = local.atZone(timestamp.getTimeZone().toZoneId()).withZoneSameInstant(ZoneOffset.UTC);
        return micros(instant.toLocalDateTime());
    }

    private static long micros(LocalDateTime time) {
        return Math.addExact(Math.multiplyExact(time.toEpochSecond(ZoneOffset.UTC), 1_000_000L), time.getNano() / 1000);
    }
}
