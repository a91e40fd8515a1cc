package dev.millrace.engine.operator;

import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes columns of a node's output, leaving out those that nobody reads. */
public final class Columns {
    private static final long[] NOTHING = new long[0];

    private final boolean[] needed;

    /** Columns of which those marked are read. */
    public Columns(boolean[] needed) {
        this.needed = needed;
    }

    boolean needed(int column) {
        return needed[column];
    }

    /** A column of that many rows without values, in the place of one that nobody reads. */
    public static Column absent(int size) {
        return new LongColumn(size, NOTHING, null);
    }

    static boolean isAbsent(Column column) {
        return column instanceof LongColumn longs && longs.values() == NOTHING;
    }

    /** The chosen rows of a batch. */
    public Batch gather(Batch batch, int[] rows, int count) {
        List<Column> chosen = new ArrayList<>(needed.length);
        for (int i = 0; i < needed.length; i++) {
            chosen.add(needed[i] ? batch.column(i).gather(rows, count) : absent(count));
        }
        return new Batch(count, chosen, gather(batch.weights(), rows, count));
    }

    static long @Nullable [] gather(long @Nullable [] weights, int[] rows, int count) {
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
