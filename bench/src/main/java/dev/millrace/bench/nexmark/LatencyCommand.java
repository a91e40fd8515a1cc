package dev.millrace.bench.nexmark;

import dev.millrace.bench.Report;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace bench latency}: how long small and large steps take, at several sizes of state. */
@Command(
        name = "latency",
        mixinStandardHelpOptions = true,
        description = "Measures how long steps of one event and of 40,000 events take when the state has many rows.")
public final class LatencyCommand implements Callable<Integer> {
    private static final int STEP_EVENTS = 40_000;
    /** Small steps that only let the compiler see them. */
    private static final int WARM_UP_STEPS = 20_000;

    @Option(
            names = "--rows",
            split = ",",
            defaultValue = "1000000,10000000",
            paramLabel = "N",
            description = "Rows of state at which steps are timed (${DEFAULT-VALUE}).")
    private List<Long> sizes = List.of();

    @Option(
            names = "--small-steps",
            defaultValue = "20000",
            paramLabel = "N",
            description = "Steps of one event (20,000).")
    private int smallSteps;

    @Option(
            names = "--large-steps",
            defaultValue = "100",
            paramLabel = "N",
            description = "Steps of 40,000 events (100).")
    private int largeSteps;

    @Mixin
    private GrowingStateOptions options = new GrowingStateOptions();

    @Mixin
    private Report report = new Report();

    @Override
    public Integer call() {
        report.head(
                "%-5s %12s %10s %8s %10s %10s %10s %10s",
                "query", "rows", "state MB", "events", "p50 ms", "p99 ms", "p99.9 ms", "max ms");
        options.queries().forEach(this::measure);
        return 0;
    }

    private void measure(String query) {
        try (GrowingState state = options.begin(query)) {
            boolean warm = false;
            for (long size : sizes.stream().sorted().toList()) {
                while (state.rows() < size) {
                    state.step(STEP_EVENTS);
                }
                if (!warm) {
                    time(state, 1, WARM_UP_STEPS);
                    warm = true;
                }
                show(query, state, 1, smallSteps);
                show(query, state, STEP_EVENTS, largeSteps);
            }
        }
    }

    private void show(String query, GrowingState state, int events, int steps) {
        long rows = state.rows();
        double megabytes = state.bytes() / 1e6;
        Durations took = time(state, events, steps);
        report.line(
                "%-5s %12d %10.0f %8d %10.3f %10.3f %10.3f %10.3f",
                "{\"query\":\"%s\",\"rows\":%d,\"state_megabytes\":%.1f,\"step_events\":%d,\"p50_millis\":%.4f,"
                        + "\"p99_millis\":%.4f,\"p99_9_millis\":%.4f,\"max_millis\":%.4f}",
                query,
                rows,
                megabytes,
                events,
                took.millis(0.5),
                took.millis(0.99),
                took.millis(0.999),
                took.millis(1));
    }

    private static Durations time(GrowingState state, int events, int steps) {
        long[] nanos = new long[steps];
        for (int i = 0; i < steps; i++) {
            nanos[i] = state.step(events);
        }
        return Durations.of(nanos);
    }
}
