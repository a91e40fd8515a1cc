package dev.millrace.bench.flink;

import dev.millrace.bench.MappedFile;
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
import dev.millrace.types.Storage;
import java.io.IOException;
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
        List<MappedFile> parts = new ArrayList<>();
        Pace.Runner runner = pace.join();
        try {
            for (int part = 0; part < files.parts(); part++) {
                parts.add(new MappedFile(files.file(table, part)));
            }
            read(parts, runner, sink);
        } catch (IOException e) {
            throw ConnectorException.fatal("cannot read " + files.folder() + ": " + e, e);
        } finally {
            pace.leave(runner);
            parts.forEach(MappedFile::close);
        }
    }

    private void read(List<MappedFile> parts, Pace.Runner runner, InputSink sink)
            throws IOException, InterruptedException {
        RowParser parser = context.requiredFormat().open(context.connector()).parser();
        int[] lengths = files.lengths(table);
        long[] offsets = new long[parts.size()];
        boolean kept = keepsBytes();
        byte[] bytes = new byte[0];
        for (int slice = 0; slice < lengths.length; slice++) {
            pace.await(runner, slice);
            int part = slice % parts.size();
            int length = lengths[slice];
            bytes = kept || bytes.length < length ? new byte[length] : bytes;
            parts.get(part).copy(offsets[part], bytes, length);
            offsets[part] += length;
            ParsedRows parsed = parser.parse(new Block(bytes, 0, length, "slice " + slice, 0, 1));
            sink.accept(new InputChunk(
                    parsed.rows(), parsed.errors(), new SourcePosition(Integer.toString(slice)), length));
        }
    }

    /** Whether rows refer to the bytes that they were read from: only text does. */
    private boolean keepsBytes() {
        return context.relation().columns().stream()
                .anyMatch(column -> column.used() && column.type().storage() == Storage.BYTES);
    }
}
