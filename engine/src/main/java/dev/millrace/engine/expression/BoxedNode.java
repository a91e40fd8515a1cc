package dev.millrace.engine.expression;

import dev.millrace.functions.EvaluationException;
import dev.millrace.functions.ScalarFunction;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Position;
import dev.millrace.types.Boxed;
import dev.millrace.types.Column;
import dev.millrace.types.ColumnBuilder;
import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Applies a scalar function row by row: for every function that has no kernel. */
final class BoxedNode implements Node {
    /** An operand: a column, or (for a higher-order function) a function. */
    record Argument(
            @Nullable Node node, SqlType type, @Nullable ScalarFunction lambda) {}

    private final ScalarFunction function;
    private final List<Argument> arguments;
    private final Position position;
    private final ColumnBuilder builder;

    BoxedNode(ScalarFunction function, List<Argument> arguments, SqlType type, Position position) {
        this.function = function;
        this.arguments = arguments;
        this.position = position;
        this.builder = new ColumnBuilder(type);
    }

    /** A call none of whose operands is a lambda. */
    static BoxedNode of(Expression.Call call, List<Node> operands) {
        List<Argument> arguments = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            arguments.add(new Argument(operands.get(i), call.operands().get(i).type(), null));
        }
        return new BoxedNode(CallSite.of(call).function(), arguments, call.type(), call.position());
    }

    @Override
    public Column evaluate(Frame frame) {
        @Nullable Column[] columns = new Column[arguments.size()];
        @Nullable Object[] values = new Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
            Argument argument = arguments.get(i);
            columns[i] = argument.node == null ? null : argument.node.evaluate(frame);
            values[i] = argument.lambda;
        }
        int row = 0;
        try {
            for (; row < frame.size(); row++) {
                read(columns, row, values);
                builder.append(function.apply(values));
            }
        } catch (EvaluationException e) {
            throw frame.failure(row, position, e);
        } finally {
            if (row < frame.size()) {
                builder.build();
            }
        }
        return builder.build();
    }

    private void read(@Nullable Column[] columns, int row, @Nullable Object[] values) {
        for (int i = 0; i < values.length; i++) {
            Column column = columns[i];
            if (column != null) {
                values[i] = Boxed.read(column, row, arguments.get(i).type);
            }
        }
    }
}
