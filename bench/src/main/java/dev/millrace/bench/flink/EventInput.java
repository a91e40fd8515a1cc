package dev.millrace.bench.flink;

import dev.millrace.connect.Block;
import dev.millrace.connect.ConnectorException;
import dev.millrace.connect.FormatUse;
import dev.millrace.connect.InputChunk;
import dev.millrace.connect.InputConnector;
import dev.millrace.connect.InputContext;
import dev.millrace.connect.InputSink;
import dev.millrace.connect.InputTransport;
import dev.millrace.connect.ParsedRows;
import dev.millrace.connect.RowParser;
import dev.millrace.connect.SourcePosition;
import dev.millrace.connect.config.ConfigSpec;
import dev.millrace.connectors.generator.nexmark.NexmarkTable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table of Nexmark read from {@link EventFiles}, slice by slice in the order of time. The format parses the lines. */
final class EventInput implements InputConnector {
    /** How programs name the transport. */
    static final String NAME = "nexmark_lines";

    private final EventFiles files;
    private final NexmarkTable table;
    private final InputContext context;
    private final Pace pace;

    private EventInput(EventFiles files, InputContext context) {
        this.files = files;
        this.context = context;
        this.table = NexmarkTable.valueOf(context.relation().name().toUpperCase(Locale.ROOT));
        this.pace = context.surroundings().shared().get(Pace.class, Pace::new);
    }

    /** The transport that reads these files, whatever its table. */
    static InputTransport<?> transport(EventFiles files) {
        return new InputTransport<>(
                new ConfigSpec<>(NAME, "Lines of Nexmark's events.", List.of(), values -> files),
                FormatUse.REQUIRED,
                EventInput::new);
    }

    @Override
    public void run(InputSink sink) throws ConnectorException, InterruptedException {
        List<FileChannel> channels = new ArrayList<>();
        Pace.Runner runner = pace.join();
        try {
            for (int part = 0; part < files.parts(); part++) {
                channels.add(FileChannel.open(files.file(table, part)));
            }
            read(channels, runner, sink);
        } catch (IOException e) {
            throw ConnectorException.fatal("cannot read " + files.folder() + ": " + e, e);
        } finally {
            pace.leave(runner);
            close(channels);
        }
    }

    private void read(List<FileChannel> channels, Pace.Runner runner, InputSink sink)
            throws IOException, InterruptedException {
        RowParser parser = context.requiredFormat().open(context.connector()).parser();
        int[] lengths = files.lengths(table);
        for (int slice = 0; slice < lengths.length; slice++) {
            pace.await(runner, slice);
            byte[] bytes = bytes(channels.get(slice % files.parts()), lengths[slice]);
            ParsedRows parsed = parser.parse(new Block(bytes, 0, bytes.length, "slice " + slice, 0, 1));
            sink.accept(new InputChunk(
                    parsed.rows(), parsed.errors(), new SourcePosition(Integer.toString(slice)), bytes.length));
        }
    }

    private static byte[] bytes(FileChannel channel, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("a file ends within a slice");
            }
        }
        return buffer.array();
    }

    private static void close(List<FileChannel> channels) throws ConnectorException {
        for (FileChannel channel : channels) {
            try {
                channel.close();
            } catch (IOException e) {
                throw ConnectorException.fatal("cannot close a file: " + e, e);
            }
        }
    }
}
