package dev.millrace.engine.circuit;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Operator.RankFunction;
import java.util.BitSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Outputs whose change of a step names each row once anyway: operators that tell, for each group they touched, what was there before
 * and what is there now if that differs, and what keeps their rows apart.
 */
final class NetOutputs {
    private NetOutputs() {}

    /** The names of those outputs. */
    static Set<String> of(Circuit circuit) {
        BitSet net = new BitSet();
        for (Node node : circuit.nodes()) {
            net.set(node.id(), isNet(node, circuit, net));
        }
        Set<String> names = new TreeSet<>();
        for (Circuit.Output output : circuit.outputs()) {
            if (net.get(output.node())) {
                names.add(output.name());
            }
        }
        return names;
    }

    private static boolean isNet(Node node, Circuit circuit, BitSet net) {
        return switch (node.operator()) {
            case Operator.Aggregate aggregate -> true;
            case Operator.TopK topK ->
                circuit.node(node.inputs().getFirst()).properties().appendOnly()
                        && topK.function() == RankFunction.ROW_NUMBER
                        && topK.limit() == 1
                        && topK.offset() == 0;
            case Operator.Filter filter -> net.get(node.inputs().getFirst());
            case Operator.Project project ->
                net.get(node.inputs().getFirst())
                        && keepsAll(
                                project,
                                circuit.node(node.inputs().getFirst()).schema().size());
            default -> false;
        };
    }

    /** Whether all fields of the input are among those of the output, so that different rows stay different. */
    private static boolean keepsAll(Operator.Project project, int width) {
        BitSet kept = new BitSet();
        for (Expression expression : project.expressions()) {
            if (expression instanceof Expression.Input column) {
                kept.set(column.index());
            }
        }
        return kept.cardinality() == width;
    }
}
