package dev.millrace.bench;

import dev.millrace.bench.durability.CheckpointCommand;
import dev.millrace.bench.flink.KafkaCommand;
import dev.millrace.bench.kernels.KernelsCommand;
import dev.millrace.bench.manager.ManagerCommand;
import dev.millrace.bench.nexmark.EngineCommand;
import dev.millrace.bench.nexmark.GrowthCommand;
import dev.millrace.bench.nexmark.LatencyCommand;
import dev.millrace.bench.nexmark.NexmarkCommand;
import dev.millrace.bench.start.StartCommand;
import dev.millrace.bench.tpch.TpchCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code millrace bench}. Benchmarks are added here as subcommands, one class each. */
@Command(
        name = "millrace bench",
        mixinStandardHelpOptions = true,
        description = "Measures Millrace.",
        subcommands = {
            CheckpointCommand.class,
            EngineCommand.class,
            GrowthCommand.class,
            KafkaCommand.class,
            KernelsCommand.class,
            LatencyCommand.class,
            ManagerCommand.class,
            NexmarkCommand.class,
            StartCommand.class,
            TpchCommand.class
        },
        synopsisSubcommandLabel = "BENCHMARK")
public final class Main implements Runnable {

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    /** Without a benchmark there is nothing to do but to say what there is. */
    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
