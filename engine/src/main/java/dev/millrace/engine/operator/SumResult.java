package dev.millrace.engine.operator;

import dev.millrace.plan.Position;
import dev.millrace.types.ColumnBuilder;
import dev.millrace.types.SqlType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * What SUM and AVG make of an exact sum of 192 bits and the number of values: checked, once, against the type of the result.
 *
 * @param average whether it is AVG
 * @param scale of the values summed up
 */
record SumResult(boolean average, int scale, SqlType type, Position position) {
    /** For values of type {@code argument}, an integer or decimal one. */
    static SumResult of(SqlType argument, boolean average, SqlType type, Position position) {
        return new SumResult(
                average, argument instanceof SqlType.DecimalType decimal ? decimal.scale() : 0, type, position);
    }

    /** Appends the result for {@code count} ≠ 0 values, or answers false if it does not fit the type. */
    boolean append(ColumnBuilder builder, long count, long low, long middle, long high) {
        if (type instanceof SqlType.IntegerType integer && integer.signed() && middle == low >> 63 && high == middle) {
            long value = average ? low / count : low;
            if (value < integer.min() || value > integer.max()) {
                return false;
            }
            builder.appendLong(value);
            return true;
        }
        Object value = exact(count, low, middle, high);
        if (value != null) {
            builder.append(value);
        }
        return value != null;
    }

    private @Nullable Object exact(long count, long low, long middle, long high) {
        BigInteger sum = BigInteger.valueOf(high)
                .shiftLeft(128)
                .add(unsigned(middle).shiftLeft(64))
                .add(unsigned(low));
        BigDecimal value = new BigDecimal(sum, scale);
        return switch (type) {
            case SqlType.FloatingType floating -> average ? value.doubleValue() / count : value.doubleValue();
            case SqlType.IntegerType integer ->
                integer(integer, quotient(value, count, 0).toBigInteger());
            case SqlType.DecimalType decimal -> decimal(decimal, quotient(value, count, decimal.scale()));
            default -> throw new IllegalStateException("a sum of type " + type);
        };
    }

    private BigDecimal quotient(BigDecimal sum, long count, int resultScale) {
        return average
                ? sum.divide(BigDecimal.valueOf(count), resultScale, RoundingMode.DOWN)
                : sum.setScale(resultScale, RoundingMode.DOWN);
    }

    private static @Nullable Object integer(SqlType.IntegerType type, BigInteger value) {
        BigInteger min = type.signed() ? BigInteger.valueOf(type.min()) : BigInteger.ZERO;
        BigInteger max = type.signed() ? BigInteger.valueOf(type.max()) : unsigned(type.max());
        return value.compareTo(min) < 0 || value.compareTo(max) > 0 ? null : (Object) value.longValue();
    }

    private static @Nullable Object decimal(SqlType.DecimalType type, BigDecimal value) {
        return value.precision() > type.precision() && value.signum() != 0 ? null : value;
    }

    private static BigInteger unsigned(long value) {
        BigInteger low = BigInteger.valueOf(value & Long.MAX_VALUE);
        return value < 0 ? low.setBit(63) : low;
    }

    /** The failure that the result does not fit its type. */
    OperatorFailure overflow(String where) {
        return new OperatorFailure(
                "Overflow", (average ? "AVG" : "SUM") + " does not fit its type " + type.sql(), position, where);
    }
}
