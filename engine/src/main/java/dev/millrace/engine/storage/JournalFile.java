package dev.millrace.engine.storage;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** A file of the journal that is read. */
final class JournalFile {
    private static final VarHandle LENGTHS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int WINDOW = 1 << 16;
    private static final int RECORD_BYTES_MIN = 20;

    private final Disk disk;
    private final long number;
    private final String name;

    JournalFile(Disk disk, long number) {
        this.disk = disk;
        this.number = number;
        this.name = Journal.name(number);
    }

    /** What its first record says; {@code null} if the file was never synced. */
    Journal.@Nullable Head head() throws IOException {
        try (DiskReader file = disk.open(name)) {
            if (!isWhole(file)) {
                return null;
            }
            BlockReader in = record(file, FileHead.BYTES);
            in.getInt();
            in.getLong();
            in.getLong();
            return new Journal.Head(in.getText(), in.getText(), in.getInt());
        }
    }

    /** Whether its beginning is there. If it is not, nothing behind it can be. */
    private boolean isWhole(DiskReader file) throws IOException {
        try {
            FileHead.check(file, name, FileKind.JOURNAL, number);
            record(file, FileHead.BYTES).skipAll();
            return true;
        } catch (UnknownVersionException newer) {
            throw newer;
        } catch (DamagedException damaged) {
            failIfSynced(file, 0, damaged);
            return false;
        }
    }

    private BlockReader record(DiskReader file, long offset) throws IOException {
        return BlockReader.within(file, name, new BlockWriter.Place(number, offset, file.size() - offset));
    }

    /** Shows the steps after {@code after}; the answer is the last one. */
    <E extends Exception> long read(long after, Journal.Visitor<E> visitor, Journal journal)
            throws IOException, E, InterruptedException {
        try (DiskReader file = disk.open(name)) {
            long step = after;
            long offset = isWhole(file) ? FileHead.BYTES : file.size();
            while (offset < file.size()) {
                BlockReader record = record(file, offset);
                try {
                    record.skipAll();
                } catch (DamagedException damaged) {
                    failIfSynced(file, offset, damaged);
                    return step;
                }
                long end = record.offset();
                step = show(record(file, offset), step, visitor, journal);
                offset = end;
            }
            return step;
        }
    }

    private <E extends Exception> long show(
            BlockReader record, long before, Journal.Visitor<E> visitor, Journal journal)
            throws IOException, E, InterruptedException {
        int kind = record.getInt();
        long step = record.getLong();
        record.getLong();
        if (kind == Journal.MARK) {
            journal.mark(step);
        }
        if (kind != Journal.STEP || step <= before) {
            return before;
        }
        if (step != before + 1) {
            throw record.damaged("goes from step " + before + " to step " + step);
        }
        visitor.accept(step, record);
        return step;
    }

    /** Throws {@code damaged}, which is at {@code offset}, if a record behind it says that the place was synced. */
    private void failIfSynced(DiskReader file, long offset, DamagedException damaged) throws IOException {
        byte[] window = new byte[(int) Math.min(file.size(), WINDOW)];
        int read = 0;
        for (long from = offset + 1; from < file.size(); from += Math.max(1, read - BlockWriter.BLOCK_HEAD)) {
            read = file.read(from, window, 0, window.length);
            for (int at = 0; at + BlockWriter.BLOCK_HEAD <= read; at++) {
                long synced = fits(window, at, file.size() - from) ? syncedAsOf(file, from + at) : -1;
                if (synced > offset) {
                    throw new DamagedException(
                            damaged.getMessage() + "; what is behind it was synced up to byte " + synced);
                }
            }
        }
    }

    /** Whether a block may begin there: its length alone rules out most places, which are many. */
    private static boolean fits(byte[] window, int at, long left) {
        int length = (int) LENGTHS.get(window, at) & ~BlockWriter.LAST;
        return length >= RECORD_BYTES_MIN
                && length <= Math.min(BlockWriter.BLOCK_BYTES, left - at - BlockWriter.BLOCK_HEAD);
    }

    /** What a record at this place says of what was synced, −1 if there is no record. */
    private long syncedAsOf(DiskReader file, long offset) throws IOException {
        try {
            BlockReader record = record(file, offset);
            int kind = record.getInt();
            record.getLong();
            return kind >= Journal.HEAD && kind <= Journal.MARK ? record.getLong() : -1;
        } catch (DamagedException none) {
            return -1;
        }
    }
}
