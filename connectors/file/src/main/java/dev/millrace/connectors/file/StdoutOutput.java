package dev.millrace.connectors.file;

import dev.millrace.connect.FormatUse;
import dev.millrace.connect.OutputConnector;
import dev.millrace.connect.OutputContext;
import dev.millrace.connect.OutputTransport;
import dev.millrace.connect.config.ConfigSpec;
import java.util.List;

/** The transport {@code stdout_output}. */
final class StdoutOutput {
    private record Config() {}

    private static final ConfigSpec<Config> SPEC =
            new ConfigSpec<>("stdout_output", "Writes changes to standard output.", List.of(), values -> new Config());

    static final OutputTransport<?> TRANSPORT =
            new OutputTransport<>(SPEC, FormatUse.REQUIRED, (config, context) -> create(context));

    private StdoutOutput() {}

    static OutputConnector create(OutputContext context) {
        return new StreamOutput(
                () -> FileOutput.keptOpen(context.surroundings().standardOutput()),
                "standard output",
                context.requiredFormat());
    }
}
