package dev.millrace.engine.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What each step was made of, step after step: files {@code journal/N.journal}, where N is the first step.
 *
 * <p>A file begins with a record that names the pipeline's life; then come a record for each step and marks, each of which says up to
 * where the file was synced when it was written. What a crash left half-written is at the end of the newest file and was never synced;
 * what is damaged before a place that is known to be synced is damaged, and then nothing of the journal is relied on. Reading is for
 * one thread, not while somebody writes.
 */
public final class Journal {
    static final String FOLDER = "journal";
    static final int HEAD = 1;
    static final int STEP = 2;
    static final int MARK = 3;

    private static final String ENDING = ".journal";

    private final Disk disk;
    private long marked = -1;

    /** The journal on this disk. Makes its folder if it is not there. */
    public Journal(Disk disk) throws IOException {
        this.disk = disk;
        disk.makeFolder(FOLDER);
        disk.syncFolder("");
    }

    /** Takes a step. The body is what was written for it; it need not be read to its end. */
    @FunctionalInterface
    public interface Visitor<E extends Exception> {
        /** A step; they come in order. */
        void accept(long step, BlockReader body) throws IOException, E, InterruptedException;
    }

    /** What the beginning of a file says: the same in all files of a life. */
    public record Head(String history, String program, int shards) {}

    /** The first steps of the files, in order. */
    public List<Long> files() throws IOException {
        List<Long> files = new ArrayList<>();
        for (String name : disk.list(FOLDER)) {
            if (name.endsWith(ENDING)) {
                files.add(Long.parseLong(name.substring(0, name.length() - ENDING.length()), 16));
            }
        }
        return files;
    }

    static String name(long file) {
        return "%s/%016x%s".formatted(FOLDER, file, ENDING);
    }

    /** What the newest file with a whole head says; {@code null} if there is none. Throws {@link DamagedException}. */
    public @Nullable Head head() throws IOException {
        for (long file : files().reversed()) {
            Head head = new JournalFile(disk, file).head();
            if (head != null) {
                return head;
            }
        }
        return null;
    }

    /**
     * Shows the steps after step {@code after}, which must follow each other without a gap; the answer is the last one, or
     * {@code after}. Throws {@link DamagedException} if they do not, or if anything that was synced is damaged.
     */
    public <E extends Exception> long read(long after, Visitor<E> visitor) throws IOException, E, InterruptedException {
        List<Long> files = files();
        long step = after;
        for (int i = 0; i < files.size(); i++) {
            boolean covered = i + 1 < files.size() && files.get(i + 1) <= after + 1;
            if (!covered) {
                if (files.get(i) > step + 1) {
                    throw new DamagedException("the journal lacks the steps from " + (step + 1) + " to "
                            + (files.get(i) - 1) + ": " + name(files.get(i)) + " begins behind them");
                }
                JournalFile file = new JournalFile(disk, files.get(i));
                step = file.read(step, visitor, this);
            }
        }
        return step;
    }

    /** All steps up to this one were synced, says a file. */
    void mark(long step) {
        marked = Math.max(marked, step);
    }

    /**
     * The last step of which what was read says that it was synced, −1 if none. Steps behind it may be in the cache of the operating
     * system only: before anything is built on them they must be written again ({@link JournalWriter#open}).
     */
    public long marked() {
        return marked;
    }

    /** Deletes files of which all steps are in a checkpoint of step {@code upTo}. */
    public void cut(long upTo) throws IOException {
        List<Long> files = files();
        for (int i = 0; i + 1 < files.size() && files.get(i + 1) <= upTo + 1; i++) {
            disk.delete(name(files.get(i)));
        }
    }

    /** Deletes all of it. */
    public void clear() throws IOException {
        for (long file : files()) {
            disk.delete(name(file));
        }
        disk.syncFolder(FOLDER);
    }

    /** The bytes of all files. */
    public long bytes() throws IOException {
        long bytes = 0;
        for (long file : files()) {
            try (DiskReader reader = disk.open(name(file))) {
                bytes += reader.size();
            }
        }
        return bytes;
    }
}
