package dev.millrace.embedded;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.circuit.Integral;
import dev.millrace.engine.circuit.RunningCircuit;
import dev.millrace.engine.circuit.StepResult;
import dev.millrace.plan.Circuit;
import dev.millrace.plan.View;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Views computed by one circuit, and what they contain: mostly one view, or all of a recursive component. */
final class LiveViews {
    private final Circuit plan;
    private final RunningCircuit circuit;
    private final SequencedMap<String, Integral> contents = new LinkedHashMap<>();

    LiveViews(List<View> views, Circuit circuit) {
        this.plan = circuit;
        this.circuit = new RunningCircuit(circuit, 1);
        views.forEach(view -> contents.put(view.name(), new Integral(ViewSchema.of(view, circuit))));
    }

    /** The relations that it reads. */
    List<String> sources() {
        return circuit.sources();
    }

    /** The contents of its views, by name. */
    SequencedMap<String, Integral> contents() {
        return contents;
    }

    boolean reads(Map<String, Delta> changed) {
        return circuit.sources().stream().anyMatch(changed::containsKey);
    }

    /** The first half of a step. Answers the changes of all its views, consolidated, and adds late rows to {@code late}. */
    SequencedMap<String, Delta> step(Map<String, Delta> changed, HalfSteps step, List<RelationChange> late) {
        StepResult result = step.step(circuit, changed);
        SequencedMap<String, Delta> changes = new LinkedHashMap<>();
        contents.forEach((view, integral) -> {
            Delta change = result.consolidated(view);
            step.add(integral, change);
            changes.put(view, change);
        });
        late.addAll(LateRows.of(plan, result));
        return changes;
    }

    void close() {
        circuit.close();
    }
}
