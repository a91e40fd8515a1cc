package dev.millrace.bench.nexmark;

import dev.millrace.bench.Report;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace bench engine}: what circuits cost by themselves, and what more threads bring. */
@Command(
        name = "engine",
        mixinStandardHelpOptions = true,
        description =
                "Measures the circuits of Nexmark's queries alone: steps of 40,000 events that lie ready as columns.")
public final class EngineCommand implements Callable<Integer> {
    @Option(
            names = "--query",
            split = ",",
            defaultValue = "q4,q5,q7,q9,q16,q18,q19,q20",
            paramLabel = "QUERY",
            description = "Queries of Nexmark (${DEFAULT-VALUE}).")
    private List<String> queries = List.of();

    @Option(
            names = "--events",
            defaultValue = "10000000",
            paramLabel = "N",
            description = "Events per run (10,000,000).")
    private long events;

    @Option(
            names = "--workers",
            split = ",",
            defaultValue = "1,2",
            paramLabel = "N",
            description = "Threads of the engine, one run after another (${DEFAULT-VALUE}).")
    private List<Integer> workers = List.of();

    @Option(
            names = "--runs",
            defaultValue = "2",
            paramLabel = "N",
            description = "Runs, of which the one with the least processor time counts (2).")
    private int runs;

    @Option(
            names = "--event-rate",
            defaultValue = "100",
            paramLabel = "N",
            description = "Events per second of event time (100).")
    private long eventRate;

    @Mixin
    private Report report = new Report();

    @Override
    public Integer call() {
        report.head(
                "%-5s %8s %14s %14s %10s %8s %10s %8s",
                "query", "workers", "events/s", "per cpu-s", "cpu s/1M", "faster", "state MB", "B/row");
        for (String query : queries) {
            double first = 0;
            for (int threads : workers) {
                EngineRun.Figures best = best(query, threads);
                first = first == 0 ? best.eventsPerSecond() : first;
                show(query, threads, best, best.eventsPerSecond() / first);
            }
        }
        return 0;
    }

    private EngineRun.Figures best(String query, int threads) {
        EngineRun.Figures best = EngineRun.of(query, threads, eventRate, events);
        for (int i = 1; i < runs; i++) {
            EngineRun.Figures next = EngineRun.of(query, threads, eventRate, events);
            best = next.cpuSeconds() < best.cpuSeconds() ? next : best;
        }
        return best;
    }

    private void show(String query, int threads, EngineRun.Figures figures, double faster) {
        report.line(
                "%-5s %8d %,14.0f %,14.0f %10.3f %7.2fx %10.1f %8.1f",
                "{\"query\":\"%s\",\"workers\":%d,\"events_per_second\":%.0f,\"events_per_cpu_second\":%.0f,"
                        + "\"cpu_seconds_per_million\":%.4f,\"faster\":%.3f,\"state_megabytes\":%.1f,"
                        + "\"bytes_per_row\":%.1f}",
                query,
                threads,
                figures.eventsPerSecond(),
                figures.events() / figures.cpuSeconds(),
                figures.cpuSeconds() / figures.events() * 1e6,
                faster,
                figures.stateBytes() / 1e6,
                figures.stateBytes() / (double) figures.stateRows());
    }
}
