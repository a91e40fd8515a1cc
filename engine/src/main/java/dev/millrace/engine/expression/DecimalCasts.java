package dev.millrace.engine.expression;

import dev.millrace.plan.Expression;
import dev.millrace.types.Column;
import dev.millrace.types.Int128;
import dev.millrace.types.LongColumn;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.DecimalType;
import dev.millrace.types.SqlType.IntegerType;
import dev.millrace.types.Storage;
import dev.millrace.types.WideColumn;
import org.jspecify.annotations.Nullable;

/** Casts between DECIMALs and integers: exact, truncated to the scale, checked against the range. */
final class DecimalCasts {
    private DecimalCasts() {}

    static @Nullable Node toDecimal(Expression.Cast cast, DecimalType to, Node operand) {
        SqlType from = cast.operand().type();
        Exact source = Exact.of(from);
        if (source == null) {
            return null;
        }
        int power = to.scale() - source.scale();
        boolean fits = source.digits() + power <= to.precision();
        boolean wide = to.storage() == Storage.WIDE;
        if (fits && power >= 0 && source.wide() == wide) {
            return wide ? (power == 0 ? operand : Scaling.wides(operand, power)) : Scaling.longs(operand, power);
        }
        if (fits && power >= 0 && wide) {
            return Scaling.wides(operand, power);
        }
        return new Rescaled(CallSite.of(cast), operand, power, Wide.powerOfTen(to.precision()), wide);
    }

    static Node toInteger(Expression.Cast cast, DecimalType from, IntegerType to, Node operand) {
        CallSite site = CallSite.of(cast);
        if (!Exact.isPlain(to)) {
            return new BoxedNode(
                    site.function(),
                    java.util.List.of(new BoxedNode.Argument(operand, from, null)),
                    to,
                    cast.position());
        }
        return new Truncated(site, operand, Wide.powerOfTen(from.scale()), to.min(), to.max());
    }

    /**
     * A number with its scale changed, checked to be below a limit.
     *
     * @param power by which power of ten to multiply; if negative, to divide
     */
    private record Rescaled(CallSite site, Node operand, int power, Int128 limit, boolean wide) implements Node {
        @Override
        public Column evaluate(Frame frame) {
            Column column = operand.evaluate(frame);
            WideColumn from = column instanceof LongColumn longs ? Scaling.widen(longs) : (WideColumn) column;
            int size = frame.size();
            long[] high = new long[size];
            long[] low = new long[size];
            boolean good = true;
            for (int i = 0; i < size; i++) {
                good &= compute(from, high, low, i);
            }
            Column result =
                    wide ? new WideColumn(size, high, low, column.nulls()) : new LongColumn(size, low, column.nulls());
            return good ? result : site.repair(frame, result, row -> !compute(from, high, low, row), column);
        }

        @Override
        public Value emit(Emitter code) {
            Value x = Scaling.widened(code, code.value(operand));
            Value factor = Value.ofWide(Wide.powerOfTen(Math.abs(power)));
            Value result = code.wide(power >= 0 ? "multiply" : "divide", power >= 0, x, factor, x.isNull());
            code.suspectBeyond(limit, result);
            return wide ? result : Value.ofLong(result.low(), x.isNull());
        }

        private boolean compute(WideColumn from, long[] high, long[] low, int row) {
            Int128 factor = Wide.powerOfTen(Math.abs(power));
            boolean fits = true;
            if (power >= 0) {
                fits = Wide.multiply(from.high()[row], from.low()[row], factor.high(), factor.low(), high, low, row);
            } else {
                Wide.divide(from.high()[row], from.low()[row], factor.high(), factor.low(), high, low, row);
            }
            return fits && Wide.isWithin(high[row], low[row], limit);
        }
    }

    /** The integer part of a number, checked to be within a range. */
    private record Truncated(CallSite site, Node operand, Int128 divisor, long min, long max) implements Node {
        @Override
        public Column evaluate(Frame frame) {
            Column column = operand.evaluate(frame);
            WideColumn from = column instanceof LongColumn longs ? Scaling.widen(longs) : (WideColumn) column;
            long[] high = new long[frame.size()];
            long[] low = new long[frame.size()];
            boolean good = true;
            for (int i = 0; i < low.length; i++) {
                good &= compute(from, high, low, i);
            }
            Column result = new LongColumn(low.length, low, column.nulls());
            return good ? result : site.repair(frame, result, row -> !compute(from, high, low, row), column);
        }

        @Override
        public Value emit(Emitter code) {
            Value x = Scaling.widened(code, code.value(operand));
            Value whole = code.wide("divide", false, x, Value.ofWide(divisor), x.isNull());
            code.suspectUnless(Codes.holds(Wide.class, "fitsLong", whole.high(), whole.low()), x.isNull());
            Value result = Value.ofLong(whole.low(), x.isNull());
            code.suspectOutside(min, max, result);
            return result;
        }

        private boolean compute(WideColumn from, long[] high, long[] low, int row) {
            Wide.divide(from.high()[row], from.low()[row], divisor.high(), divisor.low(), high, low, row);
            return Wide.fitsLong(high[row], low[row]) && low[row] >= min && low[row] <= max;
        }
    }
}
