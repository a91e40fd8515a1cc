package dev.millrace.types;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An immutable slice of a delta: rows in columns, each row with a weight.
 *
 * <p>A weight is the number of copies added (positive) or taken away (negative), never 0. The same row may occur several times;
 * the delta is the sum. A batch may have no columns and still have rows.
 *
 * @param size the number of rows
 * @param columns one column per field, each of {@code size} rows
 * @param weights the weight of each row, or {@code null} if all are +1
 */
public record Batch(int size, List<Column> columns, long @Nullable [] weights) {
    // Not in compact form: javac 25 writes the annotation of a compact constructor's parameter to the wrong place.
    public Batch(int size, List<Column> columns, long @Nullable [] weights) {
        this.size = size;
        this.columns = List.copyOf(columns);
        this.weights = weights;
        for (Column column : this.columns) {
            if (column.size() != size) {
                throw new IllegalArgumentException("a column of " + column.size() + " rows in a batch of " + size);
            }
        }
    }

    /** The column at {@code index}, counted from 0. */
    public Column column(int index) {
        return columns.get(index);
    }

    /** The weight of row {@code row}. */
    public long weight(int row) {
        return weights == null ? 1 : weights[row];
    }

    /** The chosen rows, in the order of {@code rows[0..count)}. */
    public Batch gather(int[] rows, int count) {
        Column[] chosen = new Column[columns.size()];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = columns.get(i).gather(rows, count);
        }
        return new Batch(count, List.of(chosen), gatherWeights(rows, count));
    }

    /** The same rows with other columns. */
    public Batch withColumns(List<Column> others) {
        return new Batch(size, others, weights);
    }

    /** The same rows with other weights. */
    public Batch withWeights(long @Nullable [] others) {
        return new Batch(size, columns, others);
    }

    /** The same rows with the opposite weights. */
    public Batch negated() {
        long[] negated = new long[size];
        if (weights == null) {
            Arrays.fill(negated, -1);
        } else {
            for (int i = 0; i < size; i++) {
                negated[i] = Math.negateExact(weights[i]);
            }
        }
        return withWeights(negated);
    }

    private long @Nullable [] gatherWeights(int[] rows, int count) {
        if (weights == null) {
            return null;
        }
        long[] chosen = new long[count];
        for (int i = 0; i < count; i++) {
            chosen[i] = weights[rows[i]];
        }
        return chosen;
    }
}
