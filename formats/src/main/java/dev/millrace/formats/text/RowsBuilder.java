package dev.millrace.formats.text;

import dev.millrace.connect.Block;
import dev.millrace.connect.InputColumn;
import dev.millrace.connect.Messages;
import dev.millrace.connect.ParsedRows;
import dev.millrace.connect.RelationSchema;
import dev.millrace.connect.RowError;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one block under construction. A row is written column by column at row number {@link #row}, then {@link
 * #commit}ted; until then it can be abandoned, also several committed ones with {@link #rollback}. Used by one thread,
 * for one block.
 */
public final class RowsBuilder {
    private static final int CAPACITY_MIN = 64;

    private final String connector;
    private final byte[] bytes;
    private final Position position;
    private final Pages pages;
    private final ColumnWriter[] writers;
    private final List<RowError> errors = new ArrayList<>();
    private int capacity;
    private int row;
    private long @Nullable [] weights;

    /** Names a place in the bytes for an error message. */
    private interface Position {
        String of(int index, long line);
    }

    /** A builder for the rows of a block, of which there are perhaps {@code expected}. */
    public RowsBuilder(String connector, RelationSchema relation, Block block, int expected) {
        this(
                connector,
                relation,
                block.bytes(),
                (index, line) -> block.origin() + " line " + (block.line() + line) + ", byte "
                        + (block.offset() + index - block.from()),
                expected);
    }

    /** A builder for the rows of some messages, of which there are perhaps {@code expected}. */
    public RowsBuilder(String connector, RelationSchema relation, Messages messages, int expected) {
        this(connector, relation, messages.bytes(), (index, line) -> messages.position(index), expected);
    }

    private RowsBuilder(String connector, RelationSchema relation, byte[] bytes, Position position, int expected) {
        this.connector = connector;
        this.bytes = bytes;
        this.position = position;
        this.pages = new Pages(bytes);
        this.capacity = Math.max(CAPACITY_MIN, expected);
        this.writers = new ColumnWriter[relation.columns().size()];
        for (int i = 0; i < writers.length; i++) {
            InputColumn column = relation.columns().get(i);
            writers[i] = new ColumnWriter(column, capacity);
        }
    }

    /** The column {@code index} of the table. */
    public ColumnWriter column(int index) {
        return writers[index];
    }

    /** The pages that references are made of. */
    public Pages pages() {
        return pages;
    }

    /** The number of the row being written: how many are committed. */
    public int row() {
        return row;
    }

    /** The row being written is complete. */
    public void commit(long weight) {
        long[] given = weights;
        if (weight != 1 && given == null) {
            given = new long[capacity];
            Arrays.fill(given, 0, row, 1);
            weights = given;
        }
        if (given != null) {
            given[row] = weight;
        }
        row++;
        if (row == capacity) {
            grow();
        }
    }

    /** Takes back all rows from number {@code first} on. */
    public void rollback(int first) {
        row = first;
    }

    /** How many rows from {@link #row} on may be written before they are committed; perhaps none. */
    public int room() {
        return capacity - row - 1;
    }

    /** Goes on at row {@code to}, for which there is room. Commits the rows before, with weight 1 each. */
    public void goTo(int to) {
        long[] given = weights;
        if (given != null && to > row) {
            Arrays.fill(given, row, to, 1);
        }
        row = to;
    }

    private void grow() {
        capacity *= 2;
        for (ColumnWriter writer : writers) {
            writer.grow(capacity);
        }
        long[] given = weights;
        if (given != null) {
            weights = Arrays.copyOf(given, capacity);
        }
    }

    /**
     * Notes that the record {@code bytes[from, to)}, which begins on {@code line} of the block (from 0; of no meaning in messages), is
     * bad.
     */
    public void error(String reason, int from, int to, long line) {
        errors.add(RowError.of(connector, reason, position.of(from, line), bytes, from, to));
    }

    /** What was committed. The builder is not used after this. */
    public ParsedRows build(long lines) {
        byte[][] all = pages.all();
        List<Column> columns = new ArrayList<>();
        for (ColumnWriter writer : writers) {
            if (writer.used()) {
                columns.add(writer.build(row, all));
            }
        }
        long[] given = weights;
        return new ParsedRows(new Batch(row, columns, given == null ? null : Arrays.copyOf(given, row)), errors, lines);
    }
}
