package dev.millrace.cli.run;

import dev.millrace.cli.text.TextTable;
import dev.millrace.cli.text.TextTable.Frame;
import dev.millrace.engine.storage.CheckpointFolder;
import dev.millrace.engine.storage.DamagedException;
import dev.millrace.engine.storage.Journal;
import dev.millrace.engine.storage.LocalDisk;
import dev.millrace.engine.storage.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * What a storage folder holds.
 *
 * @param lines for people
 * @param isWhole whether nothing was found damaged
 */
public record StoredCheckpoints(List<String> lines, boolean isWhole) {
    public StoredCheckpoints {
        lines = List.copyOf(lines);
    }

    /** Looks into a folder that nobody uses now; if {@code verify}, reads everything. */
    public static StoredCheckpoints read(Path folder, boolean verify) throws IOException {
        if (!Files.isDirectory(folder.resolve("checkpoints"))) {
            throw new NotDirectoryException(folder + " is not a storage folder");
        }
        LocalDisk disk = LocalDisk.open(folder);
        AutoCloseable lock = disk.lock("lock");
        try {
            return new Reading(new CheckpointFolder(disk, 1), new Journal(disk), verify).read();
        } finally {
            close(lock);
        }
    }

    private static void close(AutoCloseable lock) throws IOException {
        try {
            lock.close();
        } catch (Exception failure) {
            throw new IOException(failure);
        }
    }

    private static final class Reading {
        private final CheckpointFolder checkpoints;
        private final Journal journal;
        private final boolean verify;
        private final List<String> lines = new ArrayList<>();
        private boolean whole = true;
        private long oldest;

        private Reading(CheckpointFolder checkpoints, Journal journal, boolean verify) {
            this.checkpoints = checkpoints;
            this.journal = journal;
            this.verify = verify;
        }

        private StoredCheckpoints read() throws IOException {
            TextTable table = new TextTable(
                    Frame.RULE,
                    List.of("checkpoint", "step", "rows in", "size", "written", "in ms", "stall ms", "made", "program"),
                    new boolean[] {true, true, true, true, true, true, true, false, false});
            List<String> damages = new ArrayList<>();
            for (long number : checkpoints.numbers()) {
                try {
                    Manifest manifest = verify ? checkpoints.verify(number) : checkpoints.read(number);
                    oldest = manifest.about().step();
                    table.add(row(manifest));
                } catch (DamagedException damaged) {
                    damages.add("checkpoint " + number + " is damaged: " + damaged.getMessage());
                }
            }
            whole = damages.isEmpty();
            lines.addAll(table.lines(200));
            lines.addAll(damages);
            lines.add(journal());
            return new StoredCheckpoints(lines, whole);
        }

        private static List<String> row(Manifest manifest) {
            return List.of(
                    Long.toString(manifest.number()),
                    Quantity.count(manifest.about().step()),
                    Quantity.count(manifest.about().rows()),
                    Quantity.bytes(manifest.bytes()),
                    Quantity.bytes(manifest.bytesWritten()),
                    Quantity.count(manifest.about().writeMillis()),
                    Quantity.count(manifest.about().stallMicros() / 1_000),
                    Instant.ofEpochMilli(manifest.about().madeMillis())
                            .truncatedTo(ChronoUnit.SECONDS)
                            .toString(),
                    manifest.about().program());
        }

        private String journal() throws IOException {
            try {
                long last = journal.read(oldest, (step, body) -> {});
                return journal.files().isEmpty()
                        ? "no journal"
                        : "journal: steps " + (oldest + 1) + " to " + last + ", " + Quantity.bytes(journal.bytes());
            } catch (DamagedException damaged) {
                whole = false;
                return "the journal is damaged: " + damaged.getMessage();
            } catch (InterruptedException interruption) {
                Thread.currentThread().interrupt();
                return "interrupted";
            }
        }
    }
}
