package dev.millrace.plan;

import java.util.List;

/**
 * A directed acyclic graph of operators.
 *
 * @param nodes in an order in which each follows its inputs
 * @param outputs what it computes
 */
public record Circuit(List<Node> nodes, List<Output> outputs) {
    /** A named result: the stream of the node {@code node}. */
    public record Output(String name, int node) {}

    public Circuit {
        nodes = List.copyOf(nodes);
        outputs = List.copyOf(outputs);
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).id() != i) {
                throw new IllegalArgumentException("node " + nodes.get(i).id() + " stands at " + i);
            }
        }
    }

    /** The node of this id. */
    public Node node(int id) {
        return nodes.get(id);
    }
}
