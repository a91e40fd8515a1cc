package dev.millrace.engine.operator;

import dev.millrace.engine.expression.GeneratedText;
import dev.millrace.plan.Circuit;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import dev.millrace.types.Schema;
import org.jspecify.annotations.Nullable;

/** The code that is generated for the expressions of a circuit once enough rows came, for people to read. */
public final class CodeText {
    private CodeText() {}

    /** The code of each node that has expressions, lines ended by {@code \n}. */
    public static String of(Circuit circuit) {
        StringBuilder text = new StringBuilder();
        for (Node node : circuit.nodes()) {
            String code = code(circuit, node);
            if (code != null) {
                String kind = node.operator().getClass().getSimpleName();
                text.append("node ").append(node.id()).append(": ").append(kind).append('\n');
                text.append(code.isEmpty() ? "(interpreted)\n" : code).append('\n');
            }
        }
        return text.toString();
    }

    private static @Nullable String code(Circuit circuit, Node node) {
        return switch (node.operator()) {
            case Operator.Filter filter -> GeneratedText.ofPredicate(filter.condition(), input(circuit, node, 0));
            case Operator.Project project
            when !project.expressions().stream().allMatch(Expression.Input.class::isInstance) ->
                GeneratedText.ofColumns(project.expressions(), input(circuit, node, 0));
            case Operator.Join join
            when join.residual() != null ->
                GeneratedText.ofPredicate(
                        join.residual(), input(circuit, node, 0).concat(input(circuit, node, 1)));
            default -> null;
        };
    }

    private static Schema input(Circuit circuit, Node node, int index) {
        return circuit.node(node.inputs().get(index)).schema();
    }
}
