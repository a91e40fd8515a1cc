package dev.millrace.embedded;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.circuit.Integral;
import dev.millrace.engine.circuit.RunningCircuit;
import dev.millrace.engine.circuit.StepResult;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.function.Consumer;

/** What has made the first half of a step and awaits the second: circuits and integrals that change together or not at all. */
final class HalfSteps {
    private final SequencedSet<RunningCircuit> circuits = new LinkedHashSet<>();
    private final SequencedSet<Integral> integrals = new LinkedHashSet<>();

    /** The first half of the step of a circuit, which must not be part of this yet. */
    StepResult step(RunningCircuit circuit, Map<String, Delta> inputs) {
        circuits.add(circuit);
        return circuit.step(inputs);
    }

    void add(Integral integral, Delta delta) {
        integrals.add(integral);
        integral.add(delta);
    }

    /** Ends the step of all. */
    void finish(boolean commit) {
        finish(integrals, integral -> integral.finish(commit));
        finish(circuits, circuit -> circuit.finish(commit));
    }

    private static <T> void finish(SequencedSet<T> parts, Consumer<T> finish) {
        parts.forEach(finish);
        parts.clear();
    }
}
