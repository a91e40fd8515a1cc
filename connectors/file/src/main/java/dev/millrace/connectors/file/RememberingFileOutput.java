package dev.millrace.connectors.file;

import dev.millrace.connect.ConnectorException;
import dev.millrace.connect.OutputConnector;
import dev.millrace.connect.OutputFormat;
import dev.millrace.connect.RowEncoder;
import dev.millrace.types.Batch;
import dev.millrace.types.Schema;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes changes to a file and remembers beside it which steps it holds, so that after a crash each is there once: what was written of
 * a step that was not finished is cut off.
 */
final class RememberingFileOutput implements OutputConnector {
    private final Path file;
    private final String incarnation;
    private final OutputFormat format;
    private @Nullable Opened opened;

    private record Opened(FileChannel channel, CheckedOutputStream out, RowEncoder encoder, FileSteps steps) {}

    RememberingFileOutput(Path file, String incarnation, OutputFormat format) {
        this.file = file;
        this.incarnation = incarnation;
        this.format = format;
    }

    @Override
    public void open(Schema schema) throws ConnectorException {
        RowEncoder encoder = format.encoder(schema);
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            FileSteps steps = FileSteps.open(file, incarnation);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            channel.truncate(steps.length());
            channel.position(steps.length());
            OutputStream plain = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            opened = new Opened(channel, new CheckedOutputStream(plain, new CRC32C()), encoder, steps);
            if (steps.isNew()) {
                encoder.head(opened.out);
                flush(-1);
                if (folder != null) {
                    FileSteps.sync(folder);
                }
            }
        } catch (IOException e) {
            throw FileOutput.failed(file.toString(), e);
        }
    }

    private Opened opened() {
        Opened present = opened;
        if (present == null) {
            throw new IllegalStateException("the output is not open");
        }
        return present;
    }

    @Override
    public long deliveredStep() {
        return opened().steps.last();
    }

    @Override
    public void write(long step, Batch delta) throws ConnectorException {
        try {
            opened().encoder.encode(delta, opened().out);
        } catch (IOException e) {
            throw FileOutput.failed(file.toString(), e);
        }
    }

    @Override
    public void flush(long step) throws ConnectorException {
        Opened present = opened();
        try {
            present.out.flush();
            present.channel.force(false);
            present.steps.add(
                    step, present.channel.position(), present.out.getChecksum().getValue());
            present.out.getChecksum().reset();
        } catch (IOException e) {
            throw FileOutput.failed(file.toString(), e);
        }
    }

    @Override
    public void close() throws ConnectorException {
        Opened present = opened;
        opened = null;
        if (present == null) {
            return;
        }
        try {
            present.steps.close();
            present.channel.close();
        } catch (IOException e) {
            throw FileOutput.failed(file.toString(), e);
        }
    }
}
