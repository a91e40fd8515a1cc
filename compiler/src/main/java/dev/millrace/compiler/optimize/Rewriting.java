package dev.millrace.compiler.optimize;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.Node;
import java.util.ArrayList;
import java.util.List;

/** Builds a circuit anew, node by node. */
final class Rewriting {
    private Rewriting() {}

    /** Makes a node anew over its new inputs; answers the id of the node that takes its place. */
    @FunctionalInterface
    interface Step {
        int apply(Node node, List<Integer> inputs);
    }

    static Circuit rebuild(Circuit circuit, CircuitBuilder builder, Step step) {
        int[] renamed = new int[circuit.nodes().size()];
        for (Node node : circuit.nodes()) {
            List<Integer> inputs = node.inputs().stream().map(i -> renamed[i]).toList();
            renamed[node.id()] = step.apply(node, inputs);
        }
        List<Circuit.Output> outputs = new ArrayList<>();
        for (Circuit.Output output : circuit.outputs()) {
            outputs.add(new Circuit.Output(output.name(), renamed[output.node()]));
        }
        return builder.build(outputs);
    }

    /** How often each node is read, by other nodes or as an output. */
    static int[] uses(Circuit circuit) {
        int[] uses = new int[circuit.nodes().size()];
        circuit.nodes().forEach(n -> n.inputs().forEach(i -> uses[i]++));
        circuit.outputs().forEach(o -> uses[o.node()]++);
        return uses;
    }
}
