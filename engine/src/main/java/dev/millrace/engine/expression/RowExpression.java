package dev.millrace.engine.expression;

import dev.millrace.functions.ScalarFunction;
import dev.millrace.functions.ScalarFunctions;
import dev.millrace.plan.Expression;
import dev.millrace.types.SqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An expression evaluated for one row of boxed values: for bodies of lambdas, for constants, and as the second opinion on every
 * kernel.
 */
@FunctionalInterface
interface RowExpression {
    /**
     * The value, {@code null} if NULL. Throws {@link dev.millrace.functions.EvaluationException}.
     *
     * @param inputs the row, for {@link Expression.Input}
     * @param parameters the arguments of the enclosing lambda, for {@link Expression.Parameter}
     */
    @Nullable
    Object apply(@Nullable Object[] inputs, @Nullable Object[] parameters);

    /** An evaluator of any expression. */
    static RowExpression compile(Expression expression) {
        return switch (expression) {
            case Expression.Input input -> (inputs, parameters) -> inputs[input.index()];
            case Expression.Parameter parameter -> (inputs, parameters) -> parameters[parameter.index()];
            case Expression.Literal literal -> (inputs, parameters) -> literal.value();
            case Expression.Lambda lambda -> constant(function(lambda));
            case Expression.Call call ->
                call(ScalarFunctions.resolve(call.function(), types(call.operands()), call.type()), call.operands());
            case Expression.Cast cast ->
                call(ScalarFunctions.cast(cast.operand().type(), cast.type(), cast.safe()), cast.operands());
            case Expression.Case choice -> choice(choice);
            case Expression.Logic logic -> logic(logic);
        };
    }

    /** A lambda as the value that a higher-order function takes. */
    static ScalarFunction function(Expression.Lambda lambda) {
        RowExpression body = compile(lambda.body());
        @Nullable Object[] none = {};
        return arguments -> body.apply(none, arguments);
    }

    private static RowExpression constant(Object value) {
        return (inputs, parameters) -> value;
    }

    private static List<SqlType> types(List<Expression> expressions) {
        return expressions.stream().map(Expression::type).toList();
    }

    private static RowExpression[] all(List<Expression> expressions) {
        return expressions.stream().map(RowExpression::compile).toArray(RowExpression[]::new);
    }

    private static RowExpression call(ScalarFunction function, List<Expression> expressions) {
        RowExpression[] operands = all(expressions);
        return (inputs, parameters) -> {
            @Nullable Object[] arguments = new Object[operands.length];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = operands[i].apply(inputs, parameters);
            }
            return function.apply(arguments);
        };
    }

    private static RowExpression choice(Expression.Case choice) {
        RowExpression[] operands = all(choice.operands());
        return (inputs, parameters) -> {
            int last = operands.length - 1;
            for (int i = 0; i < last; i += 2) {
                if (Boolean.TRUE.equals(operands[i].apply(inputs, parameters))) {
                    return operands[i + 1].apply(inputs, parameters);
                }
            }
            return operands[last].apply(inputs, parameters);
        };
    }

    private static RowExpression logic(Expression.Logic logic) {
        RowExpression[] operands = all(logic.operands());
        Boolean decisive = !logic.and();
        return (inputs, parameters) -> {
            boolean unknown = false;
            for (RowExpression operand : operands) {
                Object truth = operand.apply(inputs, parameters);
                if (decisive.equals(truth)) {
                    return decisive;
                }
                unknown |= truth == null;
            }
            return unknown ? null : !decisive;
        };
    }
}
