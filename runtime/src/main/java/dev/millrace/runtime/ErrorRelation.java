package dev.millrace.runtime;

import dev.millrace.connect.RowError;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The rows of a table that could not be taken: malformed, of the wrong type, or late. All are counted, the newest are kept.
 * Thread-safe.
 */
public final class ErrorRelation {
    private final int kept;
    private final Deque<RowError> newest = new ArrayDeque<>();
    private long count;
    private long late;

    ErrorRelation(int kept) {
        this.kept = kept;
    }

    synchronized void add(RowError error) {
        count++;
        keep(error);
    }

    synchronized void addLate(RowError error) {
        late++;
        keep(error);
    }

    private void keep(RowError error) {
        newest.addLast(error);
        if (newest.size() > kept) {
            newest.removeFirst();
        }
    }

    /** How many rows could not be read. */
    public synchronized long unreadable() {
        return count;
    }

    /** How many rows came too late. */
    public synchronized long late() {
        return late;
    }

    /** The newest ones, oldest first. */
    public synchronized List<RowError> newest() {
        return new ArrayList<>(newest);
    }
}
