package dev.millrace.engine.operator;

import dev.millrace.types.Batch;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Nulls;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import dev.millrace.types.WideColumn;
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

    /** The chosen rows of a batch for those who look at all columns: the others hold NULL. */
    Batch gatherWhole(Batch batch, int[] rows, int count, Schema schema) {
        List<Column> chosen = new ArrayList<>(needed.length);
        for (int i = 0; i < needed.length; i++) {
            chosen.add(needed[i] ? batch.column(i).gather(rows, count) : nulls(schema.type(i), count));
        }
        return new Batch(count, chosen, gather(batch.weights(), rows, count));
    }

    private static Column nulls(SqlType type, int size) {
        long[] bitmap = Nulls.create(size);
        for (int row = 0; row < size; row++) {
            Nulls.set(bitmap, row);
        }
        long[] zeros = new long[size];
        return switch (type.storage()) {
            case LONG -> new LongColumn(size, zeros, bitmap);
            case WIDE -> new WideColumn(size, zeros, zeros, bitmap);
            case BYTES -> new BytesColumn(size, zeros, new byte[1][0], bitmap);
        };
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
