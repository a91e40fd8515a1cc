package dev.millrace.engine.operator;

import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes output columns, leaving out those that nobody reads. */
final class Columns {
    private static final long[] NOTHING = new long[0];

    private final boolean[] needed;

    Columns(boolean[] needed) {
        this.needed = needed;
    }

    boolean needed(int column) {
        return needed[column];
    }

    /** A column of that many rows without values, in the place of one that nobody reads. */
    static Column absent(int size) {
        return new LongColumn(size, NOTHING, null);
    }

    /** The chosen rows of a batch. */
    Batch gather(Batch batch, int[] rows, int count) {
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
