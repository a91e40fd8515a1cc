package dev.millrace.engine.expression;

import dev.millrace.engine.codegen.Type;
import dev.millrace.plan.Expression;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.BooleanType;
import dev.millrace.types.SqlType.DateType;
import dev.millrace.types.SqlType.DecimalType;
import dev.millrace.types.SqlType.FloatingType;
import dev.millrace.types.SqlType.IntegerType;
import dev.millrace.types.SqlType.TextType;
import dev.millrace.types.SqlType.TimeType;
import dev.millrace.types.SqlType.TimestampType;
import org.jspecify.annotations.Nullable;

/** Which casts have a kernel. */
final class Casts {
    private static final long MICROS_PER_DAY = TimeKernels.MICROS_PER_DAY;

    private Casts() {}

    /** A kernel, or {@code null} if there is none for the types. */
    static @Nullable Node compile(Expression.Cast cast, Node operand) {
        SqlType from = cast.operand().type();
        SqlType to = cast.type();
        if (from instanceof SqlType.NullType) {
            return new ConstantNode(null, to);
        }
        if (from.sameAs(to) && !(from instanceof SqlType.VariantType)) {
            return operand;
        }
        return switch (to) {
            case IntegerType type -> toInteger(cast, from, type, operand);
            case DecimalType type -> DecimalCasts.toDecimal(cast, type, operand);
            case FloatingType type -> toFloating(from, type, operand);
            case TextType type -> toText(from, type, operand);
            case DateType type -> from instanceof TimestampType ? toDay(operand) : null;
            case TimeType type -> from instanceof TimestampType ? toTimeOfDay(operand) : null;
            case TimestampType type ->
                switch (from) {
                    case TimestampType source -> operand;
                    case DateType source -> toMidnight(CallSite.of(cast), operand);
                    default -> null;
                };
            default -> null;
        };
    }

    private static @Nullable Node toInteger(Expression.Cast cast, SqlType from, IntegerType to, Node operand) {
        if (from instanceof BooleanType) {
            return operand;
        }
        if (from instanceof DecimalType decimal) {
            return DecimalCasts.toInteger(cast, decimal, to, operand);
        }
        if (from instanceof FloatingType && Exact.isPlain(to)) {
            return truncated(CallSite.of(cast), operand, to);
        }
        if (!Exact.isPlain(from) || !Exact.isPlain(to)) {
            return null;
        }
        IntegerType source = (IntegerType) from;
        return source.min() >= to.min() && source.max() <= to.max()
                ? operand
                : checked(CallSite.of(cast), operand, to.min(), to.max());
    }

    /** The same longs, checked to be within a range. */
    private static Node checked(CallSite site, Node operand, long min, long max) {
        return new Kernel(
                frame -> {
                    LongColumn column = (LongColumn) operand.evaluate(frame);
                    long[] from = column.values();
                    long bad = 0;
                    for (int i = 0; i < frame.size(); i++) {
                        bad |= from[i] - min | max - from[i];
                    }
                    return bad >= 0 ? column : repaired(site, frame, column, min, max);
                },
                code -> {
                    Value x = code.value(operand);
                    code.suspectOutside(min, max, x);
                    return x;
                });
    }

    private static Column repaired(CallSite site, Frame frame, LongColumn column, long min, long max) {
        long[] from = column.values();
        LongColumn copy = new LongColumn(column.size(), from.clone(), column.nulls());
        return site.repair(frame, copy, row -> from[row] < min || from[row] > max, column);
    }

    /** Doubles without their fraction. What does not fit is saturated, which is out of range, or the range's end itself. */
    private static Node truncated(CallSite site, Node operand, IntegerType to) {
        long min = to.min();
        long max = to.max();
        return new Kernel(
                frame -> {
                    LongColumn column = (LongColumn) operand.evaluate(frame);
                    long[] from = column.values();
                    long[] values = new long[frame.size()];
                    boolean good = true;
                    for (int i = 0; i < values.length; i++) {
                        values[i] = (long) Double.longBitsToDouble(from[i]);
                        good &= isSafe(from[i], values[i], min, max);
                    }
                    Column result = new LongColumn(values.length, values, column.nulls());
                    return good
                            ? result
                            : site.repair(frame, result, row -> !isSafe(from[row], values[row], min, max), column);
                },
                code -> {
                    Value x = code.value(operand);
                    Value result = Value.ofLong(
                            code.let(Codes.call(Casts.class, "truncated", Type.LONG, x.low())), x.isNull());
                    code.suspectUnless(
                            Codes.holds(
                                    Casts.class,
                                    "isSafe",
                                    x.low(),
                                    result.low(),
                                    Codes.constant(min),
                                    Codes.constant(max)),
                            x.isNull());
                    return result;
                });
    }

    static long truncated(long bits) {
        return (long) Double.longBitsToDouble(bits);
    }

    static boolean isSafe(long bits, long value, long min, long max) {
        boolean saturated = value == Long.MIN_VALUE || value == Long.MAX_VALUE;
        boolean number = (bits & Long.MAX_VALUE) <= Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);
        return value >= min && value <= max && !saturated && number;
    }

    private static @Nullable Node toFloating(SqlType from, FloatingType to, Node operand) {
        if (from instanceof FloatingType source && source.bits() <= to.bits()) {
            return operand;
        }
        if (to.bits() == 64) {
            return Doubles.of(from, operand);
        }
        return from instanceof FloatingType ? Doubles.rounded(operand) : null;
    }

    private static @Nullable Node toText(SqlType from, TextType to, Node operand) {
        return switch (from) {
            case TextType text -> toText(text, to, operand);
            case IntegerType integer ->
                Exact.isPlain(from) && !to.fixed() && to.length() == TextType.UNLIMITED
                        ? new IntegerText(operand, to)
                        : null;
            default -> null;
        };
    }

    private static @Nullable Node toText(TextType from, TextType to, Node operand) {
        boolean keeps = !to.fixed()
                && !from.fixed()
                && (to.length() == TextType.UNLIMITED
                        || from.length() != TextType.UNLIMITED && from.length() <= to.length());
        return keeps ? operand : null;
    }

    private static Node toDay(Node operand) {
        return new Kernel(
                frame -> {
                    LongColumn column = (LongColumn) operand.evaluate(frame);
                    long[] from = column.values();
                    long[] values = new long[frame.size()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = Math.floorDiv(from[i], MICROS_PER_DAY);
                    }
                    return new LongColumn(values.length, values, column.nulls());
                },
                code -> {
                    Value x = code.value(operand);
                    return Value.ofLong(code.let(Codes.floorDiv(x.low(), MICROS_PER_DAY)), x.isNull());
                });
    }

    private static Node toTimeOfDay(Node operand) {
        return new Kernel(
                frame -> {
                    LongColumn column = (LongColumn) operand.evaluate(frame);
                    long[] from = column.values();
                    long[] values = new long[frame.size()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = Math.floorMod(from[i], MICROS_PER_DAY) * 1000;
                    }
                    return new LongColumn(values.length, values, column.nulls());
                },
                code -> {
                    Value x = code.value(operand);
                    return Value.ofLong(
                            code.let(Codes.multiply(Codes.floorMod(x.low(), MICROS_PER_DAY), Codes.constant(1000))),
                            x.isNull());
                });
    }

    private static Node toMidnight(CallSite site, Node operand) {
        long limit = Long.MAX_VALUE / MICROS_PER_DAY;
        return new Kernel(
                frame -> {
                    LongColumn column = (LongColumn) operand.evaluate(frame);
                    long[] from = column.values();
                    long[] values = new long[frame.size()];
                    long bad = 0;
                    for (int i = 0; i < values.length; i++) {
                        values[i] = from[i] * MICROS_PER_DAY;
                        bad |= limit - from[i] | limit + from[i];
                    }
                    Column result = new LongColumn(values.length, values, column.nulls());
                    return bad >= 0
                            ? result
                            : site.repair(frame, result, row -> from[row] > limit || from[row] < -limit, column);
                },
                code -> {
                    Value x = code.value(operand);
                    code.suspectOutside(-limit, limit, x);
                    return Value.ofLong(code.let(Codes.multiply(x.low(), Codes.constant(MICROS_PER_DAY))), x.isNull());
                });
    }
}
