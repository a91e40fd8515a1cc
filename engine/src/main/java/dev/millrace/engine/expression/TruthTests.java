package dev.millrace.engine.expression;

import dev.millrace.types.LongColumn;

/** NOT and the IS tests. */
final class TruthTests {
    private TruthTests() {}

    static Node not(Node operand) {
        return frame -> {
            LongColumn column = (LongColumn) operand.evaluate(frame);
            long[] from = column.values();
            long[] values = new long[frame.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = from[i] ^ 1;
            }
            return new LongColumn(values.length, values, column.nulls());
        };
    }

    static Node isNull(Node operand, boolean wanted) {
        return frame -> Truth.ofNulls(operand.evaluate(frame), frame.size(), wanted);
    }

    /** Whether the operand is {@code truth} and not NULL; or the opposite. */
    static Node is(Node operand, boolean truth, boolean negated) {
        Node asked = truth ? operand : not(operand);
        long flip = negated ? 1 : 0;
        return frame -> {
            long[] definite = Truth.definite((LongColumn) asked.evaluate(frame));
            long[] values = new long[frame.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = definite[i] ^ flip;
            }
            return new LongColumn(values.length, values, null);
        };
    }
}
