package dev.millrace.engine.expression;

import dev.millrace.functions.EvaluationException;
import dev.millrace.plan.Expression;
import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns expressions over one input into nodes. Equal parts become one {@link Shape}; a shape with several users becomes one
 * {@link SharedNode}. Every function is deterministic within a step, so any part may be shared.
 *
 * <p>Used once, for one list of expressions.
 */
final class ExpressionCompiler {
    private static final @Nullable Object[] NO_VALUES = {};

    /** What makes two expressions equal: not their position. {@code extra} is what distinguishes leaves. */
    private record Key(Class<?> kind, @Nullable Object extra, SqlType type, List<Shape> operands) {}

    private final Map<Key, Shape> shapes = new HashMap<>();
    private int sharedCount;

    /** How many results of shared nodes a frame has to hold; known once everything is compiled. */
    int sharedCount() {
        return sharedCount;
    }

    Node compile(Expression expression) {
        return compile(List.of(expression)).getFirst();
    }

    List<Node> compile(List<? extends Expression> expressions) {
        List<Shape> roots = new ArrayList<>();
        for (Expression expression : expressions) {
            Shape root = shape(expression);
            root.use();
            roots.add(root);
        }
        return roots.stream().map(this::node).toList();
    }

    private Shape shape(Expression original) {
        Expression expression = fold(original);
        List<Shape> operands = expression instanceof Expression.Lambda
                ? List.of()
                : expression.operands().stream().map(this::shape).toList();
        Key key = new Key(expression.getClass(), extra(expression), expression.type(), operands);
        Shape known = shapes.get(key);
        if (known != null) {
            return known;
        }
        Shape shape = new Shape(expression, operands);
        operands.forEach(Shape::use);
        if (expression instanceof Expression.Call call && Kernels.repeatsOperands(call)) {
            operands.forEach(Shape::use);
        }
        shapes.put(key, shape);
        return shape;
    }

    private static @Nullable Object extra(Expression expression) {
        return switch (expression) {
            case Expression.Input input -> input.index();
            case Expression.Literal literal -> literal.value();
            case Expression.Call call -> call.function();
            case Expression.Cast cast -> cast.safe();
            case Expression.Case choice -> null;
            case Expression.Logic logic -> logic.and();
            case Expression.Lambda lambda -> lambda;
            case Expression.Parameter parameter -> parameter.index();
        };
    }

    /** The value of an expression of literals only, unless it fails: then it has to fail for a row. */
    private static Expression fold(Expression expression) {
        boolean constant = !expression.operands().isEmpty()
                && !(expression instanceof Expression.Lambda)
                && expression.operands().stream().allMatch(o -> fold(o) instanceof Expression.Literal);
        if (!constant) {
            return expression;
        }
        try {
            Object value = RowExpression.compile(expression).apply(NO_VALUES, NO_VALUES);
            return new Expression.Literal(value, expression.type());
        } catch (EvaluationException e) {
            return expression;
        }
    }

    private Node node(Shape shape) {
        Node node = shape.node();
        if (node == null) {
            node = build(shape);
            if (shape.isShared() && !(node instanceof InputNode || node instanceof ConstantNode)) {
                node = new SharedNode(sharedCount++, node);
            }
            shape.built(node, isSlow(SharedNode.unshared(node)));
        }
        return node;
    }

    private static boolean isSlow(Node node) {
        return node instanceof BoxedNode || node instanceof Replacement || node instanceof IntegerText;
    }

    private Node build(Shape shape) {
        return switch (shape.expression()) {
            case Expression.Input input -> new InputNode(input.index());
            case Expression.Literal literal -> new ConstantNode(literal.value(), literal.type());
            case Expression.Call call -> call(call, shape);
            case Expression.Cast cast -> cast(cast, shape);
            case Expression.Case choice -> choice(choice, shape);
            case Expression.Logic logic -> logic(logic, shape);
            case Expression.Lambda lambda -> throw new IllegalArgumentException("a lambda has no value of its own");
            case Expression.Parameter parameter ->
                throw new IllegalArgumentException(parameter + " outside of a lambda");
        };
    }

    private Node call(Expression.Call call, Shape shape) {
        if (call.operands().stream().noneMatch(Expression.Lambda.class::isInstance)) {
            List<Node> operands = shape.operands().stream().map(this::node).toList();
            Node kernel = Kernels.call(call, operands);
            if (kernel != null) {
                return kernel;
            }
        }
        CallSite site = CallSite.of(call);
        return new BoxedNode(site.function(), arguments(shape), call.type(), call.position());
    }

    private Node cast(Expression.Cast cast, Shape shape) {
        Node operand = node(shape.operands().getFirst());
        Node kernel = Casts.compile(cast, operand);
        return kernel != null
                ? kernel
                : new BoxedNode(CallSite.of(cast).function(), arguments(shape), cast.type(), cast.position());
    }

    private List<BoxedNode.Argument> arguments(Shape shape) {
        return shape.operands().stream().map(this::argument).toList();
    }

    private BoxedNode.Argument argument(Shape shape) {
        return shape.expression() instanceof Expression.Lambda lambda
                ? new BoxedNode.Argument(null, lambda.type(), RowExpression.function(lambda))
                : new BoxedNode.Argument(node(shape), shape.expression().type(), null);
    }

    private Node choice(Expression.Case choice, Shape shape) {
        List<Node> conditions = new ArrayList<>();
        List<Node> results = new ArrayList<>();
        boolean lazy = false;
        int last = shape.operands().size() - 1;
        for (int i = 0; i < last; i += 2) {
            conditions.add(node(shape.operands().get(i)));
            results.add(result(shape.operands().get(i + 1), choice.type()));
            lazy |= i > 0 && shape.operands().get(i).lazy()
                    || shape.operands().get(i + 1).lazy();
        }
        results.add(result(shape.operands().get(last), choice.type()));
        lazy |= shape.operands().get(last).lazy();
        return lazy
                ? new LazyCase(conditions, results, choice.type().storage())
                : new EagerCase(conditions, results, choice.type().storage());
    }

    /** A bare NULL takes the type of the CASE, so that all results have the same storage. */
    private Node result(Shape shape, SqlType type) {
        return shape.expression() instanceof Expression.Literal literal && literal.value() == null
                ? new ConstantNode(null, type)
                : node(shape);
    }

    private Node logic(Expression.Logic logic, Shape shape) {
        List<LogicNode.Operand> operands = new ArrayList<>();
        for (Lookups.Operand part : Lookups.group(logic, shape.operands())) {
            Node operand = node(part.shape());
            Node node = part.literals().isEmpty() ? operand : Lookups.compile(part, logic.and(), operand);
            operands.add(new LogicNode.Operand(
                    node, part.shape().lazy(), part.shape().canFail()));
        }
        return operands.size() == 1 ? operands.getFirst().node() : new LogicNode(logic.and(), operands);
    }

    /** A distinct expression, how many use it, and its node once it is built. */
    static final class Shape {
        private final Expression expression;
        private final List<Shape> operands;
        private final boolean canFail;
        private int uses;
        private @Nullable Node node;
        private boolean heavy;

        Shape(Expression expression, List<Shape> operands) {
            this.expression = expression;
            this.operands = operands;
            this.canFail = Failures.isPossible(expression) || operands.stream().anyMatch(Shape::canFail);
        }

        Expression expression() {
            return expression;
        }

        List<Shape> operands() {
            return operands;
        }

        @Nullable
        Node node() {
            return node;
        }

        void use() {
            uses++;
        }

        boolean isShared() {
            return uses > 1;
        }

        /** Whether evaluating it for a row can fail. */
        boolean canFail() {
            return canFail;
        }

        /** Whether it should be evaluated only where it is needed: it can fail, or is slow. Known once it is built. */
        boolean lazy() {
            return canFail || heavy;
        }

        void built(Node built, boolean slow) {
            node = built;
            heavy = slow || operands.stream().anyMatch(operand -> operand.heavy);
        }
    }
}
