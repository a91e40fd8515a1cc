package dev.millrace.bench.nexmark;

import dev.millrace.bench.Report;
import dev.millrace.bench.nexmark.NexmarkSettings.Input;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace bench nexmark}: measures queries of Nexmark, several ones each in a process of its own. */
@Command(
        name = "nexmark",
        mixinStandardHelpOptions = true,
        description = {
            "Measures queries of Nexmark in this process: events are generated (or parsed), every row of the view's changes is "
                    + "read into a hash, nothing is written.",
            "One line per query. bench/README.md says what the figures mean."
        })
public final class NexmarkCommand implements Callable<Integer> {
    private static final long WARM_UP_EVENTS = 1_000_000;
    private static final String ALL = "all";
    /** Set in processes that measure for another one. */
    private static final String CHILD = "millrace.bench.child";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--query",
            split = ",",
            defaultValue = ALL,
            paramLabel = "QUERY",
            description = "q0 to q22, several with commas, or all (the default).")
    private List<String> queries = List.of();

    @Option(
            names = "--events",
            defaultValue = "10000000",
            paramLabel = "N",
            description =
                    "Events of all tables: of 50, 1 is a person, 3 are auctions, 46 are bids (10,000,000 by default).")
    private long events;

    @Option(
            names = "--warmup-events",
            paramLabel = "N",
            description =
                    "Events that run through the same query before, not measured (1,000,000 by default; with --against as many as are measured).")
    private @Nullable Long warmupEvents;

    @Option(
            names = "--workers",
            defaultValue = "1",
            paramLabel = "N",
            description = "Threads of the engine (1 by default).")
    private int workers;

    @Option(
            names = "--generators",
            defaultValue = "1",
            paramLabel = "N",
            description =
                    "Threads that make events ahead of the engine (1 by default); 0: the engine's own thread makes them.")
    private int generators;

    @Option(
            names = "--input",
            defaultValue = "generator",
            paramLabel = "generator|json",
            description =
                    "generator: columns made in the process (the default). json: files written before, parsed while it runs.")
    private String input = "generator";

    @Option(
            names = "--event-rate",
            defaultValue = "100",
            paramLabel = "N",
            description = "Events per second of event time (100 by default): how many fall into a window.")
    private long eventRate;

    @Option(
            names = "--step-rows",
            defaultValue = "40000",
            paramLabel = "N",
            description = "Events per step (40,000 by default).")
    private int stepRows;

    @Option(names = "--seed", defaultValue = "0", paramLabel = "N", description = "Decides all values (0 by default).")
    private long seed;

    @Mixin
    private Report report = new Report();

    @ArgGroup(validate = false, heading = "%nBeside another engine:%n")
    private FlinkOptions flink = new FlinkOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> wanted = queries.equals(List.of(ALL)) ? NexmarkProgram.queries() : queries;
        wanted.forEach(this::check);
        NexmarkSettings settings = settings();
        if (flink.wanted()) {
            return flink.compare(wanted, settings, warmupEvents == null ? events : warmupEvents, report);
        }
        if (report.format() == Report.Format.table && System.getProperty(CHILD) == null) {
            report.print(ResultText.header());
        }
        return wanted.size() == 1 ? measure(wanted.getFirst(), settings) : measureApart(wanted);
    }

    private void check(String query) {
        if (!NexmarkProgram.queries().contains(query)) {
            throw new ParameterException(
                    spec.commandLine(), "there is no query " + query + "; q0 to q22 exist, or all for every one");
        }
    }

    private NexmarkSettings settings() {
        if (!input.equals("generator") && !input.equals("json")) {
            throw new ParameterException(spec.commandLine(), "--input is generator or json, not " + input);
        }
        try {
            Input source = input.equals("json") ? Input.JSON : Input.GENERATOR;
            return new NexmarkSettings(events, warmUp(), workers, generators, source, eventRate, stepRows, seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private long warmUp() {
        return warmupEvents == null ? WARM_UP_EVENTS : warmupEvents;
    }

    private int measure(String query, NexmarkSettings settings) throws InterruptedException {
        QueryResult result = new QueryRun(query, settings).measure();
        report.print(
                switch (report.format()) {
                    case json -> ResultText.json(result, version());
                    case table -> ResultText.line(result);
                });
        return 0;
    }

    private static String version() {
        return Optional.ofNullable(NexmarkCommand.class.getPackage().getImplementationVersion())
                .orElse("(not built as a jar)");
    }

    /** Each query in a new process with the flags of this one, so that none inherits another's heap and compiled code. */
    private int measureApart(List<String> wanted) throws IOException, InterruptedException {
        int failures = 0;
        for (String query : wanted) {
            List<String> command = new ArrayList<>();
            command.add(ProcessHandle.current().info().command().orElse("java"));
            command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
            command.add("-D" + CHILD + "=true");
            command.add("-cp");
            command.add(System.getProperty("java.class.path"));
            command.add(dev.millrace.bench.Main.class.getName());
            command.add("nexmark");
            command.addAll(arguments(query));
            failures += new ProcessBuilder(command).inheritIO().start().waitFor() == 0 ? 0 : 1;
        }
        return failures == 0 ? 0 : 1;
    }

    private List<String> arguments(String query) {
        return List.of(
                "--query=" + query,
                "--events=" + events,
                "--warmup-events=" + warmUp(),
                "--workers=" + workers,
                "--generators=" + generators,
                "--input=" + input,
                "--event-rate=" + eventRate,
                "--step-rows=" + stepRows,
                "--seed=" + seed,
                "--format=" + report.format());
    }
}
