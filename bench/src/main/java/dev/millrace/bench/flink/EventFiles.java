package dev.millrace.bench.flink;

import dev.millrace.connectors.generator.nexmark.NexmarkGenerator;
import dev.millrace.connectors.generator.nexmark.NexmarkTable;
import dev.millrace.types.Batch;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Events of Nexmark in files of JSON lines, a folder per table.
 *
 * <p>Events are cut into slices of {@link #SLICE_EVENTS}, which are dealt to the {@code parts} files of each table in turn, so that
 * as many readers can go through the same time together. Who reads alone takes the slices in order: their lengths are in a file
 * beside the folders, named after the table.
 *
 * @param folder an absolute path
 * @param parts files per table
 */
record EventFiles(Path folder, long events, int parts) {
    /** Events in a slice; the bids among them make a little less than a megabyte. */
    static final int SLICE_EVENTS = 4_000;

    private static final long SEED = 0;
    private static final String COMPLETE = "complete";

    /** The files of the first {@code events} events at {@code eventRate} per second of event time; written unless they exist. */
    static EventFiles prepare(Path root, long events, long eventRate, int parts) throws IOException {
        Path folder = root.toAbsolutePath().resolve("events-" + events + "-rate-" + eventRate + "-parts-" + parts);
        EventFiles files = new EventFiles(folder, events, parts);
        if (!Files.exists(folder.resolve(COMPLETE))) {
            NexmarkGenerator generator = new NexmarkGenerator(SEED, eventRate);
            for (NexmarkTable table : NexmarkTable.values()) {
                files.write(generator, table);
            }
            Files.createFile(folder.resolve(COMPLETE));
        }
        return files;
    }

    private void write(NexmarkGenerator generator, NexmarkTable table) throws IOException {
        Files.createDirectories(folder.resolve(name(table)));
        int[] columns = IntStream.range(0, table.schema().size()).toArray();
        EventLines lines = new EventLines(table);
        List<String> lengths = new ArrayList<>();
        List<OutputStream> outs = new ArrayList<>();
        try {
            for (int part = 0; part < parts; part++) {
                outs.add(new BufferedOutputStream(Files.newOutputStream(file(table, part)), 1 << 20));
            }
            for (int slice = 0; slice < slices(); slice++) {
                long first = (long) slice * SLICE_EVENTS;
                Batch rows = generator.rows(table, first, (int) Math.min(SLICE_EVENTS, events - first), columns);
                byte[] bytes = lines.encode(rows);
                outs.get(slice % parts).write(bytes);
                lengths.add(Integer.toString(bytes.length));
            }
        } finally {
            for (OutputStream out : outs) {
                out.close();
            }
        }
        Files.write(lengthsFile(table), lengths);
    }

    private static String name(NexmarkTable table) {
        return table.name().toLowerCase(Locale.ROOT);
    }

    private Path lengthsFile(NexmarkTable table) {
        return folder.resolve(name(table) + ".slices");
    }

    /** The number of slices of each table. */
    int slices() {
        return (int) ((events + SLICE_EVENTS - 1) / SLICE_EVENTS);
    }

    /** The file with the slices {@code part}, {@code part + parts}, … of a table. */
    Path file(NexmarkTable table, int part) {
        return folder.resolve(name(table)).resolve("part-" + part + ".json");
    }

    /** The length of each slice of a table, in bytes. */
    int[] lengths(NexmarkTable table) throws IOException {
        try (Stream<String> lines = Files.lines(lengthsFile(table))) {
            return lines.mapToInt(Integer::parseInt).toArray();
        }
    }
}
