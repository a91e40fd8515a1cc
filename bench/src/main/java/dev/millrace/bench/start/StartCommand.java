package dev.millrace.bench.start;

import dev.millrace.bench.Report;
import dev.millrace.bench.nexmark.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace bench start}: from the text of a program to its first row, in a process whose compiler is warm. */
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        description = "Measures how long it takes from the SQL text of 20 views to the first row of one of them.")
public final class StartCommand implements Callable<Integer> {
    @Option(
            names = "--warm-up",
            defaultValue = "20",
            paramLabel = "N",
            description = "Programs that are compiled and started before, not measured (20).")
    private int warmUp;

    @Option(names = "--runs", defaultValue = "40", paramLabel = "N", description = "Programs that are measured (40).")
    private int runs;

    @Mixin
    private Report report = new Report();

    @Override
    public Integer call() throws Exception {
        StartRun start = new StartRun();
        long cold = start.measure().total();
        for (int i = 1; i < warmUp; i++) {
            start.measure();
        }
        List<StartRun.Result> results = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            results.add(start.measure());
        }
        print(cold, results);
        return 0;
    }

    private void print(long cold, List<StartRun.Result> results) {
        Durations total = durations(results, StartRun.Result::total);
        report.line(
                """
                %d views, from their text to the first row: the first program of the process %.0f ms,
                afterwards %.1f ms (p50), %.1f ms (p95); of that %.1f ms to compile, %.1f ms to start, %.1f ms for the row (p50)""",
                "{\"views\":%d,\"first_program_millis\":%.1f,\"p50_millis\":%.1f,\"p95_millis\":%.1f,"
                        + "\"compile_p50_millis\":%.1f,\"start_p50_millis\":%.1f,\"row_p50_millis\":%.1f}",
                StartRun.views(),
                cold / 1e6,
                total.millis(0.5),
                total.millis(0.95),
                durations(results, StartRun.Result::compile).millis(0.5),
                durations(results, StartRun.Result::start).millis(0.5),
                durations(results, StartRun.Result::row).millis(0.5));
    }

    private static Durations durations(List<StartRun.Result> results, ToLongFunction<StartRun.Result> part) {
        return Durations.of(results.stream().mapToLong(part).toArray());
    }
}
