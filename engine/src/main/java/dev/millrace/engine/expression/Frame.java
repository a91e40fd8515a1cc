package dev.millrace.engine.expression;

import dev.millrace.functions.EvaluationException;
import dev.millrace.plan.Position;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import org.jspecify.annotations.Nullable;

/**
 * The rows that one evaluation runs over: all of a batch, or those that reached a branch.
 *
 * <p>A narrowed frame gathers a column when it is first used, so that a branch pays only for the columns it reads. Results of
 * {@link SharedNode}s live here; a narrowed frame takes them over from the whole one.
 */
final class Frame {
    private final int size;
    private final Batch batch;
    private final int @Nullable [] rows;
    private final @Nullable Frame whole;
    private final @Nullable Column[] inputs;
    private final @Nullable Column[] shared;

    private Frame(int size, Batch batch, int @Nullable [] rows, @Nullable Frame whole, int sharedCount) {
        this.size = size;
        this.batch = batch;
        this.rows = rows;
        this.whole = whole;
        this.inputs = new Column[rows == null ? 0 : batch.columns().size()];
        this.shared = new Column[sharedCount];
    }

    /** All rows of a batch. */
    static Frame of(Batch batch, int sharedCount) {
        return new Frame(batch.size(), batch, null, null, sharedCount);
    }

    /** The number of rows. */
    int size() {
        return size;
    }

    /** The input column at {@code index}, restricted to the rows of this frame. */
    Column input(int index) {
        if (rows == null) {
            return batch.column(index);
        }
        Column column = inputs[index];
        if (column == null) {
            column = batch.column(index).gather(rows, size);
            inputs[index] = column;
        }
        return column;
    }

    /** A frame of the rows {@code chosen[0..count)} of this one; the array is not kept. */
    Frame narrow(int[] chosen, int count) {
        int[] absolute = new int[count];
        for (int i = 0; i < count; i++) {
            absolute[i] = rows == null ? chosen[i] : rows[chosen[i]];
        }
        return new Frame(count, batch, absolute, whole == null ? this : whole, shared.length);
    }

    /** The result of the shared node {@code index}, or {@code null} if there is none yet. */
    @Nullable
    Column shared(int index) {
        Column column = shared[index];
        if (column == null && whole != null && rows != null) {
            Column full = whole.shared[index];
            if (full != null) {
                column = full.gather(rows, size);
                shared[index] = column;
            }
        }
        return column;
    }

    /** Remembers the result of the shared node {@code index}. */
    void share(int index, Column column) {
        shared[index] = column;
    }

    /** A failure in row {@code row} of this frame, told in rows of the batch. */
    RowFailure failure(int row, Position position, EvaluationException cause) {
        return new RowFailure(rows == null ? row : rows[row], position, cause);
    }
}
