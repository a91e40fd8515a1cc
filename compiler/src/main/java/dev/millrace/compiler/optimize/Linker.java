package dev.millrace.compiler.optimize;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts circuits together. */
public final class Linker {
    private Linker() {}

    /** {@code circuit} with the nodes of {@code definitions}, of one output each, in place of the sources of their names. */
    public static Circuit inline(Circuit circuit, Map<String, Circuit> definitions) {
        CircuitBuilder builder = new CircuitBuilder();
        List<Circuit.Output> outputs = append(builder, circuit, name -> {
            Circuit definition = definitions.get(name);
            return definition == null
                    ? null
                    : append(builder, inline(definition, definitions), n -> null)
                            .getFirst()
                            .node();
        });
        return builder.build(outputs);
    }

    /** Adds the nodes of {@code circuit}, with {@code relations} in place of the sources it knows; the outputs there. */
    public static List<Circuit.Output> append(
            CircuitBuilder builder, Circuit circuit, Function<String, @Nullable Integer> relations) {
        int[] renamed = new int[circuit.nodes().size()];
        for (Node node : circuit.nodes()) {
            Integer known =
                    node.operator() instanceof Operator.Source source ? relations.apply(source.relation()) : null;
            renamed[node.id()] = known != null
                    ? known
                    : builder.add(
                            node.operator(),
                            node.inputs().stream().map(i -> renamed[i]).toList(),
                            node.schema(),
                            node);
        }
        List<Circuit.Output> outputs = new ArrayList<>();
        for (Circuit.Output output : circuit.outputs()) {
            outputs.add(new Circuit.Output(output.name(), renamed[output.node()]));
        }
        return outputs;
    }
}
