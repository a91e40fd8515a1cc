package dev.millrace.engine.expression;

import dev.millrace.engine.codegen.Code;
import dev.millrace.engine.codegen.Type;
import dev.millrace.plan.Expression;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.DateType;
import dev.millrace.types.SqlType.IntervalType;
import dev.millrace.types.SqlType.TimestampType;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Arithmetic of dates, timestamps and intervals. An interval that is subtracted or counts months has to be a constant. */
final class TimeArithmetic {
    /** Calendar arithmetic with fewer months cannot overflow. */
    private static final long MONTHS_MAX = 12_000_000;
    /** The days of any timestamp; of a date, what becomes a timestamp. */
    private static final long DAYS_MAX = Long.MAX_VALUE / TimeKernels.MICROS_PER_DAY;

    private TimeArithmetic() {}

    /** A kernel, or {@code null} if there is none for the types. */
    static @Nullable Node compile(Expression.Call call, Arithmetic.Operation operation, List<Node> operands) {
        SqlType left = call.operands().get(0).type();
        SqlType right = call.operands().get(1).type();
        boolean swapped = operation == Arithmetic.Operation.ADD
                && left instanceof IntervalType
                && !(right instanceof IntervalType);
        SqlType time = swapped ? right : left;
        SqlType moved = swapped ? left : right;
        Node a = operands.get(swapped ? 1 : 0);
        Node b = operands.get(swapped ? 0 : 1);
        return switch (operation) {
            case ADD -> moved instanceof IntervalType interval ? shift(call, time, a, interval, b, 1, operands) : null;
            case SUBTRACT ->
                moved instanceof IntervalType interval
                        ? shift(call, time, a, interval, b, -1, operands)
                        : difference(call, time, a, moved, b);
            default -> null;
        };
    }

    private static @Nullable Node shift(
            Expression.Call call, SqlType time, Node a, IntervalType interval, Node b, int sign, List<Node> operands) {
        CallSite site = CallSite.of(call);
        boolean sameKind = call.type().getClass() == time.getClass();
        if (!sameKind || time instanceof IntervalType own && own.yearMonth() != interval.yearMonth()) {
            return null;
        }
        boolean plain = time instanceof IntervalType || time instanceof TimestampType && !interval.yearMonth();
        if (plain && sign > 0) {
            return exact(site, Arithmetic.Operation.ADD, operands.get(0), operands.get(1));
        }
        Long amount = b instanceof ConstantNode constant && constant.value() != null ? constant.longValue() : null;
        if (amount == null || amount == Long.MIN_VALUE) {
            return null;
        }
        if (plain) {
            return exact(site, Arithmetic.Operation.SUBTRACT, a, b);
        }
        long signed = sign * amount;
        return switch (time) {
            case DateType date
            when !interval.yearMonth() -> days(site, a, signed / TimeKernels.MICROS_PER_DAY, operands);
            case DateType date -> Math.abs(signed) <= MONTHS_MAX ? months(site, a, signed, 1, operands) : null;
            case TimestampType timestamp ->
                Math.abs(signed) <= MONTHS_MAX ? months(site, a, signed, TimeKernels.MICROS_PER_DAY, operands) : null;
            default -> null;
        };
    }

    private static Node exact(CallSite site, Arithmetic.Operation operation, Node a, Node b) {
        return new LongArithmetic(site, operation, a, b, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private static Node days(CallSite site, Node operand, long days, List<Node> operands) {
        return checked(site, operand, operands, day -> day + days, day -> Codes.add(day, Codes.constant(days)));
    }

    /**
     * Moves by months.
     *
     * @param unit the length of a day in the unit of the operand
     */
    private static Node months(CallSite site, Node operand, long months, long unit, List<Node> operands) {
        return unit == 1
                ? checked(
                        site,
                        operand,
                        operands,
                        day -> Calendar.plusMonths(day, months),
                        day -> Codes.call(Calendar.class, "plusMonths", Type.LONG, day, Codes.constant(months)))
                : new Kernel(
                        frame -> {
                            LongColumn column = (LongColumn) operand.evaluate(frame);
                            long[] from = column.values();
                            long[] values = new long[frame.size()];
                            boolean good = true;
                            for (int i = 0; i < values.length; i++) {
                                long day = Calendar.plusMonths(Math.floorDiv(from[i], unit), months);
                                good &= Math.abs(day) < DAYS_MAX;
                                values[i] = day * unit + Math.floorMod(from[i], unit);
                            }
                            Column result = new LongColumn(values.length, values, column.nulls());
                            return good ? result : site.repair(frame, result, row -> true, columns(frame, operands));
                        },
                        code -> {
                            Value x = code.value(operand);
                            Code day = code.let(Codes.call(
                                    Calendar.class,
                                    "plusMonths",
                                    Type.LONG,
                                    Codes.floorDiv(x.low(), unit),
                                    Codes.constant(months)));
                            code.suspectOutside(1 - DAYS_MAX, DAYS_MAX - 1, Value.ofLong(day, x.isNull()));
                            Code moved =
                                    Codes.add(Codes.multiply(day, Codes.constant(unit)), Codes.floorMod(x.low(), unit));
                            return Value.ofLong(code.let(moved), x.isNull());
                        });
    }

    /** A function of days; those too far from now for it are left to the boxed function. */
    private static Node checked(
            CallSite site, Node operand, List<Node> operands, DayShift shift, UnaryOperator<Code> shiftCode) {
        return new Kernel(
                frame -> {
                    LongColumn column = (LongColumn) operand.evaluate(frame);
                    long[] from = column.values();
                    long[] values = new long[frame.size()];
                    boolean good = true;
                    for (int i = 0; i < values.length; i++) {
                        good &= isUsual(from[i]);
                        values[i] = shift.apply(from[i]);
                    }
                    Column result = new LongColumn(values.length, values, column.nulls());
                    return good
                            ? result
                            : site.repair(frame, result, row -> !isUsual(from[row]), columns(frame, operands));
                },
                code -> {
                    Value x = code.value(operand);
                    code.suspectOutside(1 - DAYS_MAX, DAYS_MAX - 1, x);
                    return Value.ofLong(code.let(shiftCode.apply(x.low())), x.isNull());
                });
    }

    @FunctionalInterface
    private interface DayShift {
        long apply(long day);
    }

    private static boolean isUsual(long day) {
        return day > -DAYS_MAX && day < DAYS_MAX;
    }

    private static Column[] columns(Frame frame, List<Node> operands) {
        return operands.stream().map(o -> o.evaluate(frame)).toArray(Column[]::new);
    }

    private static @Nullable Node difference(Expression.Call call, SqlType left, Node a, SqlType right, Node b) {
        boolean usable = left instanceof TimestampType
                && right instanceof TimestampType
                && call.type() instanceof IntervalType interval
                && !interval.yearMonth();
        return usable ? exact(CallSite.of(call), Arithmetic.Operation.SUBTRACT, a, b) : null;
    }
}
