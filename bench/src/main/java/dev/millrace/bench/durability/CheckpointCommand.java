package dev.millrace.bench.durability;

import dev.millrace.bench.Report;
import dev.millrace.bench.nexmark.Durations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace bench checkpoint}: what it costs that nothing is lost. */
@Command(
        name = "checkpoint",
        mixinStandardHelpOptions = true,
        description = {
            "Measures what it costs that nothing is lost: throughput with checkpoints and journal against none,",
            "how long steps wait for a checkpoint of large state and for the journal, how fast state comes back."
        })
public final class CheckpointCommand implements Callable<Integer> {
    /** What may be measured. */
    enum Part {
        throughput,
        stall,
        journal
    }

    @Option(
            names = "--part",
            split = ",",
            defaultValue = "throughput,stall,journal",
            paramLabel = "PART",
            description = "throughput, stall (with restore), journal (all of them).")
    private List<Part> parts = List.of();

    @Option(
            names = "--query",
            split = ",",
            defaultValue = "q4,q18,q20",
            paramLabel = "QUERY",
            description = "Queries of Nexmark for throughput (${DEFAULT-VALUE}).")
    private List<String> queries = List.of();

    @Option(
            names = "--events",
            defaultValue = "20000000",
            paramLabel = "N",
            description = "Events of a run for throughput (20,000,000).")
    private long events;

    @Option(
            names = "--interval",
            defaultValue = "10000",
            paramLabel = "MILLIS",
            description = "Milliseconds between checkpoints (10,000).")
    private int intervalMillis;

    @Option(
            names = "--runs",
            defaultValue = "2",
            paramLabel = "N",
            description =
                    "Runs with checkpoints and without, in turns; the one with the least processor time counts (2).")
    private int runs;

    @Option(
            names = "--stall-query",
            split = ",",
            defaultValue = "q18,q20",
            paramLabel = "QUERY",
            description = "Queries whose state grows for stall (${DEFAULT-VALUE}).")
    private List<String> stallQueries = List.of();

    @Option(names = "--rows", defaultValue = "10000000", paramLabel = "N", description = "Rows of state (10,000,000).")
    private long rows;

    @Option(names = "--checkpoints", defaultValue = "100", paramLabel = "N", description = "Checkpoints (100).")
    private int checkpoints;

    @Option(names = "--steps", defaultValue = "5000", paramLabel = "N", description = "Steps for journal (5,000).")
    private int steps;

    @Option(names = "--workers", defaultValue = "1", paramLabel = "N", description = "Threads of the engine (1).")
    private int workers;

    @Option(names = "--folder", paramLabel = "DIR", description = "A disk to measure (the system's temporary folder).")
    private @Nullable Path folder;

    @Mixin
    private Report report = new Report();

    @Override
    public Integer call() throws Exception {
        Path given = folder;
        Path own = given == null
                ? Files.createTempDirectory("millrace-bench")
                : Files.createTempDirectory(Files.createDirectories(given), "millrace-bench");
        try {
            for (Part part : parts) {
                switch (part) {
                    case throughput -> throughput(own);
                    case stall -> stall(own);
                    case journal -> journal(own);
                }
            }
        } finally {
            delete(own);
        }
        return 0;
    }

    private void throughput(Path own) throws Exception {
        report.head(
                "%-5s %-8s %10s %9s %9s %12s %14s %12s",
                "query", "storage", "events", "seconds", "cpu s", "events/s", "events/cpu s", "checkpoints");
        for (String query : queries) {
            ThroughputRun run = new ThroughputRun(query, workers, Duration.ofMillis(intervalMillis));
            run.measure(Math.min(events, 2_000_000), null);
            ThroughputRun.Result without = null;
            ThroughputRun.Result with = null;
            for (int i = 0; i < runs; i++) {
                without = less(without, run.measure(events, null));
                Path storage = own.resolve(query + "-" + i);
                with = less(with, run.measure(events, storage));
                delete(storage);
            }
            if (without != null && with != null) {
                show(query, "none", without);
                show(query, seconds(), with);
                report.line(
                        "%-5s with checkpoints %.1f %% of the events per second, %.1f %% of those per processor second",
                        "{\"query\":\"%s\",\"events_per_second_percent\":%.2f,\"events_per_cpu_second_percent\":%.2f}",
                        query,
                        100 * without.seconds() / with.seconds(),
                        100 * without.cpuSeconds() / with.cpuSeconds());
            }
        }
    }

    private String seconds() {
        return intervalMillis / 1000.0 + " s";
    }

    private static ThroughputRun.Result less(ThroughputRun.@Nullable Result a, ThroughputRun.Result b) {
        return a == null || b.cpuSeconds() < a.cpuSeconds() ? b : a;
    }

    private void show(String query, String storage, ThroughputRun.Result result) {
        report.line(
                "%-5s %-8s %10d %9.1f %9.1f %12.0f %14.0f %12d",
                "{\"query\":\"%s\",\"storage\":\"%s\",\"events\":%d,\"seconds\":%.2f,\"cpu_seconds\":%.2f,"
                        + "\"events_per_second\":%.0f,\"events_per_cpu_second\":%.0f,\"checkpoints\":%d}",
                query,
                storage,
                events,
                result.seconds(),
                result.cpuSeconds(),
                events / result.seconds(),
                events / result.cpuSeconds(),
                result.checkpoints());
    }

    private void stall(Path own) throws Exception {
        report.head(
                "%-5s %12s %10s %12s %10s %10s %10s %10s",
                "query", "rows", "state MB", "what", "times", "p50 ms", "p99 ms", "max ms");
        for (String query : stallQueries) {
            StallRun run = new StallRun(query, workers, own.resolve("stall-" + query));
            StallRun.Result result = run.measure(rows, checkpoints);
            times(query, result, "stall", result.stalls());
            times(query, result, "stall cpu", result.stallsCpu());
            times(query, result, "step", result.stepsAlone());
            times(query, result, "step beside", result.stepsBeside());
            times(query, result, "write", result.writes());
            StallRun.Restore restore = run.restore();
            report.line(
                    "%-5s restored %d rows, %.0f MB: %.0f rows per second, %.0f per second of one core",
                    "{\"query\":\"%s\",\"restored_rows\":%d,\"megabytes\":%.1f,\"rows_per_second\":%.0f,"
                            + "\"rows_per_cpu_second\":%.0f}",
                    query,
                    restore.rows(),
                    restore.bytes() / 1e6,
                    restore.rows() / restore.seconds(),
                    restore.rows() / restore.cpuSeconds());
            delete(own.resolve("stall-" + query));
        }
    }

    private void times(String query, StallRun.Result result, String what, Durations took) {
        report.line(
                "%-5s %12d %10.0f %12s %10d %10.3f %10.3f %10.3f",
                "{\"query\":\"%s\",\"rows\":%d,\"state_megabytes\":%.1f,\"what\":\"%s\",\"times\":%d,"
                        + "\"p50_millis\":%.4f,\"p99_millis\":%.4f,\"max_millis\":%.4f}",
                query,
                result.rows(),
                result.bytes() / 1e6,
                what,
                took.sorted().length,
                took.millis(0.5),
                took.millis(0.99),
                took.millis(1));
    }

    private void journal(Path own) throws Exception {
        report.head("%-24s %10s %10s %10s %10s", "a step of one row", "times", "p50 ms", "p99 ms", "max ms");
        JournalRun.Result result = new JournalRun(own.resolve("journal")).measure(steps);
        steps("without storage", result.without());
        steps("with a journal", result.with());
        steps("an fsync of that disk", result.syncs());
        report.line(
                "the journal adds %.3f ms to the median and %.3f ms to p99; an fsync and 2 ms are %.3f ms at p99",
                "{\"added_p50_millis\":%.4f,\"added_p99_millis\":%.4f,\"limit_p99_millis\":%.4f}",
                result.with().millis(0.5) - result.without().millis(0.5),
                result.with().millis(0.99) - result.without().millis(0.99),
                result.syncs().millis(0.99) + 2);
    }

    private void steps(String what, Durations took) {
        report.line(
                "%-24s %10d %10.3f %10.3f %10.3f",
                "{\"what\":\"%s\",\"times\":%d,\"p50_millis\":%.4f,\"p99_millis\":%.4f,\"max_millis\":%.4f}",
                what,
                took.sorted().length,
                took.millis(0.5),
                took.millis(0.99),
                took.millis(1));
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
