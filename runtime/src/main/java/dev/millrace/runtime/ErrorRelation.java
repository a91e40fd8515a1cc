package dev.millrace.runtime;

import dev.millrace.connect.RowError;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The rows of a table that could not be taken: malformed, of the wrong type, or late. All are counted; of many, the first and the
 * newest are kept, half of the room each. Thread-safe.
 */
public final class ErrorRelation {
    /** The most bytes of raw rows that are kept: 16 MiB. */
    public static final long RAW_BYTES_MAX = 1 << 24;

    private final int firstMax;
    private final int newestMax;
    private final List<RowError> first = new ArrayList<>();
    private final Deque<RowError> newest = new ArrayDeque<>();
    private long firstBytes;
    private long newestBytes;
    private long unreadable;
    private long late;

    /** Keeps {@code kept} rows at most. */
    ErrorRelation(int kept) {
        this.firstMax = (kept + 1) / 2;
        this.newestMax = kept / 2;
    }

    /** Rows that could not be read. */
    synchronized void add(List<RowError> errors) {
        unreadable += errors.size();
        errors.forEach(this::keep);
    }

    /** Late rows: how many, and some of them. */
    synchronized void addLate(long rows, List<RowError> errors) {
        late += rows;
        errors.forEach(this::keep);
    }

    private void keep(RowError error) {
        int bytes = error.raw().length;
        if (newest.isEmpty() && first.size() < firstMax && firstBytes + bytes <= RAW_BYTES_MAX / 2) {
            first.add(error);
            firstBytes += bytes;
            return;
        }
        newest.addLast(error);
        newestBytes += bytes;
        while (newest.size() > newestMax || newestBytes > RAW_BYTES_MAX / 2) {
            newestBytes -= newest.removeFirst().raw().length;
        }
    }

    /** Writes all of it. */
    synchronized void write(DataOutput out) throws IOException {
        out.writeLong(unreadable);
        out.writeLong(late);
        Texts.write(kept(), out);
    }

    /** Reads what {@link #write} wrote, into an empty relation. */
    synchronized void read(DataInput in) throws IOException {
        unreadable = in.readLong();
        late = in.readLong();
        Texts.readErrors(in).forEach(this::keep);
    }

    /** How many rows could not be read. */
    public synchronized long unreadable() {
        return unreadable;
    }

    /** How many rows came too late. */
    public synchronized long late() {
        return late;
    }

    /** Those that are kept, oldest first. */
    public synchronized List<RowError> kept() {
        List<RowError> all = new ArrayList<>(first);
        all.addAll(newest);
        return all;
    }
}
