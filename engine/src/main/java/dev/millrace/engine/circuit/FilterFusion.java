package dev.millrace.engine.circuit;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import dev.millrace.plan.physical.PhysicalCircuit;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Finds filters that only a projection reads, right after them on the same shard. */
final class FilterFusion {
    private FilterFusion() {}

    /** Such filters, by the number of the projection. */
    static SequencedMap<Integer, Node> of(PhysicalCircuit plan) {
        Circuit circuit = plan.circuit();
        SequencedMap<Integer, Node> fusions = new LinkedHashMap<>();
        for (Node node : circuit.nodes()) {
            if (node.operator() instanceof Operator.Project) {
                Node input = circuit.node(node.inputs().getFirst());
                if (input.operator() instanceof Operator.Filter && isReadOnlyBy(node, input, plan)) {
                    fusions.put(node.id(), input);
                }
            }
        }
        return fusions;
    }

    private static boolean isReadOnlyBy(Node project, Node filter, PhysicalCircuit plan) {
        Circuit circuit = plan.circuit();
        return circuit.outputs().stream().noneMatch(output -> output.node() == filter.id())
                && plan.exchanges().stream().noneMatch(exchange -> exchange.from() == filter.id())
                && circuit.nodes().stream()
                        .allMatch(node -> node == project || !node.inputs().contains(filter.id()));
    }
}
