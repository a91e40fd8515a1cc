package dev.millrace.cli;

import dev.millrace.cli.log.JsonLogs;
import dev.millrace.cli.remote.AgentCommand;
import dev.millrace.cli.remote.ApiKeyCommand;
import dev.millrace.cli.remote.ConnectorCommand;
import dev.millrace.cli.remote.PipelineCommand;
import dev.millrace.cli.remote.ProgramCommand;
import dev.millrace.cli.remote.SecretCommand;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code millrace}. Subcommands are added here, one class each. */
@Command(
        name = "millrace",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Keeps SQL views up to date while their tables change.",
        subcommands = {
            RunCommand.class,
            SqlCommand.class,
            ExplainCommand.class,
            CheckpointsCommand.class,
            ServeCommand.class,
            PipelineCommand.class,
            ProgramCommand.class,
            ConnectorCommand.class,
            ApiKeyCommand.class,
            SecretCommand.class,
            AgentCommand.class,
            AutoComplete.GenerateCompletion.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {

    public static void main(String[] arguments) {
        JsonLogs.chooseIfWanted(arguments);
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    /** Without a subcommand there is nothing to do but to say what there is. */
    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
