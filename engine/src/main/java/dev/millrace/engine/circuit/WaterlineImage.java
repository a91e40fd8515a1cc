package dev.millrace.engine.circuit;

import dev.millrace.engine.expression.ColumnExpression;
import dev.millrace.engine.expression.RowFailure;
import dev.millrace.engine.operator.Waterline;
import dev.millrace.plan.Expression;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import java.util.Collections;

/** The value of a nondecreasing expression at a waterline, which is all that it reads. Remembers the last. */
final class WaterlineImage {
    private final ColumnExpression expression;
    private final int width;
    private long argument = Waterline.NONE;
    private long result = Waterline.NONE;

    WaterlineImage(Expression expression) {
        this.expression = ColumnExpression.compile(expression);
        this.width = 1 + greatestInput(expression);
    }

    private static int greatestInput(Expression expression) {
        int greatest = expression instanceof Expression.Input input ? input.index() : -1;
        for (Expression operand : expression.operands()) {
            greatest = Math.max(greatest, greatestInput(operand));
        }
        return greatest;
    }

    /** An expression that fails at the waterline says nothing: {@link Waterline#NONE}. */
    long of(long waterline) {
        if (waterline != argument) {
            argument = waterline;
            result = evaluate(waterline);
        }
        return result;
    }

    private long evaluate(long waterline) {
        Column column = new LongColumn(1, new long[] {waterline}, null);
        Batch row = new Batch(1, Collections.nCopies(width, column), null);
        try {
            return expression.evaluate(row) instanceof LongColumn value && !value.isNull(0)
                    ? value.value(0)
                    : Waterline.NONE;
        } catch (RowFailure failure) {
            return Waterline.NONE;
        }
    }
}
