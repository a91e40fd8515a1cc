package dev.millrace.engine.batch;

import dev.millrace.functions.EvaluationException;
import dev.millrace.functions.ScalarFunction;
import dev.millrace.functions.ScalarFunctions;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Position;
import dev.millrace.types.SqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression as a function of a boxed row. Without state, so usable by any thread. */
public final class RowExpression {
    private static final @Nullable Object[] NO_PARAMETERS = {};

    private final Code code;

    private RowExpression(Code code) {
        this.code = code;
    }

    /** What an expression does with a row, inside a lambda also with its arguments. */
    @FunctionalInterface
    private interface Code {
        @Nullable
        Object run(@Nullable Object[] row, @Nullable Object[] parameters);
    }

    /** The expression ready to run. Throws IllegalArgumentException if it calls a function that does not exist for its types. */
    public static RowExpression compile(Expression expression) {
        return new RowExpression(code(expression));
    }

    /** The value for a row; {@code null} is NULL. Throws {@link RowFailure}. */
    public @Nullable Object evaluate(@Nullable Object[] row) {
        return code.run(row, NO_PARAMETERS);
    }

    /** Whether the value for a row is true, not false or NULL. Throws {@link RowFailure}. */
    public boolean isTrue(@Nullable Object[] row) {
        return Boolean.TRUE.equals(evaluate(row));
    }

    private static Code code(Expression expression) {
        return switch (expression) {
            case Expression.Input input -> (row, parameters) -> row[input.index()];
            case Expression.Parameter parameter -> (row, parameters) -> parameters[parameter.index()];
            case Expression.Literal literal -> (row, parameters) -> literal.value();
            case Expression.Call call -> call(call);
            case Expression.Cast cast -> cast(cast);
            case Expression.Case choice -> choice(choice);
            case Expression.Logic logic -> logic(logic);
            case Expression.Lambda lambda -> lambda(lambda);
        };
    }

    private static Code call(Expression.Call call) {
        List<SqlType> types = call.operands().stream().map(Expression::type).toList();
        ScalarFunction function = ScalarFunctions.resolve(call.function(), types, call.type());
        Code[] operands = codes(call.operands());
        return (row, parameters) -> apply(function, values(operands, row, parameters), call.position());
    }

    private static Code cast(Expression.Cast cast) {
        ScalarFunction function = ScalarFunctions.cast(cast.operand().type(), cast.type(), cast.safe());
        Code operand = code(cast.operand());
        return (row, parameters) ->
                apply(function, new @Nullable Object[] {operand.run(row, parameters)}, cast.position());
    }

    private static @Nullable Object apply(ScalarFunction function, @Nullable Object[] arguments, Position position) {
        try {
            return function.apply(arguments);
        } catch (EvaluationException e) {
            throw new RowFailure(position, e);
        }
    }

    private static @Nullable Object[] values(Code[] operands, @Nullable Object[] row, @Nullable Object[] parameters) {
        @Nullable Object[] values = new @Nullable Object[operands.length];
        for (int i = 0; i < operands.length; i++) {
            values[i] = operands[i].run(row, parameters);
        }
        return values;
    }

    private static Code[] codes(List<Expression> expressions) {
        return expressions.stream().map(RowExpression::code).toArray(Code[]::new);
    }

    private static Code choice(Expression.Case choice) {
        Code[] conditions = codes(
                choice.branches().stream().map(Expression.Branch::condition).toList());
        Code[] results =
                codes(choice.branches().stream().map(Expression.Branch::result).toList());
        Code otherwise = code(choice.otherwise());
        return (row, parameters) -> {
            for (int i = 0; i < conditions.length; i++) {
                if (Boolean.TRUE.equals(conditions[i].run(row, parameters))) {
                    return results[i].run(row, parameters);
                }
            }
            return otherwise.run(row, parameters);
        };
    }

    private static Code logic(Expression.Logic logic) {
        Boolean decisive = !logic.and();
        Code[] operands = codes(logic.operands());
        return (row, parameters) -> {
            Boolean result = logic.and();
            for (Code operand : operands) {
                Object value = operand.run(row, parameters);
                if (decisive.equals(value)) {
                    return decisive;
                }
                result = value == null ? null : result;
            }
            return result;
        };
    }

    private static Code lambda(Expression.Lambda lambda) {
        Code body = code(lambda.body());
        return (row, parameters) -> (ScalarFunction) arguments -> body.run(row, arguments);
    }
}
