package dev.millrace.engine.expression;

import dev.millrace.engine.codegen.Code;
import dev.millrace.engine.codegen.Type;
import dev.millrace.types.LongColumn;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.DecimalType;
import dev.millrace.types.SqlType.FloatingType;
import org.jspecify.annotations.Nullable;

/** Numbers as doubles. */
final class Doubles {
    /** Integers of so many digits are doubles, and so are their powers of ten: one division rounds correctly. */
    private static final int EXACT_DIGITS_MAX = 15;

    private Doubles() {}

    /** The operand as doubles (their raw bits), or {@code null} if its type has no kernel for that. */
    static @Nullable Node of(SqlType type, Node operand) {
        if (type instanceof FloatingType) {
            return operand;
        }
        if (Exact.isPlain(type)) {
            return divided(operand, 1);
        }
        return type instanceof DecimalType decimal && decimal.precision() <= EXACT_DIGITS_MAX
                ? divided(operand, Double.parseDouble("1e" + decimal.scale()))
                : null;
    }

    /** Longs whose signed order is that of the doubles: NaN greatest and equal to itself, −0.0 equal to 0.0. */
    static @Nullable Node keys(SqlType type, Node operand) {
        Node doubles = of(type, operand);
        if (doubles instanceof ConstantNode constant && constant.value() != null) {
            return new ConstantNode(key(constant.longValue()), new SqlType.IntegerType(64, true, true));
        }
        return doubles == null ? null : keys(doubles);
    }

    private static Node keys(Node operand) {
        return new Kernel(
                frame -> {
                    LongColumn column = (LongColumn) operand.evaluate(frame);
                    long[] from = column.values();
                    long[] values = new long[frame.size()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = key(from[i]);
                    }
                    return new LongColumn(values.length, values, column.nulls());
                },
                code -> {
                    Value x = code.value(operand);
                    return Value.ofLong(code.let(Codes.call(Doubles.class, "key", Type.LONG, x.low())), x.isNull());
                });
    }

    /** A double rounded to the precision of {@code float}. */
    static long rounded(long bits) {
        return Double.doubleToRawLongBits((float) Double.longBitsToDouble(bits));
    }

    static long key(long bits) {
        long normal = Double.doubleToLongBits(Double.longBitsToDouble(bits) + 0.0);
        return normal ^ normal >> 63 >>> 1;
    }

    private static Node divided(Node operand, double divisor) {
        return new Kernel(
                frame -> {
                    LongColumn column = (LongColumn) operand.evaluate(frame);
                    long[] from = column.values();
                    long[] values = new long[frame.size()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = Double.doubleToRawLongBits(from[i] / divisor);
                    }
                    return new LongColumn(values.length, values, column.nulls());
                },
                code -> {
                    Value x = code.value(operand);
                    return Value.ofLong(
                            code.let(Codes.bits(Codes.divideReals(new Code.Floated(x.low()), divisor))), x.isNull());
                });
    }

    /** Doubles rounded to the precision of {@code float}. */
    static Node rounded(Node operand) {
        return new Kernel(
                frame -> {
                    LongColumn column = (LongColumn) operand.evaluate(frame);
                    long[] values = java.util.Arrays.copyOf(column.values(), frame.size());
                    DoubleArithmetic.round(values);
                    return new LongColumn(values.length, values, column.nulls());
                },
                code -> {
                    Value x = code.value(operand);
                    return Value.ofLong(code.let(Codes.call(Doubles.class, "rounded", Type.LONG, x.low())), x.isNull());
                });
    }
}
