package dev.millrace.engine.expression;

import dev.millrace.engine.codegen.Code;
import dev.millrace.engine.codegen.Type;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Nulls;

/** Arithmetic of doubles by IEEE 754; a REAL result is rounded to {@code float}. Never fails. */
record DoubleArithmetic(Arithmetic.Operation operation, Node left, Node right, boolean real) implements Node {
    @Override
    public Column evaluate(Frame frame) {
        int size = frame.size();
        LongColumn leftColumn = (LongColumn) left.evaluate(frame);
        LongColumn rightColumn = (LongColumn) right.evaluate(frame);
        long[] a = leftColumn.values();
        long[] b = rightColumn.values();
        long[] out = new long[size];
        switch (operation) {
            case ADD -> add(a, b, out);
            case SUBTRACT -> subtract(a, b, out);
            case MULTIPLY -> multiply(a, b, out);
            case DIVIDE -> divide(a, b, out);
            case REMAINDER -> remainder(a, b, out);
        }
        if (real) {
            round(out);
        }
        return new LongColumn(size, out, Nulls.union(leftColumn.nulls(), rightColumn.nulls(), size));
    }

    @Override
    public Value emit(Emitter code) {
        Value x = code.value(left);
        Value y = code.value(right);
        Code.Operation same = switch (operation) {
            case ADD -> Code.Operation.ADD;
            case SUBTRACT -> Code.Operation.SUBTRACT;
            case MULTIPLY -> Code.Operation.MULTIPLY;
            case DIVIDE -> Code.Operation.DIVIDE;
            case REMAINDER -> Code.Operation.REMAINDER;
        };
        Code bits = code.let(Codes.bits(new Code.Binary(same, Codes.real(x.low()), Codes.real(y.low()))));
        Code result = real ? code.let(Codes.call(Doubles.class, "rounded", Type.LONG, bits)) : bits;
        return Value.ofLong(result, code.eitherNull(x, y));
    }

    private static void add(long[] a, long[] b, long[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = bits(value(a[i]) + value(b[i]));
        }
    }

    private static void subtract(long[] a, long[] b, long[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = bits(value(a[i]) - value(b[i]));
        }
    }

    private static void multiply(long[] a, long[] b, long[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = bits(value(a[i]) * value(b[i]));
        }
    }

    private static void divide(long[] a, long[] b, long[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = bits(value(a[i]) / value(b[i]));
        }
    }

    private static void remainder(long[] a, long[] b, long[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = bits(value(a[i]) % value(b[i]));
        }
    }

    /** Rounds doubles to the precision of {@code float}. */
    static void round(long[] doubles) {
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = bits((float) value(doubles[i]));
        }
    }

    static Node negation(Node operand) {
        return new Kernel(
                frame -> {
                    LongColumn column = (LongColumn) operand.evaluate(frame);
                    long[] from = column.values();
                    long[] out = new long[frame.size()];
                    for (int i = 0; i < out.length; i++) {
                        out[i] = bits(-value(from[i]));
                    }
                    return new LongColumn(out.length, out, column.nulls());
                },
                code -> {
                    Value x = code.value(operand);
                    return Value.ofLong(code.let(Codes.xor(x.low(), Codes.constant(Long.MIN_VALUE))), x.isNull());
                });
    }

    static Node absolute(Node operand) {
        return new Kernel(
                frame -> {
                    LongColumn column = (LongColumn) operand.evaluate(frame);
                    long[] from = column.values();
                    long[] out = new long[frame.size()];
                    for (int i = 0; i < out.length; i++) {
                        out[i] = bits(Math.abs(value(from[i])));
                    }
                    return new LongColumn(out.length, out, column.nulls());
                },
                code -> {
                    Value x = code.value(operand);
                    return Value.ofLong(code.let(Codes.and(x.low(), Codes.constant(Long.MAX_VALUE))), x.isNull());
                });
    }

    private static double value(long bits) {
        return Double.longBitsToDouble(bits);
    }

    private static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }
}
