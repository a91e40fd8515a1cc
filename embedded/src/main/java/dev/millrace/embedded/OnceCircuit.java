package dev.millrace.embedded;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.circuit.RunningCircuit;
import dev.millrace.engine.circuit.StepResult;
import dev.millrace.plan.Circuit;
import dev.millrace.plan.Operator.SortKey;
import dev.millrace.types.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Circuits that make one step, over the contents of what they read, and are thrown away. */
final class OnceCircuit {
    private OnceCircuit() {}

    /** The one output, as the result of a query. {@code contents} gives the contents of a relation. */
    static QueryResult query(Circuit circuit, Schema schema, List<SortKey> order, Function<String, Delta> contents) {
        try (RunningCircuit running = new RunningCircuit(circuit, 1)) {
            String output = circuit.outputs().getFirst().name();
            StepResult result = running.step(inputs(running, contents));
            Schema all = schema(result, output);
            return QueryResult.of(RelationChange.copyOf(output, all, result.consolidated(output)), schema, order);
        }
    }

    /** The rows of an output in the order in which they stand. */
    static Delta rows(Circuit circuit, String output, Function<String, Delta> contents) {
        try (RunningCircuit running = new RunningCircuit(circuit, 1)) {
            StepResult result = running.step(inputs(running, contents));
            Delta rows = Objects.requireNonNull(result.outputs().get(output));
            return Delta.of(
                    RelationChange.copyOf(output, schema(result, output), rows).batch());
        }
    }

    private static Map<String, Delta> inputs(RunningCircuit circuit, Function<String, Delta> contents) {
        Map<String, Delta> inputs = new LinkedHashMap<>();
        circuit.sources().forEach(source -> inputs.put(source, contents.apply(source)));
        return inputs;
    }

    private static Schema schema(StepResult result, String output) {
        return Objects.requireNonNull(result.schemas().get(output));
    }
}
