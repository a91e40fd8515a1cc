package dev.millrace.connectors.file;

import dev.millrace.connect.ConnectorException;
import dev.millrace.connect.OutputConnector;
import dev.millrace.connect.OutputFormat;
import dev.millrace.connect.RowEncoder;
import dev.millrace.types.Batch;
import dev.millrace.types.Schema;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Writes changes to a stream of bytes. */
final class StreamOutput implements OutputConnector {
    /** Opens the stream. */
    interface Opener {
        OutputStream open() throws IOException;
    }

    private record Opened(OutputStream out, RowEncoder encoder) {}

    private final Opener opener;
    private final String target;
    private final OutputFormat format;
    private @Nullable Opened opened;

    StreamOutput(Opener opener, String target, OutputFormat format) {
        this.opener = opener;
        this.target = target;
        this.format = format;
    }

    @Override
    public void open(Schema schema) throws ConnectorException {
        RowEncoder encoder = format.encoder(schema);
        try {
            OutputStream out = opener.open();
            opened = new Opened(out, encoder);
            encoder.head(out);
        } catch (IOException e) {
            throw FileOutput.failed(target, e);
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
    public void write(long step, Batch delta) throws ConnectorException {
        try {
            opened().encoder.encode(delta, opened().out);
        } catch (IOException e) {
            throw FileOutput.failed(target, e);
        }
    }

    @Override
    public void flush(long step) throws ConnectorException {
        try {
            opened().out.flush();
        } catch (IOException e) {
            throw FileOutput.failed(target, e);
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
            present.out.close();
        } catch (IOException e) {
            throw FileOutput.failed(target, e);
        }
    }
}
