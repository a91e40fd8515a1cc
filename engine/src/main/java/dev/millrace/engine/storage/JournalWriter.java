package dev.millrace.engine.storage;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the journal. What was appended is safe when {@link #sync} has returned; if anything throws, all since the last sync must be
 * appended again, in a file of its own ({@link #open}). One thread.
 */
public final class JournalWriter implements AutoCloseable {
    private final Disk disk;
    private final Journal.Head head;
    private @Nullable BlockWriter out;
    private long synced;
    private long bytes;

    /** Begins nothing yet. */
    public JournalWriter(Disk disk, Journal.Head head) {
        this.disk = disk;
        this.head = head;
    }

    /** A step with its body. */
    public record Step(long number, byte[] body) {}

    /** Goes on in a new file, whose first step will be {@code step}. */
    public void open(long step) throws IOException {
        open(step, List.of());
    }

    /** Goes on in a new file with these steps, of which the first is {@code step}; they are safe when it returns. */
    public void open(long step, List<Step> steps) throws IOException {
        close();
        // Were a file of this name written over, a crash could leave a mixture of both.
        String temporary = Journal.name(step) + ".tmp";
        BlockWriter writer = BlockWriter.create(disk, temporary, FileKind.JOURNAL, step);
        out = writer;
        synced = 0;
        begin(Journal.HEAD, step, writer);
        writer.putText(head.history());
        writer.putText(head.program());
        writer.putInt(head.shards());
        writer.endStream();
        for (Step again : steps) {
            append(again.number(), again.body(), again.body().length);
        }
        writer.sync();
        disk.rename(temporary, Journal.name(step));
        disk.syncFolder(Journal.FOLDER);
        mark(steps.isEmpty() ? step - 1 : steps.getLast().number());
    }

    private BlockWriter writer() {
        BlockWriter present = out;
        if (present == null) {
            throw new IllegalStateException("the journal is not open");
        }
        return present;
    }

    private void begin(int kind, long step, BlockWriter writer) throws IOException {
        writer.putInt(kind);
        writer.putLong(step);
        writer.putLong(synced);
    }

    /** Appends a step, whose body is {@code body[0, length)}. */
    public void append(long step, byte[] body, int length) throws IOException {
        BlockWriter writer = writer();
        begin(Journal.STEP, step, writer);
        writer.putBytes(body, 0, length);
        bytes += writer.endStream().length();
    }

    /** Makes safe what was appended; the last of it was {@code step}. */
    public void sync(long step) throws IOException {
        writer().sync();
        mark(step);
    }

    /** Says, to whoever finds damage before this place, that it is not what a crash leaves. */
    private void mark(long step) throws IOException {
        BlockWriter writer = writer();
        synced = writer.offset();
        begin(Journal.MARK, step, writer);
        writer.endStream();
    }

    /** The bytes of the steps appended. */
    public long bytes() {
        return bytes;
    }

    @Override
    public void close() throws IOException {
        BlockWriter present = out;
        out = null;
        if (present != null) {
            present.close();
        }
    }
}
