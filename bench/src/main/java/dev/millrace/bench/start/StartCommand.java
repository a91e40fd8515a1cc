package dev.millrace.bench.start;

import dev.millrace.bench.nexmark.Durations;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace bench start}: from the text of a program to its first row, in a process whose compiler is warm. */
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        description = "Measures how long it takes from the SQL text of 20 views to the first row of one of them.")
public final class StartCommand implements Callable<Integer> {
    /** What this prints. */
    enum Format {
        json,
        table
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--warm-up",
            defaultValue = "20",
            paramLabel = "N",
            description = "Programs that are compiled and started before, not measured (20).")
    private int warmUp;

    @Option(names = "--runs", defaultValue = "40", paramLabel = "N", description = "Programs that are measured (40).")
    private int runs;

    @Option(
            names = "--format",
            defaultValue = "table",
            paramLabel = "json|table",
            description = "For programs or people (table).")
    private Format format = Format.table;

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
        String line = format == Format.json
                ? "{\"views\":%d,\"first_program_millis\":%.1f,\"p50_millis\":%.1f,\"p95_millis\":%.1f,"
                        + "\"compile_p50_millis\":%.1f,\"start_p50_millis\":%.1f,\"row_p50_millis\":%.1f}"
                : """
                        %d views, from their text to the first row: the first program of the process %.0f ms,
                        afterwards %.1f ms (p50), %.1f ms (p95); of that %.1f ms to compile, %.1f ms to start, %.1f ms for the row (p50)""";
        PrintWriter out = spec.commandLine().getOut();
        out.println(String.format(
                Locale.ROOT,
                line,
                StartRun.views(),
                cold / 1e6,
                total.millis(0.5),
                total.millis(0.95),
                durations(results, StartRun.Result::compile).millis(0.5),
                durations(results, StartRun.Result::start).millis(0.5),
                durations(results, StartRun.Result::row).millis(0.5)));
        out.flush();
    }

    private static Durations durations(List<StartRun.Result> results, ToLongFunction<StartRun.Result> part) {
        return Durations.of(results.stream().mapToLong(part).toArray());
    }
}
