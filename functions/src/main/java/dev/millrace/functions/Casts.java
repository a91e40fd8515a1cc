package dev.millrace.functions;

import dev.millrace.types.Bytes;
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
import dev.millrace.types.ValueOrder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** CAST from any type to any other; a pair without meaning is refused when bound. */
final class Casts {
    private Casts() {}

    /** The conversion, NULL for NULL. Throws IllegalArgumentException for types without conversion. */
    static ScalarFunction bind(SqlType from, SqlType to) {
        if (from instanceof NullType) {
            return a -> null;
        }
        ScalarFunction conversion = conversion(from, to);
        return a -> a[0] == null ? null : conversion.apply(a);
    }

    /** The conversion, NULL where it would fail. */
    static ScalarFunction safe(ScalarFunction conversion) {
        return a -> {
            try {
                return conversion.apply(a);
            } catch (EvaluationException e) {
                return null;
            }
        };
    }

    private static ScalarFunction conversion(SqlType from, SqlType to) {
        if (from instanceof VariantType && !(to instanceof VariantType)) {
            return VariantCasts.from(to);
        }
        return switch (to) {
            case BooleanType t -> toBoolean(from);
            case IntegerType t -> toInteger(from, t);
            case DecimalType t -> toDecimal(from, t);
            case FloatingType t -> toFloating(from, t);
            case TextType t -> toText(from, t);
            case BinaryType t -> toBinary(from, t);
            case DateType t -> toDate(from);
            case TimeType t -> toTime(from);
            case TimestampType t -> toTimestamp(from, t);
            case IntervalType t -> toInterval(from, t);
            case UuidType t -> toUuid(from);
            case ArrayType t -> toArray(from, t);
            case MapType t -> toMap(from, t);
            case RowType t -> toRow(from, t);
            case VariantType t -> VariantCasts.to(from);
            case NullType t -> a -> null;
        };
    }

    private static ScalarFunction toBoolean(SqlType from) {
        return switch (from) {
            case BooleanType f -> a -> a[0];
            case TextType f -> parser(new BooleanType(false));
            case IntegerType f -> a -> Arguments.integer(a, 0) != 0;
            case DecimalType f ->
                a -> Numbers.exact(Arguments.value(a, 0), from).signum() != 0;
            case FloatingType f -> a -> Arguments.floating(a, 0) != 0;
            default -> throw refused(from, new BooleanType(false));
        };
    }

    private static ScalarFunction toInteger(SqlType from, IntegerType to) {
        if (Numbers.isPlainLong(from) && Numbers.isPlainLong(to)) {
            return a -> Numbers.toInteger(Arguments.integer(a, 0), to);
        }
        return switch (from) {
            case BooleanType f -> a -> Arguments.truth(a, 0) ? 1L : 0L;
            case IntegerType f -> a -> Numbers.toInteger(Numbers.integer(Arguments.integer(a, 0), f), to);
            case TextType f -> parser(to);
            default -> toNumber(from, to);
        };
    }

    private static ScalarFunction toDecimal(SqlType from, DecimalType to) {
        return from instanceof TextType ? parser(to) : toNumber(from, to);
    }

    private static ScalarFunction toFloating(SqlType from, FloatingType to) {
        return switch (from) {
            case TextType f -> parser(to);
            case FloatingType f -> a -> Numbers.toFloating(Arguments.floating(a, 0), to);
            default -> toNumber(from, to);
        };
    }

    private static ScalarFunction toNumber(SqlType from, SqlType to) {
        return switch (from) {
            case BooleanType f -> a -> Numbers.fit(Numbers.exact(Arguments.value(a, 0), from), to);
            case IntegerType f -> a -> Numbers.fit(Numbers.exact(Arguments.value(a, 0), from), to);
            case DecimalType f -> a -> Numbers.fit(Numbers.exact(Arguments.value(a, 0), from), to);
            case FloatingType f ->
                to instanceof DecimalType
                        ? a -> Numbers.fit(shortest(Arguments.floating(a, 0), f, to), to)
                        : a -> Numbers.fit(Arguments.floating(a, 0), to);
            case TimestampType f ->
                a -> Numbers.fit(
                        BigDecimal.valueOf(Math.floorDiv(Arguments.integer(a, 0), Times.MICROS_PER_MILLI)), to);
            case IntervalType f -> a -> Numbers.fit(Intervals.inUnit(Arguments.integer(a, 0), f), to);
            default -> throw refused(from, to);
        };
    }

    /** The decimal a floating point number is printed as, so that 0.1 becomes 0.1 and not 0.1000000000000000055. */
    private static BigDecimal shortest(double value, FloatingType type, SqlType to) {
        if (!Double.isFinite(value)) {
            throw EvaluationException.badCast(DoubleText.of(value), to);
        }
        return new BigDecimal(type.bits() == 32 ? Float.toString((float) value) : Double.toString(value));
    }

    private static ScalarFunction toText(SqlType from, TextType to) {
        return switch (from) {
            case TextType f -> a -> Texts.fit(Arguments.text(a, 0), to);
            case ArrayType f -> throw refused(from, to);
            case MapType f -> throw refused(from, to);
            case RowType f -> throw refused(from, to);
            default -> a -> Texts.fit(ValueText.format(Arguments.value(a, 0), from), to);
        };
    }

    private static ScalarFunction toBinary(SqlType from, BinaryType to) {
        return switch (from) {
            case BinaryType f -> a -> new Bytes(Texts.fit(Arguments.bytes(a, 0), to));
            case TextType f ->
                a -> new Bytes(Texts.fit(Arguments.text(a, 0).getBytes(java.nio.charset.StandardCharsets.UTF_8), to));
            case UuidType f -> a -> new Bytes(Texts.fit(Uuids.bytes((UUID) Arguments.value(a, 0)), to));
            case IntegerType f -> a -> new Bytes(bigEndian(Arguments.integer(a, 0), f, to));
            default -> throw refused(from, to);
        };
    }

    private static byte[] bigEndian(long value, IntegerType from, BinaryType to) {
        int size = from.bits() / 8;
        int length = to.length() == TextType.UNLIMITED || !to.fixed() && to.length() > size ? size : to.length();
        byte[] bytes = new byte[length];
        for (int i = 0; i < Math.min(size, length); i++) {
            bytes[length - 1 - i] = (byte) (value >> 8 * i);
        }
        return bytes;
    }

    private static ScalarFunction toDate(SqlType from) {
        return switch (from) {
            case DateType f -> a -> a[0];
            case TextType f -> parser(new DateType(false));
            case TimestampType f -> a -> Times.day(Arguments.integer(a, 0));
            default -> throw refused(from, new DateType(false));
        };
    }

    private static ScalarFunction toTime(SqlType from) {
        return switch (from) {
            case TimeType f -> a -> a[0];
            case TextType f -> parser(new TimeType(false));
            case TimestampType f -> a -> Times.microsOfDay(Arguments.integer(a, 0)) * Times.NANOS_PER_MICRO;
            default -> throw refused(from, new TimeType(false));
        };
    }

    private static ScalarFunction toTimestamp(SqlType from, TimestampType to) {
        return switch (from) {
            case TimestampType f -> a -> a[0];
            case TextType f -> parser(to);
            case DateType f -> a -> Times.micros(Arguments.integer(a, 0), from);
            case TimeType f -> a -> Times.micros(Arguments.integer(a, 0), from);
            case IntegerType f -> a -> fromMillis(Numbers.exact(Arguments.value(a, 0), from), to);
            case DecimalType f -> a -> fromMillis(Numbers.exact(Arguments.value(a, 0), from), to);
            case FloatingType f -> a -> fromMillis(shortest(Arguments.floating(a, 0), f, to), to);
            default -> throw refused(from, to);
        };
    }

    private static Long fromMillis(BigDecimal millis, SqlType to) {
        BigInteger micros = millis.movePointRight(3).toBigInteger();
        return TimeArithmetic.checked(micros::longValueExact, to);
    }

    private static ScalarFunction toInterval(SqlType from, IntervalType to) {
        if (from instanceof IntervalType f && f.yearMonth() == to.yearMonth()) {
            return a -> a[0];
        }
        if (from instanceof TextType) {
            return parser(to);
        }
        if (!Numbers.isNumeric(from)) {
            throw refused(from, to);
        }
        return a -> Intervals.ofUnit(Numbers.exact(Arguments.value(a, 0), from), to);
    }

    private static ScalarFunction toUuid(SqlType from) {
        return switch (from) {
            case UuidType f -> a -> a[0];
            case TextType f -> parser(new UuidType(false));
            case BinaryType f -> a -> Uuids.of(Arguments.bytes(a, 0));
            default -> throw refused(from, new UuidType(false));
        };
    }

    private static ScalarFunction toArray(SqlType from, ArrayType to) {
        if (!(from instanceof ArrayType array)) {
            throw refused(from, to);
        }
        ScalarFunction element = bind(array.element(), to.element());
        return a -> {
            List<@Nullable Object> elements = Arguments.list(a, 0);
            List<@Nullable Object> result = new ArrayList<>(elements.size());
            for (@Nullable Object value : elements) {
                result.add(element.apply(new @Nullable Object[] {value}));
            }
            return result;
        };
    }

    private static ScalarFunction toMap(SqlType from, MapType to) {
        if (!(from instanceof MapType map)) {
            throw refused(from, to);
        }
        ScalarFunction key = bind(map.key(), to.key());
        ScalarFunction value = bind(map.value(), to.value());
        return a -> {
            SortedMap<Object, @Nullable Object> result = new TreeMap<>(ValueOrder::compare);
            for (Map.Entry<Object, @Nullable Object> entry : Arguments.map(a, 0).entrySet()) {
                Object converted = key.apply(new @Nullable Object[] {entry.getKey()});
                if (converted != null) {
                    result.put(converted, value.apply(new @Nullable Object[] {entry.getValue()}));
                }
            }
            return result;
        };
    }

    private static ScalarFunction toRow(SqlType from, RowType to) {
        if (!(from instanceof RowType row) || row.fields().size() != to.fields().size()) {
            throw refused(from, to);
        }
        List<ScalarFunction> fields = new ArrayList<>();
        for (int i = 0; i < to.fields().size(); i++) {
            fields.add(bind(row.fields().get(i).type(), to.fields().get(i).type()));
        }
        return a -> {
            List<@Nullable Object> values = Arguments.list(a, 0);
            List<@Nullable Object> result = new ArrayList<>(values.size());
            for (int i = 0; i < fields.size(); i++) {
                result.add(fields.get(i).apply(new @Nullable Object[] {values.get(i)}));
            }
            return result;
        };
    }

    private static ScalarFunction parser(SqlType to) {
        return a -> ValueText.parse(Arguments.text(a, 0), to);
    }

    static IllegalArgumentException refused(SqlType from, SqlType to) {
        return new IllegalArgumentException("no conversion from " + from.sql() + " to " + to.sql());
    }
}
