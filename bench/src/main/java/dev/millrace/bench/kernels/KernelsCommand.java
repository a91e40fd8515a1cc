package dev.millrace.bench.kernels;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace bench kernels}: JMH on what a step is made of. */
@Command(
        name = "kernels",
        mixinStandardHelpOptions = true,
        description = {
            "Measures kernels with JMH: nanoseconds per bid, to parse, hash, filter, store, find, aggregate and encode it.",
            "Interpreted (mode OFF) and as generated code (EAGER) where there is both."
        })
public final class KernelsCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Parts of names of benchmarks; without, all.")
    private List<String> names = List.of();

    @Option(
            names = "--forks",
            defaultValue = "1",
            paramLabel = "N",
            description = "Processes per benchmark (1 by default); 0: this one, for a profiler.")
    private int forks;

    @Option(
            names = "--iterations",
            defaultValue = "5",
            paramLabel = "N",
            description = "Measured seconds per process (5 by default), after 3 of warm-up.")
    private int iterations;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes JMH's results there.")
    private String json = "";

    @Override
    public Integer call() throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(forks)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.seconds(1))
                .jvmArgsAppend(flags().toArray(String[]::new));
        for (String name : names.isEmpty() ? List.of(KernelsCommand.class.getPackageName()) : names) {
            options.include(name);
        }
        if (!json.isEmpty()) {
            options.resultFormat(ResultFormatType.JSON).result(json);
        }
        new Runner(options.build()).run();
        return 0;
    }

    /** Those of this process. */
    private static List<String> flags() {
        return new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
    }
}
