package dev.millrace.engine.expression;

import dev.millrace.engine.codegen.Code;
import dev.millrace.types.Column;
import dev.millrace.types.Int128;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Nulls;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.DecimalType;
import dev.millrace.types.Storage;
import dev.millrace.types.WideColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decimal arithmetic in 128 bits. Rows that do not even fit there are left to the boxed function. */
final class DecimalWides implements Node {
    private final CallSite site;
    private final Arithmetic.Operation operation;
    private final Node left;
    private final Node right;
    private final @Nullable Int128 factor;
    private final @Nullable Int128 divisor;
    private final Int128 limit;
    private final boolean bounded;
    private final boolean wide;
    private final List<Node> originals;

    /**
     * @param left a number of WIDE storage; of LONG too for a product
     * @param right likewise
     * @param power the power of ten by which to multiply the left operand
     * @param drop the number of digits to truncate from the result
     * @param originals the operands of the call, not scaled
     */
    DecimalWides(
            CallSite site,
            Arithmetic.Operation operation,
            Node left,
            Node right,
            int power,
            int drop,
            DecimalType type,
            List<Node> originals) {
        this.site = site;
        this.operation = operation;
        this.left = left;
        this.right = right;
        this.factor = power == 0 ? null : Wide.powerOfTen(power);
        this.divisor = drop == 0 ? null : Wide.powerOfTen(drop);
        this.limit = Wide.powerOfTen(type.precision());
        this.wide = type.storage() == Storage.WIDE;
        this.originals = originals;
        this.bounded = operation == Arithmetic.Operation.MULTIPLY && isBounded(site.operandTypes(), drop, type);
    }

    /** Whether the operands' digits promise that every product has the precision of the type. */
    private static boolean isBounded(List<SqlType> operands, int drop, DecimalType type) {
        Exact x = Exact.of(operands.get(0));
        Exact y = Exact.of(operands.get(1));
        return x != null && y != null && x.digits() + y.digits() - drop <= type.precision();
    }

    /** The operands of a product that is neither truncated nor out of range; else none. */
    List<Node> factors() {
        return bounded && divisor == null ? originals : List.of();
    }

    @Override
    public Column evaluate(Frame frame) {
        Column a = left.evaluate(frame);
        Column b = right.evaluate(frame);
        int size = frame.size();
        long[] high = new long[size];
        long[] low = new long[size];
        boolean good;
        if (operation == Arithmetic.Operation.MULTIPLY && a instanceof LongColumn x && b instanceof LongColumn y) {
            multiply(x.values(), y.values(), high, low);
            good = finish(high, low);
            return result(frame, a, b, high, low, good, row -> {
                high[row] = Math.multiplyHigh(x.values()[row], y.values()[row]);
                low[row] = x.values()[row] * y.values()[row];
                return finish(high, low, row);
            });
        }
        WideColumn x = a instanceof LongColumn longs ? Scaling.widen(longs) : (WideColumn) a;
        WideColumn y = b instanceof LongColumn longs ? Scaling.widen(longs) : (WideColumn) b;
        good = true;
        for (int i = 0; i < size; i++) {
            good &= compute(x, y, high, low, i);
        }
        return result(frame, a, b, high, low, good, row -> compute(x, y, high, low, row));
    }

    @Override
    public Value emit(Emitter code) {
        Code isNull = code.eitherNull(code.value(left), code.value(right));
        Value exact = operation == Arithmetic.Operation.MULTIPLY ? product(code, isNull) : checked(code, isNull);
        Value result = divisor == null ? exact : code.wide("divide", false, exact, Value.ofWide(divisor), isNull);
        if (!bounded) {
            code.suspectBeyond(limit, result);
        }
        return wide ? result : Value.ofLong(result.low(), isNull);
    }

    private Value checked(Emitter code, Code isNull) {
        Value x = Scaling.widened(code, code.value(left));
        Value y = Scaling.widened(code, code.value(right));
        return switch (operation) {
            case ADD -> code.wide("add", true, x, y, isNull);
            case SUBTRACT -> code.wide("subtract", true, x, y, isNull);
            case MULTIPLY -> code.wide("multiply", true, x, y, isNull);
            case DIVIDE, REMAINDER -> quotient(code, x, y, isNull);
        };
    }

    /** That of two longs always fits 128 bits. */
    private Value product(Emitter code, Code isNull) {
        Value x = code.value(left);
        Value y = code.value(right);
        return x.storage() == Storage.LONG && y.storage() == Storage.LONG
                ? Value.ofWide(
                        code.let(Codes.multiplyHigh(x.low(), y.low())),
                        code.let(Codes.multiply(x.low(), y.low())),
                        isNull)
                : checked(code, isNull);
    }

    private Value quotient(Emitter code, Value x, Value y, Code isNull) {
        Code zero = code.let(Codes.isZero(Codes.or(y.high(), y.low())));
        code.suspectIf(zero, isNull);
        Value safe = Value.ofWide(y.high(), code.let(Codes.or(y.low(), zero)), isNull);
        Value dividend = factor == null ? x : code.wide("multiply", true, x, Value.ofWide(factor), isNull);
        return code.wide(
                operation == Arithmetic.Operation.DIVIDE ? "divide" : "remainder", false, dividend, safe, isNull);
    }

    private Column result(
            Frame frame,
            Column a,
            Column b,
            long[] high,
            long[] low,
            boolean good,
            java.util.function.IntPredicate again) {
        long[] nulls = Nulls.union(a.nulls(), b.nulls(), frame.size());
        Column result =
                wide ? new WideColumn(frame.size(), high, low, nulls) : new LongColumn(frame.size(), low, nulls);
        return good
                ? result
                : site.repair(
                        frame,
                        result,
                        row -> !again.test(row),
                        originals.get(0).evaluate(frame),
                        originals.get(1).evaluate(frame));
    }

    private static void multiply(long[] a, long[] b, long[] high, long[] low) {
        for (int i = 0; i < high.length; i++) {
            high[i] = Math.multiplyHigh(a[i], b[i]);
            low[i] = a[i] * b[i];
        }
    }

    private boolean finish(long[] high, long[] low) {
        boolean good = true;
        for (int i = 0; i < high.length; i++) {
            good &= finish(high, low, i);
        }
        return good;
    }

    /** Truncates one row to the scale of the result; whether it then fits the precision. */
    private boolean finish(long[] high, long[] low, int row) {
        if (divisor != null) {
            Wide.divide(high[row], low[row], divisor.high(), divisor.low(), high, low, row);
        }
        return Wide.isWithin(high[row], low[row], limit);
    }

    private boolean compute(WideColumn a, WideColumn b, long[] high, long[] low, int row) {
        long aHigh = a.high()[row];
        long aLow = a.low()[row];
        long bHigh = b.high()[row];
        long bLow = b.low()[row];
        boolean good = switch (operation) {
            case ADD -> Wide.add(aHigh, aLow, bHigh, bLow, high, low, row);
            case SUBTRACT -> Wide.subtract(aHigh, aLow, bHigh, bLow, high, low, row);
            case MULTIPLY -> Wide.multiply(aHigh, aLow, bHigh, bLow, high, low, row);
            case DIVIDE -> divide(aHigh, aLow, bHigh, bLow, high, low, row);
            case REMAINDER -> remainder(aHigh, aLow, bHigh, bLow, high, low, row);
        };
        return good && finish(high, low, row);
    }

    private boolean divide(long aHigh, long aLow, long bHigh, long bLow, long[] high, long[] low, int row) {
        if ((bHigh | bLow) == 0) {
            return false;
        }
        if (factor == null) {
            Wide.divide(aHigh, aLow, bHigh, bLow, high, low, row);
            return true;
        }
        boolean fits = Wide.multiply(aHigh, aLow, factor.high(), factor.low(), high, low, row);
        if (fits) {
            Wide.divide(high[row], low[row], bHigh, bLow, high, low, row);
        }
        return fits;
    }

    private static boolean remainder(long aHigh, long aLow, long bHigh, long bLow, long[] high, long[] low, int row) {
        if ((bHigh | bLow) == 0) {
            return false;
        }
        Wide.remainder(aHigh, aLow, bHigh, bLow, high, low, row);
        return true;
    }
}
