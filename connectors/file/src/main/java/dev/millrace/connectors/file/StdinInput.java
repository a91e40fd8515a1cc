package dev.millrace.connectors.file;

import dev.millrace.connect.ConnectorException;
import dev.millrace.connect.FormatUse;
import dev.millrace.connect.InputConnector;
import dev.millrace.connect.InputContext;
import dev.millrace.connect.InputSink;
import dev.millrace.connect.InputTransport;
import dev.millrace.connect.config.ConfigSpec;
import java.io.IOException;
import java.util.List;

/** The transport {@code stdin_input}. It cannot be read again: positions only count. */
final class StdinInput implements InputConnector {
    private record Config(int bufferBytes) {}

    private static final ConfigSpec<Config> SPEC = new ConfigSpec<>(
            "stdin_input",
            "Reads standard input to its end.",
            List.of(FileInputConfig.BUFFER),
            values -> new Config(values.get(FileInputConfig.BUFFER).intValue()));

    static final InputTransport<?> TRANSPORT = new InputTransport<>(SPEC, FormatUse.REQUIRED, StdinInput::new);

    private final Config config;
    private final InputContext context;

    private StdinInput(Config config, InputContext context) {
        this.config = config;
        this.context = context;
    }

    @Override
    public boolean readsAgain() {
        return false;
    }

    @Override
    public void run(InputSink sink) throws ConnectorException, InterruptedException {
        try {
            new StreamInput(
                            context.surroundings().standardInput(),
                            "standard input",
                            context.requiredFormat().open(context.connector()),
                            config.bufferBytes(),
                            () -> false)
                    .run(FilePosition.START, sink);
        } catch (IOException e) {
            throw ConnectorException.fatal("cannot read standard input: " + FilePattern.reason(e), e);
        }
    }
}
