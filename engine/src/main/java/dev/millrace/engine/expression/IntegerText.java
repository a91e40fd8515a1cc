package dev.millrace.engine.expression;

import dev.millrace.types.Column;
import dev.millrace.types.ColumnBuilder;
import dev.millrace.types.LongColumn;
import dev.millrace.types.SqlType;
import java.nio.charset.StandardCharsets;

/** CAST of integers, signed or of fewer than 64 bits, to VARCHAR: their digits, without a String for each. */
final class IntegerText implements Node {
    private static final byte[] LEAST = Long.toString(Long.MIN_VALUE).getBytes(StandardCharsets.US_ASCII);
    private static final int DIGITS_MAX = 20;

    private final Node operand;
    private final ColumnBuilder builder;
    private final byte[] digits = new byte[DIGITS_MAX];

    IntegerText(Node operand, SqlType type) {
        this.operand = operand;
        this.builder = new ColumnBuilder(type);
    }

    @Override
    public Column evaluate(Frame frame) {
        LongColumn column = (LongColumn) operand.evaluate(frame);
        long[] values = column.values();
        for (int i = 0; i < frame.size(); i++) {
            if (TextKernels.isNull(column.nulls(), i)) {
                builder.appendNull();
            } else if (values[i] == Long.MIN_VALUE) {
                builder.appendBytes(LEAST);
            } else {
                append(values[i]);
            }
        }
        return builder.build();
    }

    private void append(long value) {
        int at = DIGITS_MAX;
        long rest = Math.abs(value);
        do {
            digits[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        if (value < 0) {
            digits[--at] = '-';
        }
        builder.appendBytes(digits, at, DIGITS_MAX - at);
    }
}
