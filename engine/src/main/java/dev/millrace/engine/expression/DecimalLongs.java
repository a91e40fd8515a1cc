package dev.millrace.engine.expression;

import dev.millrace.engine.codegen.Code;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Nulls;
import dev.millrace.types.SqlType.DecimalType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decimal arithmetic in 64 bits. The operands are scaled already and so short that the operation itself cannot overflow. */
final class DecimalLongs implements Node {
    private final CallSite site;
    private final Arithmetic.Operation operation;
    private final Node left;
    private final Node right;
    private final long divisor;
    private final long limit;
    private final List<Node> originals;

    /**
     * @param drop the number of digits to truncate from the result
     * @param digits the most digits the result can have after that
     * @param originals the operands of the call, not scaled
     */
    DecimalLongs(
            CallSite site,
            Arithmetic.Operation operation,
            Node left,
            Node right,
            int drop,
            int digits,
            DecimalType type,
            List<Node> originals) {
        this.site = site;
        this.operation = operation;
        this.left = left;
        this.right = right;
        this.divisor = Wide.powerOfTen(drop).low();
        this.limit =
                digits > type.precision() ? Wide.powerOfTen(type.precision()).low() : Long.MAX_VALUE;
        this.originals = originals;
    }

    @Override
    public Column evaluate(Frame frame) {
        int size = frame.size();
        LongColumn a = (LongColumn) left.evaluate(frame);
        LongColumn b = (LongColumn) right.evaluate(frame);
        long[] out = new long[size];
        boolean good = compute(a.values(), b.values(), out);
        if (divisor != 1) {
            for (int i = 0; i < size; i++) {
                out[i] /= divisor;
            }
        }
        Column result = new LongColumn(size, out, Nulls.union(a.nulls(), b.nulls(), size));
        return good && inRange(out) ? result : repair(frame, result, out, divides() ? b.values() : null);
    }

    @Override
    public Value emit(Emitter code) {
        Value x = code.value(left);
        Value y = code.value(right);
        Code isNull = code.eitherNull(x, y);
        Code exact = code.let(
                switch (operation) {
                    case ADD -> Codes.add(x.low(), y.low());
                    case SUBTRACT -> Codes.subtract(x.low(), y.low());
                    case MULTIPLY -> Codes.multiply(x.low(), y.low());
                    case DIVIDE -> Codes.divide(x.low(), code.divisor(y.low(), isNull));
                    case REMAINDER -> Codes.remainder(x.low(), code.divisor(y.low(), isNull));
                });
        Value result = Value.ofLong(code.let(Codes.divide(exact, Codes.constant(divisor))), isNull);
        if (limit != Long.MAX_VALUE) {
            code.suspectOutside(1 - limit, limit - 1, result);
        }
        return result;
    }

    private boolean divides() {
        return operation == Arithmetic.Operation.DIVIDE || operation == Arithmetic.Operation.REMAINDER;
    }

    private Column repair(Frame frame, Column result, long[] out, long @Nullable [] divisors) {
        return site.repair(
                frame,
                result,
                row -> divisors != null && divisors[row] == 0 || out[row] >= limit || out[row] <= -limit,
                originals.get(0).evaluate(frame),
                originals.get(1).evaluate(frame));
    }

    private boolean compute(long[] a, long[] b, long[] out) {
        return switch (operation) {
            case ADD -> add(a, b, out);
            case SUBTRACT -> subtract(a, b, out);
            case MULTIPLY -> multiply(a, b, out);
            case DIVIDE -> divide(a, b, out);
            case REMAINDER -> remainder(a, b, out);
        };
    }

    private static boolean add(long[] a, long[] b, long[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = a[i] + b[i];
        }
        return true;
    }

    private static boolean subtract(long[] a, long[] b, long[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = a[i] - b[i];
        }
        return true;
    }

    private static boolean multiply(long[] a, long[] b, long[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = a[i] * b[i];
        }
        return true;
    }

    private static boolean divide(long[] a, long[] b, long[] out) {
        boolean good = true;
        for (int i = 0; i < out.length; i++) {
            good &= b[i] != 0;
            out[i] = a[i] / (b[i] == 0 ? 1 : b[i]);
        }
        return good;
    }

    private static boolean remainder(long[] a, long[] b, long[] out) {
        boolean good = true;
        for (int i = 0; i < out.length; i++) {
            good &= b[i] != 0;
            out[i] = a[i] % (b[i] == 0 ? 1 : b[i]);
        }
        return good;
    }

    private boolean inRange(long[] out) {
        if (limit == Long.MAX_VALUE) {
            return true;
        }
        long bad = 0;
        for (int i = 0; i < out.length; i++) {
            bad |= limit - 1 - out[i] | limit - 1 + out[i];
        }
        return bad >= 0;
    }
}
