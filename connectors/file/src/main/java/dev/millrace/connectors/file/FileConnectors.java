package dev.millrace.connectors.file;

import dev.millrace.connect.ConnectorRegistry;

/** The connectors of this room, to be registered. */
public final class FileConnectors {
    private FileConnectors() {}

    /**
     * Adds {@code file_input}, {@code stdin_input}, {@code file_output}, {@code stdout_output} and {@code null_output}.
     */
    public static ConnectorRegistry.Builder addTo(ConnectorRegistry.Builder registry) {
        return registry.input(FileInput.TRANSPORT)
                .input(StdinInput.TRANSPORT)
                .output(FileOutput.TRANSPORT)
                .output(StdoutOutput.TRANSPORT)
                .output(NullOutput.TRANSPORT);
    }
}
