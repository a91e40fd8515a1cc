package dev.millrace.plan;

import dev.millrace.types.Schema;
import java.util.List;

/**
 * A node of a circuit.
 *
 * @param id its index in {@link Circuit#nodes}
 * @param inputs ids of the nodes it reads, each less than {@code id}
 * @param schema of its output
 * @param properties what is known of its output
 * @param relation the view it is part of, or the table, for messages; empty if none
 * @param position where in the program it comes from
 */
public record Node(
        int id,
        Operator operator,
        List<Integer> inputs,
        Schema schema,
        Properties properties,
        String relation,
        Position position) {
    public Node {
        inputs = List.copyOf(inputs);
        for (int input : inputs) {
            if (input < 0 || input >= id) {
                throw new IllegalArgumentException("node " + id + " cannot read node " + input);
            }
        }
    }
}
