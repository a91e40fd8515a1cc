package dev.millrace.connectors.file;

import dev.millrace.connect.FormatUse;
import dev.millrace.connect.OutputConnector;
import dev.millrace.connect.OutputTransport;
import dev.millrace.connect.config.ConfigSpec;
import dev.millrace.types.Batch;
import dev.millrace.types.Schema;
import java.util.List;

/** The transport {@code null_output}: takes everything and keeps nothing, for measuring. */
final class NullOutput implements OutputConnector {
    private record Config() {}

    private static final ConfigSpec<Config> SPEC =
            new ConfigSpec<>("null_output", "Drops all changes.", List.of(), values -> new Config());

    static final OutputTransport<?> TRANSPORT =
            new OutputTransport<>(SPEC, FormatUse.NONE, (config, context) -> new NullOutput());

    @Override
    public void open(Schema schema) {}

    @Override
    public void write(long step, Batch delta) {}

    @Override
    public void flush(long step) {}

    @Override
    public void close() {}
}
