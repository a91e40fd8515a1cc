package dev.millrace.cli.run;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Operator.SortKey;
import dev.millrace.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/** In which order a view is best read: that of its ORDER BY if it has one, else by its columns from left to right. */
final class ViewOrder {
    private ViewOrder() {}

    /** The order of a view's rows; all columns are in it. */
    static List<SortKey> of(Plan plan, String view) {
        Circuit circuit = plan.circuit();
        Node node = circuit.outputs().stream()
                .filter(output -> output.name().equals(view))
                .map(output -> circuit.node(output.node()))
                .findFirst()
                .orElseThrow();
        List<SortKey> keys = new ArrayList<>(ranking(circuit, node));
        for (int i = 0; i < node.schema().size(); i++) {
            keys.add(new SortKey(i, false, false));
        }
        return keys;
    }

    /** The order of the top-k that a node is, or passes on; as far as its columns are there. */
    private static List<SortKey> ranking(Circuit circuit, Node node) {
        return switch (node.operator()) {
            case Operator.TopK top when top.partition().isEmpty() -> top.order();
            case Operator.Filter filter ->
                ranking(circuit, circuit.node(node.inputs().getFirst()));
            case Operator.Project project ->
                through(project, ranking(circuit, circuit.node(node.inputs().getFirst())));
            default -> List.of();
        };
    }

    private static List<SortKey> through(Operator.Project project, List<SortKey> keys) {
        List<SortKey> passed = new ArrayList<>();
        for (SortKey key : keys) {
            int column = column(project, key.column());
            if (column < 0) {
                return passed;
            }
            passed.add(new SortKey(column, key.descending(), key.nullsFirst()));
        }
        return passed;
    }

    private static int column(Operator.Project project, int input) {
        for (int i = 0; i < project.expressions().size(); i++) {
            if (project.expressions().get(i) instanceof Expression.Input read && read.index() == input) {
                return i;
            }
        }
        return -1;
    }
}
