package dev.millrace.bench.nexmark;

import dev.millrace.bench.Report;
import dev.millrace.runtime.ProcessFigures;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace bench growth}: what a step and a row cost as the state grows. */
@Command(
        name = "growth",
        mixinStandardHelpOptions = true,
        description = "Measures the time per step and the bytes per row as the state grows.")
public final class GrowthCommand implements Callable<Integer> {
    private static final int STEP_EVENTS = 40_000;
    private static final int WARM_UP_STEPS = 25;

    @Option(
            names = "--rows",
            split = ",",
            defaultValue = "1000000,10000000,50000000",
            paramLabel = "N",
            description = "Rows of state at which steps are timed (${DEFAULT-VALUE}); 50,000,000 need about 12 GB.")
    private List<Long> sizes = List.of();

    @Option(
            names = "--steps",
            defaultValue = "20",
            paramLabel = "N",
            description = "Steps of 40,000 events timed at each size (20).")
    private int steps;

    @Mixin
    private GrowingStateOptions options = new GrowingStateOptions();

    @Mixin
    private Report report = new Report();

    @Override
    public Integer call() {
        report.head(
                "%-5s %12s %12s %12s %10s %10s %10s %10s %10s",
                "query", "rows", "events", "step ms", "to first", "B/row", "overhead", "state MB", "rss MB");
        options.queries().forEach(this::measure);
        return 0;
    }

    private void measure(String query) {
        warmUp(query);
        try (GrowingState state = options.begin(query)) {
            double first = 0;
            for (long size : sizes.stream().sorted().toList()) {
                while (state.rows() < size) {
                    state.step(STEP_EVENTS);
                }
                double millis = time(state);
                first = first == 0 ? millis : first;
                show(query, state, millis, millis / first);
            }
        }
    }

    /** So that the first size is not charged with the compiler's work. */
    private void warmUp(String query) {
        try (GrowingState state = options.begin(query)) {
            for (int i = 0; i < WARM_UP_STEPS; i++) {
                state.step(STEP_EVENTS);
            }
        }
    }

    private double time(GrowingState state) {
        long[] nanos = new long[steps];
        for (int i = 0; i < steps; i++) {
            nanos[i] = state.step(STEP_EVENTS);
        }
        return Durations.of(nanos).meanMillis();
    }

    private void show(String query, GrowingState state, double millis, double ratio) {
        long rows = state.rows();
        report.line(
                "%-5s %12d %12d %12.3f %9.2fx %10.1f %10.1f %10.0f %10.0f",
                "{\"query\":\"%s\",\"rows\":%d,\"events\":%d,\"step_millis\":%.4f,\"step_ratio\":%.3f,"
                        + "\"bytes_per_row\":%.1f,\"overhead_per_row\":%.1f,\"state_megabytes\":%.1f,\"rss_megabytes\":%.1f}",
                query,
                rows,
                state.events(),
                millis,
                ratio,
                state.bytes() / (double) rows,
                state.account().overhead() / (double) rows,
                state.bytes() / 1e6,
                ProcessFigures.peakResidentBytes() / 1e6);
    }
}
