package dev.millrace.compiler.optimize;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.Node;
import java.util.ArrayList;
import java.util.List;

/** Leaves out the nodes that no output depends on, and numbers the others anew. */
final class RemoveUnusedNodes {
    private RemoveUnusedNodes() {}

    static Circuit apply(Circuit circuit) {
        boolean[] used = new boolean[circuit.nodes().size()];
        circuit.outputs().forEach(o -> used[o.node()] = true);
        for (int id = used.length - 1; id >= 0; id--) {
            if (used[id]) {
                circuit.node(id).inputs().forEach(i -> used[i] = true);
            }
        }
        int[] renamed = new int[used.length];
        List<Node> nodes = new ArrayList<>();
        for (Node node : circuit.nodes()) {
            if (used[node.id()]) {
                renamed[node.id()] = nodes.size();
                nodes.add(new Node(
                        nodes.size(),
                        node.operator(),
                        node.inputs().stream().map(i -> renamed[i]).toList(),
                        node.schema(),
                        node.properties(),
                        node.relation(),
                        node.position()));
            }
        }
        return new Circuit(
                nodes,
                circuit.outputs().stream()
                        .map(o -> new Circuit.Output(o.name(), renamed[o.node()]))
                        .toList());
    }
}
