package dev.millrace.compiler.optimize;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Cast;
import dev.millrace.plan.Expression.Input;
import dev.millrace.plan.Expression.Literal;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import java.util.ArrayList;
import java.util.List;

/** Makes one projection of two, one filter of two, and leaves out projections that change nothing. */
final class MergeProjects {
    private MergeProjects() {}

    static Circuit apply(Circuit circuit) {
        CircuitBuilder builder = new CircuitBuilder();
        return Rewriting.rebuild(circuit, builder, (node, inputs) -> switch (node.operator()) {
            case Operator.Project project -> project(project, inputs.getFirst(), node, builder);
            case Operator.Filter filter -> filter(filter, inputs.getFirst(), node, builder);
            default -> builder.add(node.operator(), inputs, node.schema(), node);
        });
    }

    private static int project(Operator.Project project, int input, Node node, CircuitBuilder builder) {
        Node below = builder.node(input);
        if (CircuitBuilder.isIdentity(project.expressions(), below.schema())) {
            return input;
        }
        if (below.operator() instanceof Operator.Project inner && !repeatsWork(project, inner)) {
            List<Expression> merged = project.expressions().stream()
                    .map(e -> SimplifyExpressions.simplify(Expressions.inline(e, inner.expressions())))
                    .toList();
            return project(new Operator.Project(merged), below.inputs().getFirst(), node, builder);
        }
        return builder.add(project, List.of(input), node.schema(), node);
    }

    /** Whether merging would compute something twice for each row. */
    private static boolean repeatsWork(Operator.Project outer, Operator.Project inner) {
        int[] reads = new int[inner.expressions().size()];
        outer.expressions().forEach(e -> countReads(e, reads));
        for (int i = 0; i < reads.length; i++) {
            Expression expression = inner.expressions().get(i);
            boolean trivial = expression instanceof Input
                    || expression instanceof Literal
                    || expression instanceof Cast cast && cast.operand() instanceof Input;
            if (reads[i] > 1 && !trivial) {
                return true;
            }
        }
        return false;
    }

    private static void countReads(Expression expression, int[] reads) {
        if (expression instanceof Input input) {
            reads[input.index()]++;
        }
        expression.operands().forEach(e -> countReads(e, reads));
    }

    private static int filter(Operator.Filter filter, int input, Node node, CircuitBuilder builder) {
        Node below = builder.node(input);
        if (!(below.operator() instanceof Operator.Filter inner)) {
            return builder.add(filter, List.of(input), node.schema(), node);
        }
        List<Expression> all = new ArrayList<>(Expressions.conjuncts(inner.condition()));
        Expressions.conjuncts(filter.condition()).stream()
                .filter(c -> !all.contains(c))
                .forEach(all::add);
        Expression condition = Expressions.conjunction(all);
        return condition == null
                ? input
                : builder.add(new Operator.Filter(condition), below.inputs(), node.schema(), node);
    }
}
