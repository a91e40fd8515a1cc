package dev.millrace.bench.nexmark;

import dev.millrace.connectors.generator.nexmark.NexmarkGenerator;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.circuit.OperatorState;
import dev.millrace.engine.circuit.RunningCircuit;
import dev.millrace.plan.Plan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** A query whose state grows as events are fed to it, in steps of any size. Only the steps are timed, not the making of events. */
final class GrowingState implements AutoCloseable {
    private static final long SEED = 0;

    private final RunningCircuit circuit;
    private final List<TableFeed> tables;
    private final NexmarkGenerator generator;
    private long event;

    GrowingState(String query, int workers, long eventRate) {
        Plan plan = NexmarkProgram.compile(query);
        this.circuit = new RunningCircuit(plan.circuit(), workers);
        this.tables = TableFeed.of(circuit);
        this.generator = new NexmarkGenerator(SEED, eventRate);
        SideInput.load(circuit);
    }

    /** Makes a step with the next events; the answer is how long it took, in nanoseconds. */
    long step(int events) {
        SequencedMap<String, Delta> input = new LinkedHashMap<>();
        for (TableFeed feed : tables) {
            input.put(feed.name(), Delta.of(feed.widen(generator.rows(feed.table(), event, events, feed.columns()))));
        }
        event += events;
        long start = System.nanoTime();
        circuit.step(input);
        circuit.finish(true);
        return System.nanoTime() - start;
    }

    /** Events fed so far. */
    long events() {
        return event;
    }

    /** Rows in the state of all operators. */
    long rows() {
        return circuit.states().stream().mapToLong(OperatorState::rows).sum();
    }

    /** Bytes of the state of all operators. */
    long bytes() {
        return circuit.stateBytes();
    }

    @Override
    public void close() {
        circuit.close();
    }
}
