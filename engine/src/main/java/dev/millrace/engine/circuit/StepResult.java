package dev.millrace.engine.circuit;

import dev.millrace.engine.algebra.Consolidation;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.types.Schema;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * What a step changed. Valid until the step is finished: rows may be references into state.
 *
 * @param outputs the change of each output, in the order of the circuit, also where it is empty; rows may occur more than once
 * @param schemas of the outputs
 * @param net the outputs in whose change each row occurs once
 * @param late rows dropped because of LATENESS, by table
 */
public record StepResult(
        SequencedMap<String, Delta> outputs,
        Map<String, Schema> schemas,
        Set<String> net,
        SequencedMap<String, Delta> late) {
    public StepResult {
        outputs = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(outputs));
        late = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(late));
    }

    /** The change of an output in which each row occurs once, with its net weight. */
    public Delta consolidated(String output) {
        Delta delta = outputs.get(output);
        Schema schema = schemas.get(output);
        if (delta == null || schema == null) {
            throw new IllegalArgumentException("no output " + output);
        }
        return net.contains(output) ? delta : Consolidation.consolidate(delta, schema);
    }
}
