package dev.millrace.compiler.optimize;

import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Branch;
import dev.millrace.plan.Expression.Call;
import dev.millrace.plan.Expression.Case;
import dev.millrace.plan.Expression.Cast;
import dev.millrace.plan.Expression.Input;
import dev.millrace.plan.Expression.Lambda;
import dev.millrace.plan.Expression.Literal;
import dev.millrace.plan.Expression.Logic;
import dev.millrace.plan.Expression.Parameter;
import dev.millrace.plan.Position;
import dev.millrace.types.SqlType.BooleanType;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Questions about expressions, and rewriting them. */
public final class Expressions {
    private Expressions() {}

    /** {@code expression} with its direct operands replaced. */
    public static Expression mapOperands(Expression expression, UnaryOperator<Expression> map) {
        return switch (expression) {
            case Input e -> e;
            case Literal e -> e;
            case Parameter e -> e;
            case Call e -> new Call(e.function(), mapAll(e.operands(), map), e.type(), e.position());
            case Cast e -> new Cast(map.apply(e.operand()), e.type(), e.safe(), e.position());
            case Logic e -> new Logic(e.and(), mapAll(e.operands(), map), e.type());
            case Lambda e -> new Lambda(e.parameters(), map.apply(e.body()));
            case Case e ->
                new Case(
                        e.branches().stream()
                                .map(b -> new Branch(map.apply(b.condition()), map.apply(b.result())))
                                .toList(),
                        map.apply(e.otherwise()),
                        e.type());
        };
    }

    private static List<Expression> mapAll(List<Expression> expressions, UnaryOperator<Expression> map) {
        return expressions.stream().map(map).toList();
    }

    /** {@code expression} with what {@code replace} answers in place of the subexpressions for which it answers, from the top. */
    public static Expression rewrite(Expression expression, Function<Expression, @Nullable Expression> replace) {
        Expression replaced = replace.apply(expression);
        return replaced != null ? replaced : mapOperands(expression, e -> rewrite(e, replace));
    }

    /** {@code expression} reading column {@code map(i)} where it read column {@code i}. */
    public static Expression renumber(Expression expression, IntUnaryOperator map) {
        return rewrite(
                expression,
                e -> e instanceof Input input ? new Input(map.applyAsInt(input.index()), input.type()) : null);
    }

    /** {@code expression} over the input of a projection instead of its output. */
    public static Expression inline(Expression expression, List<Expression> projection) {
        return rewrite(expression, e -> e instanceof Input input ? projection.get(input.index()) : null);
    }

    /** The columns it reads. */
    public static SortedSet<Integer> inputs(Expression expression) {
        SortedSet<Integer> inputs = new TreeSet<>();
        collectInputs(expression, inputs);
        return inputs;
    }

    private static void collectInputs(Expression expression, SortedSet<Integer> inputs) {
        if (expression instanceof Input input) {
            inputs.add(input.index());
        }
        expression.operands().forEach(e -> collectInputs(e, inputs));
    }

    /** The parts of a condition that must all be true. */
    public static List<Expression> conjuncts(@Nullable Expression condition) {
        List<Expression> parts = new ArrayList<>();
        collectConjuncts(condition, parts);
        return parts;
    }

    private static void collectConjuncts(@Nullable Expression condition, List<Expression> parts) {
        if (condition instanceof Logic logic && logic.and()) {
            logic.operands().forEach(e -> collectConjuncts(e, parts));
        } else if (condition != null && !isTrue(condition)) {
            parts.add(condition);
        }
    }

    /** The condition that all {@code parts} are true; {@code null} if there are none. */
    public static @Nullable Expression conjunction(List<Expression> parts) {
        if (parts.size() <= 1) {
            return parts.isEmpty() ? null : parts.getFirst();
        }
        return new Logic(
                true,
                parts,
                new BooleanType(parts.stream().anyMatch(e -> e.type().nullable())));
    }

    /** Whether it is the literal TRUE. */
    public static boolean isTrue(Expression expression) {
        return expression instanceof Literal literal && Boolean.TRUE.equals(literal.value());
    }

    /** {@code expression} without positions, so that equal computations are equal. */
    public static Expression withoutPositions(Expression expression) {
        return rewrite(expression, e -> switch (e) {
            case Call c
            when c.position() != Position.NONE ->
                withoutPositions(new Call(c.function(), c.operands(), c.type(), Position.NONE));
            case Cast c
            when c.position() != Position.NONE ->
                withoutPositions(new Cast(c.operand(), c.type(), c.safe(), Position.NONE));
            default -> null;
        });
    }

    /** Whether {@code test} holds of it or of a part of it. */
    public static boolean anyMatch(Expression expression, java.util.function.Predicate<Expression> test) {
        return test.test(expression) || expression.operands().stream().anyMatch(e -> anyMatch(e, test));
    }

    /** The columns of a relation, unchanged. */
    public static List<Expression> identity(dev.millrace.types.Schema schema) {
        List<Expression> columns = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            columns.add(new Input(i, schema.type(i)));
        }
        return columns;
    }
}
