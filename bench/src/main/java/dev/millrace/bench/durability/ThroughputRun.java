package dev.millrace.bench.durability;

import dev.millrace.bench.nexmark.NexmarkProgram;
import dev.millrace.connect.Surroundings;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.plan.Plan;
import dev.millrace.plan.Table;
import dev.millrace.runtime.Pipeline;
import dev.millrace.runtime.PipelineAssembly;
import dev.millrace.runtime.PipelineListener;
import dev.millrace.runtime.PipelineStatistics;
import dev.millrace.runtime.ProcessFigures;
import dev.millrace.runtime.RuntimeOptions;
import dev.millrace.runtime.StandardConnectors;
import dev.millrace.runtime.StorageOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A query as a whole pipeline: generated events in, changes counted and dropped, with storage or without. */
final class ThroughputRun {
    private static final int STEP_ROWS = 40_000;
    private static final int EVENT_RATE = 100;

    private final String query;
    private final int workers;
    private final Duration interval;

    ThroughputRun(String query, int workers, Duration interval) {
        this.query = query;
        this.workers = workers;
        this.interval = interval;
    }

    /** What a run took until its last step; a checkpoint that is being written then, and the one at the end, do not count. */
    record Result(double seconds, double cpuSeconds, long checkpoints) {}

    /** Runs it with a journal and checkpoints in a new folder, or without storage if that is {@code null}. */
    Result measure(long events, @Nullable Path folder) throws Exception {
        System.gc();
        Plan plan = plan(events);
        PipelineAssembly assembly =
                new PipelineAssembly(StandardConnectors.registry(), Surroundings.ofProcess(Path.of("")));
        if (folder != null) {
            assembly.storage(StorageOptions.of(folder).every(interval));
        }
        RuntimeOptions options = RuntimeOptions.DEFAULT.withWorkers(workers).withContents(false);
        LastStep last = new LastStep();
        try (Pipeline pipeline = assembly.assemble(plan, options, last)) {
            long cpu = ProcessFigures.cpuNanos();
            long start = System.nanoTime();
            pipeline.run();
            PipelineStatistics.Durability durability = pipeline.statistics().durability();
            long made = durability == null || durability.checkpoints().isEmpty()
                    ? 0
                    : durability.checkpoints().getFirst().number() - 1;
            return new Result((last.nanos - start) / 1e9, (last.cpuNanos - cpu) / 1e9, made);
        }
    }

    /** When the last step was made. */
    private static final class LastStep implements PipelineListener {
        private long nanos;
        private long cpuNanos;

        @Override
        public void changed(String view, long step, Delta delta) {}

        @Override
        public void stepped(long step) {
            nanos = System.nanoTime();
            cpuNanos = ProcessFigures.cpuNanos();
        }
    }

    private Plan plan(long events) {
        Plan plan = NexmarkProgram.compile(query);
        List<Table> tables =
                plan.tables().stream().map(table -> connected(table, events)).toList();
        return new Plan(tables, plan.views(), plan.circuit());
    }

    private static Table connected(Table table, long events) {
        SortedMap<String, String> properties = new TreeMap<>(table.properties());
        properties.put("connectors", """
                [{"max_batch_size": %d, "max_queued_records": %d, "transport": {"name": "nexmark", "config": {
                  "table": "%s", "options": {"events": %d, "event_rate": %d}}}}]
                """.formatted(
                        STEP_ROWS, STEP_ROWS, table.name().toLowerCase(Locale.ROOT), events, EVENT_RATE));
        return new Table(table.name(), table.columns(), table.primaryKey(), properties, table.position());
    }
}
