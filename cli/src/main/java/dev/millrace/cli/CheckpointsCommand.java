package dev.millrace.cli;

import dev.millrace.cli.run.StoredCheckpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace checkpoints}: shows what a storage folder holds, and whether it is whole. */
@Command(
        name = "checkpoints",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Lists the checkpoints of a storage folder and the steps of its journal.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:all of it is whole, as far as it was looked at",
            "1:something is damaged, or the folder cannot be read",
            "2:the command line is wrong"
        })
final class CheckpointsCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "The folder given to run --storage. No run may use it now.")
    private Path folder = Path.of("");

    @Option(names = "--verify", description = "Reads everything and compares its checksums.")
    private boolean verify;

    @Override
    public Integer call() {
        try {
            StoredCheckpoints stored = StoredCheckpoints.read(folder, verify);
            stored.lines().forEach(spec.commandLine().getOut()::println);
            spec.commandLine().getOut().flush();
            return stored.isWhole() ? 0 : FAILED;
        } catch (IOException failure) {
            spec.commandLine().getErr().println("error: " + folder + ": " + failure.getMessage());
            return FAILED;
        }
    }
}
