package dev.millrace.engine.expression;

import dev.millrace.types.Boxed;
import dev.millrace.types.Column;
import dev.millrace.types.Int128;
import dev.millrace.types.LongColumn;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.DecimalType;
import dev.millrace.types.Storage;
import dev.millrace.types.WideColumn;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Brings exact numbers to a common scale and storage before they are compared or added. */
final class Scaling {
    private static final SqlType WIDE = new DecimalType(DecimalType.PRECISION_MAX, 0, true);
    private static final SqlType LONG = new SqlType.IntegerType(64, true, true);

    private Scaling() {}

    /** A column of LONG storage times a power of ten, where every product fits. */
    static Node longs(Node operand, int power) {
        if (power == 0) {
            return operand;
        }
        long factor = Wide.powerOfTen(power).low();
        if (operand instanceof ConstantNode constant) {
            return new ConstantNode(constant.value() == null ? null : constant.longValue() * factor, LONG);
        }
        return new Kernel(
                frame -> {
                    LongColumn column = (LongColumn) operand.evaluate(frame);
                    long[] from = column.values();
                    long[] values = new long[frame.size()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = from[i] * factor;
                    }
                    return new LongColumn(values.length, values, column.nulls());
                },
                code -> {
                    Value x = code.value(operand);
                    return Value.ofLong(code.let(Codes.multiply(x.low(), Codes.constant(factor))), x.isNull());
                });
    }

    /** A column of LONG or WIDE storage as WIDE, times a power of ten, where every product fits. */
    static Node wides(Node operand, int power) {
        if (operand instanceof ConstantNode constant) {
            return new ConstantNode(wideConstant(constant, power), WIDE);
        }
        if (power == 0) {
            return new Widened(operand);
        }
        Int128 factor = Wide.powerOfTen(power);
        return new Kernel(
                frame -> switch (operand.evaluate(frame)) {
                    case LongColumn column when power <= Exact.LONG_DIGITS -> product(column, factor.low());
                    case LongColumn column -> product(widen(column), factor);
                    case WideColumn column -> product(column, factor);
                    case Column other -> throw new IllegalStateException(other.storage() + " is not a number");
                },
                code -> product(code, code.value(operand), factor));
    }

    private static Value product(Emitter code, Value value, Int128 factor) {
        return code.wide("multiply", false, widened(code, value), Value.ofWide(factor), value.isNull());
    }

    /** A number of LONG or WIDE storage as WIDE. */
    static Value widened(Emitter code, Value value) {
        return value.storage() == Storage.WIDE
                ? value
                : Value.ofWide(code.let(Codes.shiftRight(value.low(), 63)), value.low(), value.isNull());
    }

    private static @Nullable BigDecimal wideConstant(ConstantNode constant, int power) {
        Object value = constant.value();
        if (value == null) {
            return null;
        }
        BigInteger unscaled = constant.type().storage() == Storage.LONG
                ? BigInteger.valueOf(constant.longValue())
                : Boxed.toWide(value, constant.type()).toBigInteger();
        return new BigDecimal(unscaled.multiply(BigInteger.TEN.pow(power)));
    }

    private static WideColumn product(LongColumn column, long factor) {
        int size = column.size();
        long[] from = column.values();
        long[] high = new long[size];
        long[] low = new long[size];
        for (int i = 0; i < size; i++) {
            high[i] = Math.multiplyHigh(from[i], factor);
            low[i] = from[i] * factor;
        }
        return new WideColumn(size, high, low, column.nulls());
    }

    static WideColumn widen(LongColumn column) {
        int size = column.size();
        long[] low = column.values();
        long[] high = new long[size];
        for (int i = 0; i < size; i++) {
            high[i] = low[i] >> 63;
        }
        return new WideColumn(size, high, low, column.nulls());
    }

    /** A number of LONG or WIDE storage as WIDE. */
    record Widened(Node operand) implements Node {
        @Override
        public Column evaluate(Frame frame) {
            Column column = operand.evaluate(frame);
            return column instanceof LongColumn longs ? widen(longs) : column;
        }

        @Override
        public Value emit(Emitter code) {
            return widened(code, code.value(operand));
        }
    }

    /** The operand as it was before it was widened, for a kernel that takes either. */
    static Node unwidened(Node node) {
        return node instanceof Widened widened ? widened.operand() : node;
    }

    /** The opposite number, where it fits. */
    static Node negation(Node operand) {
        return new Kernel(
                frame -> switch (operand.evaluate(frame)) {
                    case LongColumn column -> {
                        long[] from = column.values();
                        long[] values = new long[frame.size()];
                        for (int i = 0; i < values.length; i++) {
                            values[i] = -from[i];
                        }
                        yield new LongColumn(values.length, values, column.nulls());
                    }
                    case WideColumn column -> {
                        long[] high = new long[frame.size()];
                        long[] low = new long[high.length];
                        for (int i = 0; i < high.length; i++) {
                            Wide.negate(column.high()[i], column.low()[i], high, low, i);
                        }
                        yield new WideColumn(high.length, high, low, column.nulls());
                    }
                    case Column other -> throw new IllegalStateException(other.storage() + " is not a number");
                },
                code -> {
                    Value x = code.value(operand);
                    return x.storage() == Storage.WIDE
                            ? code.wide("subtract", false, Value.ofWide(Int128.of(0)), x, x.isNull())
                            : Value.ofLong(code.let(Codes.negate(x.low())), x.isNull());
                });
    }

    private static WideColumn product(WideColumn column, Int128 factor) {
        int size = column.size();
        long[] high = new long[size];
        long[] low = new long[size];
        for (int i = 0; i < size; i++) {
            Wide.multiply(column.high()[i], column.low()[i], factor.high(), factor.low(), high, low, i);
        }
        return new WideColumn(size, high, low, column.nulls());
    }
}
