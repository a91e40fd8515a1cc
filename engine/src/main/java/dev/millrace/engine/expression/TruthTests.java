package dev.millrace.engine.expression;

import dev.millrace.engine.codegen.Code;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import java.util.function.Function;

/** NOT and the IS tests. */
final class TruthTests {
    private TruthTests() {}

    static Node not(Node operand) {
        Function<Frame, Column> columns = frame -> {
            LongColumn column = (LongColumn) operand.evaluate(frame);
            long[] from = column.values();
            long[] values = new long[frame.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = from[i] ^ 1;
            }
            return new LongColumn(values.length, values, column.nulls());
        };
        return new Kernel(columns, code -> {
            Value x = code.value(operand);
            return Value.ofLong(code.let(Codes.xor(x.low(), Code.Constant.ONE)), x.isNull());
        });
    }

    static Node isNull(Node operand, boolean wanted) {
        return new Kernel(
                frame -> Truth.ofNulls(operand.evaluate(frame), frame.size(), wanted),
                code -> Value.ofLong(
                        code.let(Codes.xor(code.value(operand).isNull(), Codes.constant(wanted ? 0 : 1))),
                        Code.Constant.ZERO));
    }

    /** Whether the operand is {@code truth} and not NULL; or the opposite. */
    static Node is(Node operand, boolean truth, boolean negated) {
        Node asked = truth ? operand : not(operand);
        long flip = negated ? 1 : 0;
        Function<Frame, Column> columns = frame -> {
            long[] definite = Truth.definite((LongColumn) asked.evaluate(frame));
            long[] values = new long[frame.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = definite[i] ^ flip;
            }
            return new LongColumn(values.length, values, null);
        };
        return new Kernel(columns, code -> {
            Code definite = code.definite(code.value(asked));
            return Value.ofLong(code.let(Codes.xor(definite, Codes.constant(flip))), Code.Constant.ZERO);
        });
    }
}
