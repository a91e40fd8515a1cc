package dev.millrace.engine.expression;

import dev.millrace.engine.codegen.Code;
import dev.millrace.engine.codegen.Type;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Nulls;
import dev.millrace.types.SqlType;
import java.util.function.Function;

/**
 * Arithmetic of signed longs, checked against a range. Loops only collect whether some row failed, without a branch; which one
 * is searched for afterwards.
 */
final class LongArithmetic implements Node {
    private static final long SMALL_MAX = Integer.MAX_VALUE;

    private final CallSite site;
    private final Arithmetic.Operation operation;
    private final Node left;
    private final Node right;
    private final long min;
    private final long max;
    private final boolean small;

    LongArithmetic(CallSite site, Arithmetic.Operation operation, Node left, Node right, long min, long max) {
        this.site = site;
        this.operation = operation;
        this.left = left;
        this.right = right;
        this.min = min;
        this.max = max;
        this.small = site.operandTypes().stream().allMatch(LongArithmetic::isSmall);
    }

    /** With a result of an integer type. */
    LongArithmetic(CallSite site, Arithmetic.Operation operation, Node left, Node right, SqlType.IntegerType type) {
        this(site, operation, left, right, type.min(), type.max());
    }

    /** Whether products of two values of the type fit a long. */
    private static boolean isSmall(SqlType type) {
        return type instanceof SqlType.IntegerType integer && integer.bits() <= 32 && integer.max() <= SMALL_MAX;
    }

    @Override
    public Column evaluate(Frame frame) {
        int size = frame.size();
        LongColumn leftColumn = (LongColumn) left.evaluate(frame);
        LongColumn rightColumn = (LongColumn) right.evaluate(frame);
        long[] a = leftColumn.values();
        long[] b = rightColumn.values();
        long[] out = new long[size];
        boolean good = switch (operation) {
            case ADD -> add(a, b, out);
            case SUBTRACT -> subtract(a, b, out);
            case MULTIPLY -> small ? multiplySmall(a, b, out) : multiply(a, b, out);
            case DIVIDE -> divide(a, b, out);
            case REMAINDER -> remainder(a, b, out);
        };
        Column result = new LongColumn(size, out, Nulls.union(leftColumn.nulls(), rightColumn.nulls(), size));
        return good
                ? result
                : site.repair(frame, result, row -> isSuspect(a[row], b[row], out[row]), leftColumn, rightColumn);
    }

    @Override
    public Value emit(Emitter code) {
        Value x = code.value(left);
        Value y = code.value(right);
        Code isNull = code.eitherNull(x, y);
        Value result = Value.ofLong(code.let(compute(code, x.low(), y.low(), isNull)), isNull);
        switch (operation) {
            case ADD ->
                code.suspectNegative(
                        Codes.and(Codes.xor(x.low(), result.low()), Codes.xor(y.low(), result.low())), isNull);
            case SUBTRACT ->
                code.suspectNegative(Codes.and(Codes.xor(x.low(), y.low()), Codes.xor(x.low(), result.low())), isNull);
            case MULTIPLY -> {
                if (!small) {
                    Code lost = code.let(
                            Codes.xor(Codes.multiplyHigh(x.low(), y.low()), Codes.shiftRight(result.low(), 63)));
                    code.suspectNegative(Codes.or(lost, Codes.negate(lost)), isNull);
                }
            }
            case DIVIDE, REMAINDER -> {}
        }
        code.suspectOutside(min, max, result);
        return result;
    }

    private Code compute(Emitter code, Code x, Code y, Code isNull) {
        return switch (operation) {
            case ADD -> Codes.add(x, y);
            case SUBTRACT -> Codes.subtract(x, y);
            case MULTIPLY -> Codes.multiply(x, y);
            case DIVIDE -> {
                Code divisor = code.divisor(y, isNull);
                Code least = Codes.or(Codes.xor(x, Codes.constant(Long.MIN_VALUE)), Codes.xor(y, Codes.constant(-1)));
                if (!(y instanceof Code.Constant)) {
                    code.suspectIf(Codes.isZero(least), isNull);
                }
                yield Codes.isConstant(y, -1) ? negated(code, x, isNull) : Codes.divide(x, divisor);
            }
            case REMAINDER -> Codes.remainder(x, code.divisor(y, isNull));
        };
    }

    private static Code negated(Emitter code, Code x, Code isNull) {
        Code result = code.let(Codes.negate(x));
        code.suspectNegative(Codes.and(x, result), isNull);
        return result;
    }

    private boolean isSuspect(long a, long b, long out) {
        boolean wrong = switch (operation) {
            case ADD -> ((a ^ out) & (b ^ out)) < 0;
            case SUBTRACT -> ((a ^ b) & (a ^ out)) < 0;
            case MULTIPLY -> Math.multiplyHigh(a, b) != out >> 63;
            case DIVIDE -> b == 0 || b == -1 && a == Long.MIN_VALUE;
            case REMAINDER -> b == 0;
        };
        return wrong || out < min || out > max;
    }

    private boolean add(long[] a, long[] b, long[] out) {
        long bad = 0;
        for (int i = 0; i < out.length; i++) {
            long sum = a[i] + b[i];
            out[i] = sum;
            bad |= (a[i] ^ sum) & (b[i] ^ sum);
        }
        return bad >= 0 && inRange(out);
    }

    private boolean subtract(long[] a, long[] b, long[] out) {
        long bad = 0;
        for (int i = 0; i < out.length; i++) {
            long difference = a[i] - b[i];
            out[i] = difference;
            bad |= (a[i] ^ b[i]) & (a[i] ^ difference);
        }
        return bad >= 0 && inRange(out);
    }

    private boolean multiplySmall(long[] a, long[] b, long[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = a[i] * b[i];
        }
        return inRange(out);
    }

    private boolean multiply(long[] a, long[] b, long[] out) {
        long bad = 0;
        for (int i = 0; i < out.length; i++) {
            long product = a[i] * b[i];
            out[i] = product;
            bad |= Math.multiplyHigh(a[i], b[i]) ^ product >> 63;
        }
        return bad == 0 && inRange(out);
    }

    private boolean divide(long[] a, long[] b, long[] out) {
        boolean good = true;
        for (int i = 0; i < out.length; i++) {
            long divisor = b[i];
            good &= divisor != 0 && (divisor != -1 || a[i] != Long.MIN_VALUE);
            out[i] = a[i] / (divisor == 0 ? 1 : divisor);
        }
        return good && inRange(out);
    }

    private boolean remainder(long[] a, long[] b, long[] out) {
        boolean good = true;
        for (int i = 0; i < out.length; i++) {
            long divisor = b[i];
            good &= divisor != 0;
            out[i] = a[i] % (divisor == 0 ? 1 : divisor);
        }
        return good && inRange(out);
    }

    private boolean inRange(long[] out) {
        if (max == Long.MAX_VALUE && min == Long.MIN_VALUE) {
            return true;
        }
        long bad = 0;
        for (int i = 0; i < out.length; i++) {
            bad |= out[i] - min | max - out[i];
        }
        return bad >= 0;
    }

    static Node negation(CallSite site, Node operand, SqlType.IntegerType type) {
        long min = type.min();
        long max = type.max();
        Function<Frame, Column> columns = frame -> {
            LongColumn column = (LongColumn) operand.evaluate(frame);
            long[] from = column.values();
            long[] out = new long[frame.size()];
            long bad = 0;
            for (int i = 0; i < out.length; i++) {
                out[i] = -from[i];
                bad |= from[i] & out[i] | out[i] - min | max - out[i];
            }
            Column result = new LongColumn(out.length, out, column.nulls());
            return bad >= 0
                    ? result
                    : site.repair(
                            frame,
                            result,
                            row -> (from[row] & out[row]) < 0 || out[row] < min || out[row] > max,
                            column);
        };
        return new Kernel(columns, code -> {
            Value x = code.value(operand);
            Value result = Value.ofLong(negated(code, x.low(), x.isNull()), x.isNull());
            code.suspectOutside(min, max, result);
            return result;
        });
    }

    static Node absolute(CallSite site, Node operand, SqlType.IntegerType type) {
        long max = type.max();
        Function<Frame, Column> columns = frame -> {
            LongColumn column = (LongColumn) operand.evaluate(frame);
            long[] from = column.values();
            long[] out = new long[frame.size()];
            long bad = 0;
            for (int i = 0; i < out.length; i++) {
                out[i] = Math.abs(from[i]);
                bad |= out[i] | max - out[i];
            }
            Column result = new LongColumn(out.length, out, column.nulls());
            return bad >= 0 ? result : site.repair(frame, result, row -> out[row] < 0 || out[row] > max, column);
        };
        return new Kernel(columns, code -> {
            Value x = code.value(operand);
            Code result = code.let(Codes.call(Math.class, "abs", Type.LONG, x.low()));
            code.suspectNegative(Codes.or(result, Codes.subtract(Codes.constant(max), result)), x.isNull());
            return Value.ofLong(result, x.isNull());
        });
    }
}
