package dev.millrace.embedded;

import dev.millrace.types.Bytes;
import dev.millrace.types.SqlType;
import dev.millrace.types.ValueOrder;
import dev.millrace.types.Variant;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Java values in the boxed form of a column's type. Nothing is rounded or cut: what does not fit is refused. */
final class JavaValues {
    private JavaValues() {}

    /** The boxed form of {@code value}. Throws {@link IllegalArgumentException} if the type has no such value. */
    static @Nullable Object boxed(@Nullable Object value, SqlType type) {
        if (value == null) {
            if (!type.nullable()) {
                throw new IllegalArgumentException("NULL is not a " + type);
            }
            return null;
        }
        try {
            Object boxed = convert(value, type);
            if (boxed != null) {
                return boxed;
            }
        } catch (ArithmeticException problem) {
            throw new IllegalArgumentException(value + " is not a " + type.sql(), problem);
        }
        throw new IllegalArgumentException(
                value + " (" + value.getClass().getSimpleName() + ") is not a " + type.sql());
    }

    private static @Nullable Object convert(Object value, SqlType type) {
        return switch (type) {
            case SqlType.BooleanType t -> value instanceof Boolean ? value : null;
            case SqlType.IntegerType t -> integer(value, t);
            case SqlType.DecimalType t -> decimal(value, t);
            case SqlType.FloatingType t -> floating(value, t);
            case SqlType.TextType t -> text(value, t);
            case SqlType.BinaryType t ->
                value instanceof byte[] bytes ? new Bytes(bytes) : value instanceof Bytes ? value : null;
            case SqlType.DateType t -> value instanceof LocalDate date ? (Object) date.toEpochDay() : asLong(value);
            case SqlType.TimeType t -> value instanceof LocalTime time ? (Object) time.toNanoOfDay() : asLong(value);
            case SqlType.TimestampType t -> timestamp(value);
            case SqlType.IntervalType t -> interval(value, t);
            case SqlType.UuidType t -> value instanceof UUID ? value : null;
            case SqlType.ArrayType t -> array(value, t);
            case SqlType.MapType t -> map(value, t);
            case SqlType.RowType t -> row(value, t);
            case SqlType.VariantType t -> value instanceof Variant ? value : null;
            case SqlType.NullType t -> null;
        };
    }

    private static @Nullable BigInteger whole(Object value) {
        return switch (value) {
            case BigInteger integer -> integer;
            case Long number -> BigInteger.valueOf(number);
            case Integer number -> BigInteger.valueOf(number);
            case Short number -> BigInteger.valueOf(number);
            case Byte number -> BigInteger.valueOf(number);
            default -> null;
        };
    }

    private static @Nullable Object integer(Object value, SqlType.IntegerType type) {
        BigInteger whole = whole(value);
        if (whole == null) {
            return null;
        }
        boolean fits = type.signed()
                ? whole.bitLength() < type.bits()
                : whole.signum() >= 0 && whole.bitLength() <= type.bits();
        if (!fits) {
            throw new ArithmeticException();
        }
        return whole.longValue();
    }

    private static @Nullable Object decimal(Object value, SqlType.DecimalType type) {
        BigInteger whole = whole(value);
        BigDecimal decimal = whole != null ? new BigDecimal(whole) : value instanceof BigDecimal d ? d : null;
        if (decimal == null) {
            return null;
        }
        BigDecimal scaled = decimal.setScale(type.scale());
        if (scaled.precision() > type.precision()) {
            throw new ArithmeticException();
        }
        return scaled;
    }

    private static @Nullable Object floating(Object value, SqlType.FloatingType type) {
        if (!(value instanceof Number number) || value instanceof BigDecimal || value instanceof BigInteger) {
            return null;
        }
        return type.bits() == 32 ? (double) number.floatValue() : number.doubleValue();
    }

    private static @Nullable Object text(Object value, SqlType.TextType type) {
        if (!(value instanceof CharSequence text)) {
            return null;
        }
        String string = text.toString();
        int length = string.codePointCount(0, string.length());
        if (type.length() != SqlType.TextType.UNLIMITED && length > type.length()) {
            throw new ArithmeticException();
        }
        return type.fixed() && type.length() > length ? string + " ".repeat(type.length() - length) : string;
    }

    private static @Nullable Object timestamp(Object value) {
        return switch (value) {
            case Instant instant -> ChronoUnit.MICROS.between(Instant.EPOCH, instant);
            case LocalDateTime time -> timestamp(time.toInstant(ZoneOffset.UTC));
            case OffsetDateTime time -> timestamp(time.toInstant());
            default -> asLong(value);
        };
    }

    private static @Nullable Object interval(Object value, SqlType.IntervalType type) {
        return switch (value) {
            case Duration duration -> type.yearMonth() ? null : (Object) (duration.toNanos() / 1000);
            case Period period ->
                type.yearMonth()
                                && period.minusMonths(period.toTotalMonths())
                                        .normalized()
                                        .isZero()
                        ? (Object) period.toTotalMonths()
                        : null;
            default -> asLong(value);
        };
    }

    private static @Nullable Object asLong(Object value) {
        return value instanceof Long ? value : null;
    }

    private static @Nullable Object array(Object value, SqlType.ArrayType type) {
        List<?> elements =
                value instanceof Object[] array ? Arrays.asList(array) : value instanceof List<?> l ? l : null;
        if (elements == null) {
            return null;
        }
        List<@Nullable Object> boxed = new ArrayList<>();
        elements.forEach(element -> boxed.add(boxed(element, type.element())));
        return boxed;
    }

    private static @Nullable Object map(Object value, SqlType.MapType type) {
        if (!(value instanceof Map<?, ?> map)) {
            return null;
        }
        Map<Object, @Nullable Object> boxed = new TreeMap<>(ValueOrder::compare);
        map.forEach((key, element) -> {
            Object boxedKey = boxed(key, type.key());
            if (boxedKey == null) {
                throw new IllegalArgumentException("NULL is not a key");
            }
            boxed.put(boxedKey, boxed(element, type.value()));
        });
        return boxed;
    }

    private static @Nullable Object row(Object value, SqlType.RowType type) {
        if (!(value instanceof List<?> fields) || fields.size() != type.fields().size()) {
            return null;
        }
        List<@Nullable Object> boxed = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            boxed.add(boxed(fields.get(i), type.fields().get(i).type()));
        }
        return boxed;
    }
}
