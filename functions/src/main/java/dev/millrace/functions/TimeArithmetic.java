package dev.millrace.functions;

import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.DateType;
import dev.millrace.types.SqlType.IntervalType;
import dev.millrace.types.SqlType.TimeType;
import dev.millrace.types.SqlType.TimestampType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.function.LongSupplier;

/** The arithmetic operators on dates, times, timestamps and intervals. */
final class TimeArithmetic {
    private TimeArithmetic() {}

    static ScalarFunction bind(Arithmetic.Operation operation, Signature signature) {
        SqlType left = signature.operand(0);
        SqlType right = signature.operand(1);
        SqlType result = signature.result();
        return switch (operation) {
            case ADD ->
                left instanceof IntervalType && !(right instanceof IntervalType)
                        ? a -> shift(Arguments.integer(a, 1), right, Arguments.integer(a, 0), left, result)
                        : a -> shift(Arguments.integer(a, 0), left, Arguments.integer(a, 1), right, result);
            case SUBTRACT ->
                right instanceof IntervalType
                        ? a -> shift(Arguments.integer(a, 0), left, -Arguments.integer(a, 1), right, result)
                        : a -> difference(
                                Arguments.integer(a, 0), left, Arguments.integer(a, 1), right, (IntervalType) result);
            case MULTIPLY ->
                left instanceof IntervalType
                        ? a -> product(Arguments.integer(a, 0), Arguments.value(a, 1), right, result)
                        : a -> product(Arguments.integer(a, 1), Arguments.value(a, 0), left, result);
            case DIVIDE -> a -> quotient(Arguments.integer(a, 0), Arguments.value(a, 1), right, result);
            case REMAINDER -> throw new IllegalArgumentException("no remainder of " + left);
        };
    }

    /** A point in time, or an interval, moved by an interval. */
    static Long shift(long value, SqlType type, long amount, SqlType interval, SqlType result) {
        boolean months = interval instanceof IntervalType i && i.yearMonth();
        return checked(
                () -> switch (type) {
                    case DateType date ->
                        result instanceof TimestampType
                                ? shiftTimestamp(Math.multiplyExact(value, Times.MICROS_PER_DAY), amount, months)
                                : shiftDate(value, amount, months);
                    case TimeType time ->
                        months
                                ? value
                                : Math.floorMod(
                                        value + Math.floorMod(amount, Times.MICROS_PER_DAY) * Times.NANOS_PER_MICRO,
                                        Times.NANOS_PER_DAY);
                    case TimestampType timestamp -> shiftTimestamp(value, amount, months);
                    default -> Math.addExact(value, amount);
                },
                result);
    }

    /** A DATE has 32 bits. */
    private static long shiftDate(long day, long amount, boolean months) {
        return Math.toIntExact(
                months ? Times.plusMonths(day, amount) : Math.addExact(day, amount / Times.MICROS_PER_DAY));
    }

    private static long shiftTimestamp(long micros, long amount, boolean months) {
        if (!months) {
            return Math.addExact(micros, amount);
        }
        long days = Times.plusMonths(Times.day(micros), amount);
        return Math.addExact(Math.multiplyExact(days, Times.MICROS_PER_DAY), Times.microsOfDay(micros));
    }

    private static Long difference(long left, SqlType leftType, long right, SqlType rightType, IntervalType result) {
        return checked(
                () -> {
                    long x = Times.micros(left, leftType);
                    long y = Times.micros(right, rightType);
                    return result.yearMonth() ? monthsBetween(y, x) : Math.subtractExact(x, y);
                },
                result);
    }

    /** The whole months from one time in microseconds to another, truncated towards zero. */
    static long monthsBetween(long from, long to) {
        if (to < from) {
            return -monthsBetween(to, from);
        }
        LocalDate first = LocalDate.ofEpochDay(Times.day(from));
        LocalDate last = LocalDate.ofEpochDay(Times.day(to));
        long months = (last.getYear() - first.getYear()) * 12L + last.getMonthValue() - first.getMonthValue();
        boolean incomplete = last.getDayOfMonth() < first.getDayOfMonth()
                || last.getDayOfMonth() == first.getDayOfMonth() && Times.microsOfDay(to) < Times.microsOfDay(from);
        return incomplete ? months - 1 : months;
    }

    private static Long product(long interval, Object factor, SqlType type, SqlType result) {
        return toLong(BigDecimal.valueOf(interval).multiply(Numbers.exact(factor, type)), result);
    }

    private static Long quotient(long interval, Object divisor, SqlType type, SqlType result) {
        BigDecimal exact = Numbers.exact(divisor, type);
        if (exact.signum() == 0) {
            throw EvaluationException.divisionByZero();
        }
        return toLong(BigDecimal.valueOf(interval).divide(exact, MathContext.DECIMAL128), result);
    }

    private static Long toLong(BigDecimal value, SqlType type) {
        return checked(() -> value.toBigInteger().longValueExact(), type);
    }

    /** The computed number, or Overflow where Java says so. */
    static Long checked(LongSupplier computation, SqlType type) {
        try {
            return computation.getAsLong();
        } catch (ArithmeticException | java.time.DateTimeException e) {
            throw new EvaluationException("Overflow", "the result does not fit " + type.sql());
        }
    }
}
