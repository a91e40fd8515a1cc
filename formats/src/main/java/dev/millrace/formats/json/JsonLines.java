package dev.millrace.formats.json;

import dev.millrace.connect.Messages;
import dev.millrace.formats.text.Pages;
import dev.millrace.formats.text.RowsBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines that are objects like those before them, with the same keys in the same order and with the same spaces, by a
 * {@link JsonLoop}. Whatever else comes is left to {@link JsonRow}: a line of other keys, a bad one, the last of a block. If that
 * happens often, loops are not used for a while, and then perhaps another one. Used by one thread.
 */
final class JsonLines {
    /** How many rows are read at a time. */
    private static final int ROWS_MAX = 256;

    /** If fewer rows than this are read at a time, that is too often. */
    private static final int ROWS_MIN = 4;

    /** A few lines are not worth a loop. */
    private static final int WAIT_FIRST = 64;

    private static final int WAIT_MAX = 4096;

    private final JsonRow row;
    private final JsonCursor cursor;

    private @Nullable JsonLoop loop;
    private List<JsonKeys.Key<JsonField>> keys = List.of();
    private int bytesAhead;

    /** How many lines are to be left alone before a loop is looked for, and how many next time. */
    private int wait = WAIT_FIRST;

    private int nextWait = 1;
    /** How many rows may be missing yet before the loop is given up. */
    private int patience;

    private @Nullable RowsBuilder rows;
    private int rowsWanted;
    private int rowsRead;

    /** Where messages end if such are read instead of lines, which one is next, and how many there are. */
    private int @Nullable [] ends;

    private int message;
    private int messages;

    /** Lines that {@code row} would read with this cursor. */
    JsonLines(JsonRow row, JsonCursor cursor) {
        this.row = row;
        this.cursor = cursor;
    }

    /** Reads lines from the cursor on, as many as there are of the usual kind, perhaps none, and commits their rows. Gives their number. */
    int read(RowsBuilder into) {
        ends = null;
        return readAll(into);
    }

    /** As {@link #read}, messages from number {@code first} on, each of which is an object and nothing else. */
    int read(RowsBuilder into, Messages from, int first) {
        ends = from.ends();
        message = first;
        messages = from.count();
        cursor.reset(from.bytes(), from.from(first), from.length());
        return readAll(into);
    }

    private int readAll(RowsBuilder into) {
        JsonLoop usual = loop();
        int total = 0;
        if (usual != null) {
            int safe = Math.min(cursor.end, cursor.bytes.length) - bytesAhead;
            rows = into;
            int wanted;
            int count;
            do {
                wanted = Math.min(ends == null ? ROWS_MAX : Math.min(ROWS_MAX, messages - message), into.room());
                count = read(usual, safe, into, wanted);
                total += count;
            } while (count == wanted && count > 0);
            rows = null;
            judge(total);
        }
        return total;
    }

    private int read(JsonLoop usual, int safe, RowsBuilder into, int wanted) {
        int first = into.row();
        rowsWanted = wanted;
        int at = usual.read(cursor.bytes, cursor.at, safe, first, first + wanted, this);
        into.rollback(first);
        into.goTo(rowsRead);
        cursor.begin(at);
        return rowsRead - first;
    }

    private @Nullable JsonLoop loop() {
        if (loop == null && --wait < 0) {
            wait = nextWait;
            nextWait = Math.min(WAIT_MAX, 2 * nextWait);
            keys = row.usualKeys();
            bytesAhead = JsonLoop.BYTES_AHEAD
                    + keys.stream().mapToInt(key -> key.length).max().orElse(0);
            patience = 16 * ROWS_MIN;
            loop = JsonLoopCode.of(keys);
        }
        return loop;
    }

    private void judge(int count) {
        patience = Math.min(patience + count - ROWS_MIN, ROWS_MAX);
        if (patience < 0) {
            loop = null;
        } else if (count >= ROWS_MAX) {
            nextWait = 1;
        }
    }

    private RowsBuilder rows() {
        RowsBuilder current = rows;
        if (current == null) {
            throw new IllegalStateException("no rows are read");
        }
        return current;
    }

    // What follows is called by the loops.

    /** The pages that texts are in. */
    Pages pages() {
        return rows().pages();
    }

    /** The field after key {@code i}. */
    JsonField field(int i) {
        return keys.get(i).meaning;
    }

    /** Where the values of that field go. */
    long[] values(int i) {
        RowsBuilder current = rows();
        return current.column(field(i).index).values(current.row(), rowsWanted);
    }

    /** Reads the value of field {@code i} at {@code at} that is of another form; gives the index after it, or −1 if it is bad. */
    int other(int i, int at, int number) {
        return row.otherForm(field(i), at, cursor, rows(), number);
    }

    /** Where the line or message begins after that of an object whose last field ends at {@code at}, or −1. */
    int next(int at) {
        int[] given = ends;
        if (given == null) {
            return row.nextLine(cursor.bytes, at, cursor.end);
        }
        int end = given[message];
        if (!row.endsAt(cursor.bytes, at, end)) {
            return -1;
        }
        message++;
        return end;
    }

    /** The loop stops before row {@code number}. */
    void stop(int number) {
        rowsRead = number;
    }
}
