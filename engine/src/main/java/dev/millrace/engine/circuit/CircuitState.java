package dev.millrace.engine.circuit;

import dev.millrace.engine.state.Durable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What a circuit has to remember from step to step.
 *
 * @param parts by names that are the same in every circuit that computes the same in the same number of shards
 * @param refusals what no checkpoint can hold, in sentences; such a circuit cannot be restored
 */
public record CircuitState(SequencedMap<String, Durable> parts, List<String> refusals) {
    public CircuitState {
        parts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parts));
        refusals = List.copyOf(refusals);
    }
}
