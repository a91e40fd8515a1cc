package dev.millrace.bench.nexmark;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.runtime.ProcessFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/** Feeds a circuit from its beginning. Events are made a few steps ahead; only the steps count. */
final class EngineRun {
    private static final int STEP_EVENTS = 40_000;
    private static final int STEPS_AHEAD = 10;

    private final GrowingState state;
    private long nanos;
    private long cpuNanos;

    private EngineRun(GrowingState state) {
        this.state = state;
    }

    /**
     * What a run took.
     *
     * @param cpuSeconds of the whole process, collector and compiler included, while steps were made
     */
    record Figures(long events, double seconds, double cpuSeconds, long stateBytes, long stateRows) {
        double eventsPerSecond() {
            return events / seconds;
        }
    }

    /** A run of a query on at least so many events. */
    static Figures of(String query, int workers, long eventRate, long events) {
        System.gc();
        try (GrowingState state = new GrowingState(query, workers, eventRate)) {
            EngineRun run = new EngineRun(state);
            while (state.events() < events) {
                run.steps();
            }
            return new Figures(state.events(), run.nanos / 1e9, run.cpuNanos / 1e9, state.bytes(), state.rows());
        }
    }

    private void steps() {
        List<SequencedMap<String, Delta>> inputs = new ArrayList<>();
        for (int i = 0; i < STEPS_AHEAD; i++) {
            inputs.add(state.next(STEP_EVENTS));
        }
        long start = System.nanoTime();
        long cpuStart = ProcessFigures.cpuNanos();
        inputs.forEach(state::step);
        cpuNanos += ProcessFigures.cpuNanos() - cpuStart;
        nanos += System.nanoTime() - start;
    }
}
