package dev.millrace.engine.expression;

import dev.millrace.functions.EvaluationException;
import dev.millrace.functions.ScalarFunction;
import dev.millrace.functions.ScalarFunctions;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Position;
import dev.millrace.types.Boxed;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.Column;
import dev.millrace.types.Int128;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Nulls;
import dev.millrace.types.SqlType;
import dev.millrace.types.WideColumn;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Where in the program a kernel computes, and the boxed function it stands for.
 *
 * <p>A kernel only notices that it could not compute some row. What the value is, or the failure, says the boxed function: for
 * these rows, and so for few.
 */
record CallSite(ScalarFunction function, List<SqlType> operandTypes, SqlType type, Position position) {
    /** The site of a call. */
    static CallSite of(Expression.Call call) {
        List<SqlType> types = call.operands().stream().map(Expression::type).toList();
        ScalarFunction function = ScalarFunctions.resolve(call.function(), types, call.type());
        return new CallSite(function, types, call.type(), call.position());
    }

    /** The site of a cast. */
    static CallSite of(Expression.Cast cast) {
        SqlType from = cast.operand().type();
        ScalarFunction function = ScalarFunctions.cast(from, cast.type(), cast.safe());
        return new CallSite(function, List.of(from), cast.type(), cast.position());
    }

    /**
     * Computes the rows of a kernel's result that are suspect and not NULL by the function.
     *
     * @param result made by the kernel: its values are overwritten
     * @param suspect which rows the kernel could not compute, perhaps also some that it could
     * @param operands in the order of the function's
     * @return the result, with further NULLs if the function says so
     * @throws RowFailure for the first row for which the function fails
     */
    Column repair(Frame frame, Column result, IntPredicate suspect, Column... operands) {
        long[] nulls = result.nulls();
        long[] more = null;
        for (int row = 0; row < frame.size(); row++) {
            boolean given = nulls == null || !Nulls.get(nulls, row);
            if (given && suspect.test(row) && !compute(frame, row, result, operands)) {
                more = more == null ? copy(nulls, frame.size()) : more;
                Nulls.set(more, row);
            }
        }
        return more == null ? result : withNulls(result, more);
    }

    private static long[] copy(long @Nullable [] nulls, int size) {
        int length = Nulls.create(size).length;
        return nulls == null ? new long[length] : Arrays.copyOf(nulls, length);
    }

    private boolean compute(Frame frame, int row, Column result, Column... operands) {
        @Nullable Object[] arguments = new Object[operands.length];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = Boxed.read(operands[i], row, operandTypes.get(i));
        }
        try {
            Object value = function.apply(arguments);
            if (value != null) {
                write(value, result, row);
            }
            return value != null;
        } catch (EvaluationException e) {
            throw frame.failure(row, position, e);
        }
    }

    private void write(Object value, Column result, int row) {
        switch (result) {
            case LongColumn longs -> longs.values()[row] = Boxed.toLong(value, type);
            case WideColumn wides -> {
                Int128 wide = Boxed.toWide(value, type);
                wides.high()[row] = wide.high();
                wides.low()[row] = wide.low();
            }
            case BytesColumn bytes -> throw new IllegalStateException("no kernel yields bytes to be repaired");
        }
    }

    private static Column withNulls(Column column, long[] nulls) {
        return switch (column) {
            case LongColumn longs -> new LongColumn(longs.size(), longs.values(), nulls);
            case WideColumn wides -> new WideColumn(wides.size(), wides.high(), wides.low(), nulls);
            case BytesColumn bytes -> new BytesColumn(bytes.size(), bytes.refs(), bytes.pages(), nulls);
        };
    }
}
