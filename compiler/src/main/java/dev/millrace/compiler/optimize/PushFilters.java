package dev.millrace.compiler.optimize;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Input;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Operator.JoinKind;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Moves conditions as far towards the sources as they may go, makes join conditions of them, drops the outer part of outer joins
 * that a condition undoes, and orders the inputs of inner joins so that each shares a key with those before it.
 */
final class PushFilters {
    private final Circuit circuit;
    private final CircuitBuilder builder = new CircuitBuilder();
    private final int[] uses;
    private final int[] placed;

    private PushFilters(Circuit circuit) {
        this.circuit = circuit;
        this.uses = Rewriting.uses(circuit);
        this.placed = new int[circuit.nodes().size()];
        Arrays.fill(placed, -1);
    }

    static Circuit apply(Circuit circuit) {
        PushFilters rule = new PushFilters(circuit);
        List<Circuit.Output> outputs = new ArrayList<>();
        for (Circuit.Output output : circuit.outputs()) {
            outputs.add(new Circuit.Output(output.name(), rule.place(output.node(), List.of(), false)));
        }
        return rule.builder.build(outputs);
    }

    Circuit circuit() {
        return circuit;
    }

    CircuitBuilder builder() {
        return builder;
    }

    boolean isShared(int id) {
        return uses[id] > 1;
    }

    /**
     * The new node of {@code id} under conditions on its columns. {@code shared}: somebody else reads the same rows, so that what
     * has state must not be computed again just for these conditions.
     */
    int place(int id, List<Expression> conditions, boolean shared) {
        if (conditions.isEmpty()) {
            if (placed[id] < 0) {
                placed[id] = push(circuit.node(id), conditions, false);
            }
            return placed[id];
        }
        boolean common = shared || isShared(id);
        Node node = circuit.node(id);
        if (common && !isCheap(node.operator())) {
            return filter(place(id, List.of(), false), conditions, node);
        }
        return push(node, conditions, common);
    }

    private static boolean isCheap(Operator operator) {
        return operator instanceof Operator.Filter
                || operator instanceof Operator.Project
                || operator instanceof Operator.Union
                || operator instanceof Operator.Unnest
                || operator instanceof Operator.Hop;
    }

    int filter(int input, List<Expression> conditions, Node origin) {
        Expression all = Expressions.conjunction(conditions);
        return all == null
                ? input
                : builder.add(new Operator.Filter(all), List.of(input), builder.schema(input), origin);
    }

    private int push(Node node, List<Expression> conditions, boolean shared) {
        return switch (node.operator()) {
            case Operator.Filter o -> {
                List<Expression> all = new ArrayList<>(Expressions.conjuncts(o.condition()));
                conditions.stream().filter(c -> !all.contains(c)).forEach(all::add);
                yield place(input(node), all, shared);
            }
            case Operator.Project o -> {
                List<Expression> below = conditions.stream()
                        .map(c -> SimplifyExpressions.simplify(Expressions.inline(c, o.expressions())))
                        .toList();
                yield builder.add(o, List.of(place(input(node), conjuncts(below), shared)), node.schema(), node);
            }
            case Operator.Union o -> through(node, conditions, c -> true, shared);
            case Operator.Distinct o -> through(node, conditions, c -> true, shared);
            case Operator.Intersect o -> through(node, conditions, c -> true, shared);
            case Operator.Except o -> through(node, conditions, c -> true, shared);
            case Operator.Negate o -> through(node, conditions, c -> true, shared);
            case Operator.Unnest o -> through(node, conditions, within(inputWidth(node)), shared);
            case Operator.Hop o -> through(node, conditions, within(inputWidth(node)), shared);
            case Operator.Window o -> through(node, conditions, only(o.partition()), shared);
            case Operator.TopK o -> through(node, conditions, only(o.partition()), shared);
            case Operator.Asof o -> {
                List<Expression> left = safe(conditions, within(inputWidth(node)));
                int first = place(input(node), left, shared);
                int joined = builder.add(
                        o, List.of(first, place(node.inputs().get(1), List.of(), false)), node.schema(), node);
                yield filter(joined, without(conditions, left), node);
            }
            case Operator.Aggregate o -> aggregate(node, o, conditions, shared);
            case Operator.Join o ->
                kind(o, conditions, inputWidth(node)) == JoinKind.INNER
                        ? new JoinOrder(this, node.id()).place(conditions)
                        : outer(node, o, conditions, shared);
            case Operator.Source o -> leaf(node, conditions);
            case Operator.Constant o -> leaf(node, conditions);
            case Operator.Upsert o -> leaf(node, conditions);
            case Operator.Lateness o -> leaf(node, conditions);
            case Operator.Recompute o -> leaf(node, conditions);
        };
    }

    private static int input(Node node) {
        return node.inputs().getFirst();
    }

    private int inputWidth(Node node) {
        return circuit.node(input(node)).schema().size();
    }

    private static List<Expression> conjuncts(List<Expression> conditions) {
        return conditions.stream()
                .flatMap(c -> Expressions.conjuncts(c).stream())
                .toList();
    }

    private int leaf(Node node, List<Expression> conditions) {
        List<Integer> inputs =
                node.inputs().stream().map(i -> place(i, List.of(), false)).toList();
        return filter(builder.add(node.operator(), inputs, node.schema(), node), conditions, node);
    }

    /** Moves the conditions that pass {@code test} to every input; they are over the same columns there. */
    private int through(Node node, List<Expression> conditions, Predicate<Expression> test, boolean shared) {
        List<Expression> below = conditions.stream().filter(test).toList();
        List<Integer> inputs =
                node.inputs().stream().map(i -> place(i, below, shared)).toList();
        int result = builder.add(node.operator(), inputs, node.schema(), node);
        return filter(result, without(conditions, below), node);
    }

    private int aggregate(Node node, Operator.Aggregate operator, List<Expression> conditions, boolean shared) {
        int keys = operator.keys().size();
        List<Expression> below = conditions.stream().filter(within(keys)).toList();
        List<Expression> onInput = below.stream()
                .map(c -> Expressions.renumber(c, i -> operator.keys().get(i)))
                .toList();
        int input = place(input(node), onInput, shared);
        int result = builder.add(operator, List.of(input), node.schema(), node);
        return filter(result, without(conditions, below), node);
    }

    private static Predicate<Expression> within(int width) {
        return only(i -> i < width);
    }

    private static Predicate<Expression> only(List<Integer> columns) {
        return only(columns::contains);
    }

    private static Predicate<Expression> only(IntPredicate columns) {
        return condition -> {
            SortedSet<Integer> inputs = Expressions.inputs(condition);
            return !inputs.isEmpty() && inputs.stream().allMatch(columns::test);
        };
    }

    private static List<Expression> safe(List<Expression> conditions, Predicate<Expression> test) {
        return conditions.stream()
                .filter(test)
                .filter(c -> !Failures.canFail(c))
                .toList();
    }

    private static List<Expression> without(List<Expression> conditions, List<Expression> moved) {
        return conditions.stream().filter(c -> !moved.contains(c)).toList();
    }

    /** The kind of join that is left when these conditions hold of its rows. */
    static JoinKind kind(Operator.Join join, List<Expression> conditions, int width) {
        boolean needsRight = NullRejection.rejects(conditions, i -> i >= width);
        boolean needsLeft = NullRejection.rejects(conditions, i -> i < width);
        return switch (join.kind()) {
            case INNER, SEMI, ANTI -> join.kind();
            case LEFT -> needsRight ? JoinKind.INNER : JoinKind.LEFT;
            case RIGHT -> needsLeft ? JoinKind.INNER : JoinKind.RIGHT;
            case FULL ->
                needsRight ? needsLeft ? JoinKind.INNER : JoinKind.RIGHT : needsLeft ? JoinKind.LEFT : JoinKind.FULL;
        };
    }

    private int outer(Node node, Operator.Join join, List<Expression> conditions, boolean shared) {
        int width = inputWidth(node);
        JoinKind kind = kind(join, conditions, width);
        Schema left = circuit.node(input(node)).schema();
        Schema right = circuit.node(node.inputs().get(1)).schema();
        List<Expression> on = JoinBuilder.conditions(join, left, right);
        boolean keepsLeft = kind == JoinKind.LEFT || kind == JoinKind.SEMI || kind == JoinKind.ANTI;
        boolean keepsRight = kind == JoinKind.RIGHT;
        List<Expression> toLeft = keepsLeft ? safe(conditions, within(width)) : List.of();
        List<Expression> toRight = keepsRight ? safe(conditions, only(i -> i >= width)) : List.of();
        List<Expression> above = without(without(conditions, toLeft), toRight);
        boolean narrowsRight = keepsLeft;
        boolean narrowsLeft = kind == JoinKind.RIGHT || kind == JoinKind.SEMI;
        List<Expression> onLeft = narrowsLeft ? safe(on, within(width)) : List.of();
        List<Expression> onRight = narrowsRight ? safe(on, only(i -> i >= width)) : List.of();
        int leftNode = place(input(node), concat(toLeft, onLeft), shared);
        int rightNode = place(node.inputs().get(1), shifted(concat(toRight, onRight), width), shared);
        JoinBuilder joined = new JoinBuilder(builder, leftNode, rightNode, node.relation(), node.position());
        without(without(on, onLeft), onRight).forEach(joined::on);
        return filter(joined.build(kind), above, node);
    }

    private static List<Expression> concat(List<Expression> a, List<Expression> b) {
        List<Expression> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }

    static List<Expression> shifted(List<Expression> conditions, int by) {
        return conditions.stream()
                .map(c ->
                        Expressions.rewrite(c, e -> e instanceof Input i ? new Input(i.index() - by, i.type()) : null))
                .toList();
    }
}
