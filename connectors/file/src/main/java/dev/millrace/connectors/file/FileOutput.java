package dev.millrace.connectors.file;

import dev.millrace.connect.ConnectorException;
import dev.millrace.connect.FormatUse;
import dev.millrace.connect.OutputConnector;
import dev.millrace.connect.OutputContext;
import dev.millrace.connect.OutputTransport;
import dev.millrace.connect.config.ConfigField;
import dev.millrace.connect.config.ConfigSpec;
import dev.millrace.connect.config.ConfigType;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The transport {@code file_output}: a new file, in place of one that may be there; or the one that is there, if the pipeline goes on
 * from its storage.
 */
final class FileOutput {
    private record Config(String path) {}

    private static final ConfigField<String> PATH = ConfigField.required(
            "path",
            ConfigType.text(),
            "The file, as a path relative to the program's folder or a file:// URL; - for standard output. A file that exists is "
                    + "replaced, unless the pipeline goes on from its storage; then it is gone on with, exactly once.");
    private static final ConfigSpec<Config> SPEC = new ConfigSpec<>(
            "file_output", "Writes changes to a file.", List.of(PATH), values -> new Config(values.get(PATH)));

    static final OutputTransport<?> TRANSPORT = new OutputTransport<>(SPEC, FormatUse.REQUIRED, FileOutput::create);

    private FileOutput() {}

    private static OutputConnector create(Config config, OutputContext context) {
        if (config.path().equals("-")) {
            return StdoutOutput.create(context);
        }
        Path file = FilePattern.resolve(context.surroundings().directory(), config.path());
        context.surroundings().permissions().checkFile(file);
        if (context.surroundings().isRemembered()) {
            String incarnation = context.surroundings().incarnation();
            return new RememberingFileOutput(file, incarnation, context.requiredFormat());
        }
        return new StreamOutput(() -> open(file), file.toString(), context.requiredFormat());
    }

    private static OutputStream open(Path file) throws IOException {
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        return Files.newOutputStream(file);
    }

    /** A stream that outlives its user: closing it only flushes. */
    static OutputStream keptOpen(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
            }

            @Override
            public void close() throws IOException {
                out.flush();
            }
        };
    }

    /** Nothing more to say than what happened. */
    static ConnectorException failed(String target, IOException e) {
        return ConnectorException.fatal("cannot write " + target + ": " + FilePattern.reason(e), e);
    }
}
