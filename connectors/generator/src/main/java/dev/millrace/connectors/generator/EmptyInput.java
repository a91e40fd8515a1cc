package dev.millrace.connectors.generator;

import dev.millrace.connect.FormatUse;
import dev.millrace.connect.InputTransport;
import dev.millrace.connect.config.ConfigSpec;
import java.util.List;

/** The transport {@code empty_input}: ends at once, without a row. */
final class EmptyInput {
    private record Config() {}

    static final InputTransport<?> TRANSPORT = new InputTransport<>(
            new ConfigSpec<>("empty_input", "Ends at once, without a row.", List.of(), values -> new Config()),
            FormatUse.NONE,
            (config, context) -> sink -> {});

    private EmptyInput() {}
}
