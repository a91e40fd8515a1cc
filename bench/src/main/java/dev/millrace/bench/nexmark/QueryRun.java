package dev.millrace.bench.nexmark;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.algebra.ViewHash;
import dev.millrace.engine.circuit.RunningCircuit;
import dev.millrace.engine.circuit.StepResult;
import dev.millrace.plan.Plan;
import dev.millrace.runtime.ProcessFigures;
import dev.millrace.types.Batch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;

/** Runs one query: events in, every row of its view's changes read, nothing written anywhere. */
final class QueryRun {
    /** Writing 5 here lets Linux measure peak memory anew. */
    private static final Path CLEAR_PEAK = Path.of("/proc/self/clear_refs");

    private final String query;
    private final NexmarkSettings settings;
    private final Plan plan;

    QueryRun(String query, NexmarkSettings settings) {
        this.query = query;
        this.settings = settings;
        this.plan = NexmarkProgram.compile(query);
    }

    /** Warms up, then measures. */
    QueryResult measure() throws InterruptedException {
        if (settings.warmupEvents() > 0) {
            run(settings.warmupEvents());
        }
        System.gc();
        clearPeak();
        return run(settings.events());
    }

    private static void clearPeak() {
        try {
            Files.writeString(CLEAR_PEAK, "5");
        } catch (IOException elsewhere) {
            // the peak then includes the warm-up
        }
    }

    private QueryResult run(long count) throws InterruptedException {
        try (RunningCircuit circuit = new RunningCircuit(plan.circuit(), settings.workers());
                Events events = events(count, TableFeed.of(circuit));
                EventsAhead ahead = new EventsAhead(events, settings.generators())) {
            return run(circuit, ahead, new long[events.steps()]);
        }
    }

    private Events events(long count, List<TableFeed> tables) {
        return switch (settings.input()) {
            case GENERATOR -> new GeneratedEvents(settings, count, tables);
            case JSON -> new JsonEvents(settings, count, tables);
        };
    }

    private QueryResult run(RunningCircuit circuit, EventsAhead events, long[] stepNanos) throws InterruptedException {
        SideInput.load(circuit);
        ViewHash hash = new ViewHash(plan.views().getLast().schema());
        long rows = 0;
        long changes = 0;
        long stateBytes = 0;
        long cpu = ProcessFigures.cpuNanos();
        long start = System.nanoTime();
        long before = start;
        for (int step = 0; events.hasNext(); step++) {
            SequencedMap<String, Delta> input = events.next();
            Delta output = output(circuit.step(input));
            hash.add(output);
            rows += weight(output);
            changes += output.rows();
            circuit.finish(true);
            stateBytes = Math.max(stateBytes, circuit.stateBytes());
            long now = System.nanoTime();
            stepNanos[step] = now - before;
            before = now;
        }
        long end = System.nanoTime();
        long cpuEnd = ProcessFigures.cpuNanos();
        Arrays.sort(stepNanos);
        return new QueryResult(
                query,
                settings,
                (end - start) / 1e9,
                (cpuEnd - cpu) / 1e9,
                events.cpuNanos() / 1e9,
                quantile(stepNanos, 0.5) / 1e6,
                quantile(stepNanos, 0.99) / 1e6,
                ProcessFigures.peakResidentBytes(),
                stateBytes,
                rows,
                changes,
                hash.hex());
    }

    private Delta output(StepResult result) {
        return result.outputs().getOrDefault(plan.views().getLast().name(), Delta.EMPTY);
    }

    private static long weight(Delta delta) {
        long sum = 0;
        for (Batch batch : delta.batches()) {
            long[] weights = batch.weights();
            if (weights == null) {
                sum += batch.size();
            } else {
                sum += Arrays.stream(weights, 0, batch.size()).sum();
            }
        }
        return sum;
    }

    private static long quantile(long[] sorted, double part) {
        return sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * part))];
    }
}
