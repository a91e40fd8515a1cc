package dev.millrace.engine.expression;

import dev.millrace.engine.codegen.Code;
import dev.millrace.engine.codegen.Type;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Nulls;
import dev.millrace.types.WideColumn;

/** Comparison of stored 128-bit numbers; with a bias of the top bit, unsigned. */
record WideComparison(Comparison comparison, Node left, Node right, long bias) implements Node {
    @Override
    public Column evaluate(Frame frame) {
        int size = frame.size();
        WideColumn a = (WideColumn) left.evaluate(frame);
        WideColumn b = (WideColumn) right.evaluate(frame);
        long[] values = new long[size];
        if (comparison.equality) {
            equal(a, b, values);
        } else {
            less(comparison.swapped ? b : a, comparison.swapped ? a : b, values);
        }
        return new LongColumn(size, values, Nulls.union(a.nulls(), b.nulls(), size));
    }

    @Override
    public Value emit(Emitter code) {
        Value x = code.value(left);
        Value y = code.value(right);
        Code flip = Codes.constant(bias);
        Code order = comparison.equality
                ? Codes.or(Codes.xor(x.high(), y.high()), Codes.xor(x.low(), y.low()))
                : new Code.Widened(Codes.call(
                        Wide.class,
                        "compare",
                        Type.INT,
                        Codes.xor(x.high(), flip),
                        x.low(),
                        Codes.xor(y.high(), flip),
                        y.low()));
        Code test = Codes.test(comparison.relation(), order, Code.Constant.ZERO);
        return Value.ofLong(code.let(test), code.eitherNull(x, y));
    }

    private void equal(WideColumn a, WideColumn b, long[] values) {
        for (int i = 0; i < values.length; i++) {
            long difference = a.high()[i] ^ b.high()[i] | a.low()[i] ^ b.low()[i];
            values[i] = (difference == 0 ? 1 : 0) ^ comparison.flip;
        }
    }

    private void less(WideColumn a, WideColumn b, long[] values) {
        for (int i = 0; i < values.length; i++) {
            int order = Wide.compare(a.high()[i] ^ bias, a.low()[i], b.high()[i] ^ bias, b.low()[i]);
            values[i] = (order < 0 ? 1 : 0) ^ comparison.flip;
        }
    }
}
