package dev.millrace.bench.nexmark;

import dev.millrace.bench.MappedFile;
import dev.millrace.connect.Block;
import dev.millrace.connect.InputFormat;
import dev.millrace.connect.ParsedRows;
import dev.millrace.connect.RelationSchema;
import dev.millrace.connect.RowParser;
import dev.millrace.connectors.generator.nexmark.NexmarkGenerator;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.formats.json.JsonInput;
import dev.millrace.functions.JsonText;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Schema;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * The same events as lines of JSON, one file per table, with all columns. The files are written when this is made, into a new
 * temporary folder, and deleted in the end; a step reads and parses its part of each.
 */
final class JsonEvents implements Events {
    private static final int BUFFER_BYTES = 1 << 20;

    /** A table's file; the lines of step {@code i} are at {@code offsets[i]} to {@code offsets[i + 1]}. */
    private record Lines(TableFeed feed, Path file, MappedFile bytes, ThreadLocal<RowParser> parser, long[] offsets) {}

    private final Path folder;
    private final List<Lines> tables = new ArrayList<>();
    private final int steps;

    JsonEvents(NexmarkSettings settings, long events, List<TableFeed> feeds) {
        this.steps = settings.steps(events);
        NexmarkGenerator generator = new NexmarkGenerator(settings.seed(), settings.eventRate());
        try {
            this.folder = Files.createTempDirectory("millrace-nexmark");
            for (TableFeed feed : feeds) {
                tables.add(write(generator, feed, settings, events));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Lines write(NexmarkGenerator generator, TableFeed feed, NexmarkSettings settings, long events)
            throws IOException {
        Path file = folder.resolve(feed.name() + ".ndjson");
        long[] offsets = new long[steps + 1];
        int[] all = IntStream.range(0, feed.table().schema().size()).toArray();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES)) {
            for (int step = 0; step < steps; step++) {
                long first = (long) step * settings.stepEvents();
                int count = (int) Math.min(settings.stepEvents(), events - first);
                byte[] lines = lines(
                        generator.rows(feed.table(), first, count, all),
                        feed.table().schema());
                out.write(lines);
                offsets[step + 1] = offsets[step] + lines.length;
            }
        }
        RelationSchema relation =
                RelationSchema.of(feed.name(), feed.table().schema()).using(feed.used());
        InputFormat.Stream format = JsonInput.rawLines(relation).open(feed.name());
        return new Lines(feed, file, new MappedFile(file), ThreadLocal.withInitial(format::parser), offsets);
    }

    private static byte[] lines(Batch rows, Schema schema) {
        StringBuilder lines = new StringBuilder();
        for (int row = 0; row < rows.size(); row++) {
            for (int i = 0; i < schema.size(); i++) {
                lines.append(i == 0 ? '{' : ',');
                JsonText.quote(lines, schema.name(i));
                lines.append(':');
                JsonText.append(lines, Boxed.read(rows.column(i), row, schema.type(i)), schema.type(i));
            }
            lines.append("}\n");
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int steps() {
        return steps;
    }

    @Override
    public SequencedMap<String, Delta> step(int number) {
        SequencedMap<String, Delta> deltas = new LinkedHashMap<>();
        for (Lines table : tables) {
            deltas.put(table.feed.name(), Delta.of(table.feed.widen(parse(table, number))));
        }
        return deltas;
    }

    private static Batch parse(Lines table, int step) {
        long from = table.offsets[step];
        byte[] bytes = new byte[Math.toIntExact(table.offsets[step + 1] - from)];
        table.bytes.copy(from, bytes, bytes.length);
        Block block = new Block(bytes, 0, bytes.length, table.feed.name(), from, 1);
        ParsedRows parsed = table.parser.get().parse(block);
        if (!parsed.errors().isEmpty()) {
            throw new IllegalStateException(
                    "an event does not parse: " + parsed.errors().getFirst());
        }
        return parsed.rows();
    }

    @Override
    public void close() {
        try {
            for (Lines table : tables) {
                table.bytes.close();
                Files.delete(table.file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
