package dev.millrace.bench.nexmark;

import dev.millrace.connectors.generator.nexmark.NexmarkGenerator;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.circuit.OperatorState;
import dev.millrace.engine.circuit.RunningCircuit;
import dev.millrace.engine.state.Account;
import dev.millrace.engine.state.Durable;
import dev.millrace.plan.Plan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** A query whose state grows as events are fed to it, in steps of any size. Only the steps are timed, not the making of events. */
public final class GrowingState implements AutoCloseable {
    private static final long SEED = 0;
    private static final long EVENT_RATE = 100;

    private final RunningCircuit circuit;
    private final List<TableFeed> tables;
    private final NexmarkGenerator generator;
    private long event;

    /** A query without rows, with 100 events per second of event time. */
    public GrowingState(String query, int workers) {
        this(query, workers, EVENT_RATE);
    }

    GrowingState(String query, int workers, long eventRate) {
        Plan plan = NexmarkProgram.compile(query);
        this.circuit = new RunningCircuit(plan.circuit(), workers);
        this.tables = TableFeed.of(circuit);
        this.generator = new NexmarkGenerator(SEED, eventRate);
        SideInput.load(circuit);
    }

    /** Makes a step with the next events; the answer is how long it took, in nanoseconds. */
    public long step(int events) {
        SequencedMap<String, Delta> input = next(events);
        long start = System.nanoTime();
        step(input);
        return System.nanoTime() - start;
    }

    /** The next events, by table. */
    SequencedMap<String, Delta> next(int events) {
        SequencedMap<String, Delta> input = new LinkedHashMap<>();
        for (TableFeed feed : tables) {
            input.put(feed.name(), Delta.of(feed.widen(generator.rows(feed.table(), event, events, feed.columns()))));
        }
        event += events;
        return input;
    }

    /** Makes a step with events that {@link #next} gave. */
    void step(SequencedMap<String, Delta> input) {
        circuit.step(input);
        circuit.finish(true);
    }

    /** Events fed so far. */
    public long events() {
        return event;
    }

    /** Rows in the state of all operators. */
    public long rows() {
        return circuit.states().stream().mapToLong(OperatorState::rows).sum();
    }

    /** Bytes of the state of all operators. */
    public long bytes() {
        return circuit.stateBytes();
    }

    /** Where they are, as far as a checkpoint would hold them. */
    Account account() {
        return parts().values().stream().map(Durable::account).reduce(Account.NONE, Account::plus);
    }

    /** What a checkpoint holds of it. */
    public SequencedMap<String, Durable> parts() {
        return circuit.state().parts();
    }

    @Override
    public void close() {
        circuit.close();
    }
}
