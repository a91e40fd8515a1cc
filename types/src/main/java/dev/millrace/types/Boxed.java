package dev.millrace.types;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Translates between boxed values (see {@link SqlType}) and the three storage forms. */
public final class Boxed {
    private Boxed() {}

    /** The boxed value at a row, {@code null} if NULL. */
    public static @Nullable Object read(Column column, int row, SqlType type) {
        if (column.isNull(row)) {
            return null;
        }
        return switch (column) {
            case LongColumn longs -> ofLong(longs.values()[row], type);
            case WideColumn wides -> ofWide(new Int128(wides.high()[row], wides.low()[row]), type);
            case BytesColumn bytes -> ofBytes(bytes.page(row), bytes.offset(row), bytes.length(row), type);
        };
    }

    /** A column of boxed values; {@code null} is NULL. */
    public static Column column(Iterable<? extends @Nullable Object> values, SqlType type) {
        ColumnBuilder builder = new ColumnBuilder(type);
        for (Object value : values) {
            builder.append(value);
        }
        return builder.build();
    }

    /** The boxed form of a value of LONG storage. */
    public static Object ofLong(long value, SqlType type) {
        return switch (type) {
            case SqlType.BooleanType b -> value != 0;
            case SqlType.DecimalType decimal -> BigDecimal.valueOf(value, decimal.scale());
            case SqlType.FloatingType f -> Double.longBitsToDouble(value);
            default -> value;
        };
    }

    /** The LONG storage of a boxed value. Throws {@link ArithmeticException} if a DECIMAL has more digits than the scale allows. */
    public static long toLong(Object boxed, SqlType type) {
        return switch (boxed) {
            case Boolean truth -> truth ? 1 : 0;
            case BigDecimal decimal ->
                decimal.setScale(((SqlType.DecimalType) type).scale())
                        .unscaledValue()
                        .longValueExact();
            case Double number -> Double.doubleToRawLongBits(number);
            case Long number -> number;
            default -> throw new IllegalArgumentException(boxed.getClass() + " is not a boxed " + type);
        };
    }

    /** The boxed form of a value of WIDE storage. */
    public static Object ofWide(Int128 value, SqlType type) {
        return type instanceof SqlType.DecimalType decimal
                ? new BigDecimal(value.toBigInteger(), decimal.scale())
                : new UUID(value.high(), value.low());
    }

    /** The WIDE storage of a boxed value. Throws {@link ArithmeticException} as {@link #toLong}. */
    public static Int128 toWide(Object boxed, SqlType type) {
        return switch (boxed) {
            case BigDecimal decimal ->
                Int128.of(decimal.setScale(((SqlType.DecimalType) type).scale()).unscaledValue());
            case BigInteger integer -> Int128.of(integer);
            case UUID uuid -> new Int128(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
            default -> throw new IllegalArgumentException(boxed.getClass() + " is not a boxed " + type);
        };
    }

    /** The boxed form of a value of BYTES storage. */
    public static Object ofBytes(byte[] bytes, int offset, int length, SqlType type) {
        return switch (type) {
            case SqlType.TextType text -> new String(bytes, offset, length, StandardCharsets.UTF_8);
            case SqlType.BinaryType binary -> new Bytes(java.util.Arrays.copyOfRange(bytes, offset, offset + length));
            default -> Nested.decode(bytes, offset, length, type);
        };
    }

    /** The BYTES storage of a boxed value. */
    public static byte[] toBytes(Object boxed, SqlType type) {
        return switch (boxed) {
            case String text -> text.getBytes(StandardCharsets.UTF_8);
            case Bytes bytes -> bytes.value();
            default -> Nested.encode(boxed, type);
        };
    }
}
