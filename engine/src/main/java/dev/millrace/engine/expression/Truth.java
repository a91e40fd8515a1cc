package dev.millrace.engine.expression;

import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Nulls;

/** BOOLEAN columns as decisions. At a NULL row the stored value may be any bits. */
final class Truth {
    private Truth() {}

    /** Whether the row is true, neither false nor NULL. */
    static boolean isTrue(LongColumn column, int row) {
        return column.values()[row] != 0 && !column.isNull(row);
    }

    /** Whether the row is false, neither true nor NULL. */
    static boolean isFalse(LongColumn column, int row) {
        return column.values()[row] == 0 && !column.isNull(row);
    }

    /** Writes the true rows to the start of {@code rows} and returns how many. */
    static int select(Column column, int[] rows) {
        LongColumn truth = (LongColumn) column;
        long[] values = truth.values();
        long[] nulls = truth.nulls();
        int size = truth.size();
        int count = 0;
        if (nulls == null) {
            for (int i = 0; i < size; i++) {
                rows[count] = i;
                count += (int) values[i];
            }
            return count;
        }
        for (int i = 0; i < size; i++) {
            rows[count] = i;
            count += (int) (values[i] & ~(nulls[i >> 6] >>> i) & 1);
        }
        return count;
    }

    /** Writes the rows that are not false to the start of {@code rows} and returns how many. */
    static int selectNotFalse(LongColumn column, int[] rows) {
        int count = 0;
        for (int i = 0; i < column.size(); i++) {
            rows[count] = i;
            count += isFalse(column, i) ? 0 : 1;
        }
        return count;
    }

    /** Writes the rows that are not true to the start of {@code rows} and returns how many. */
    static int selectNotTrue(LongColumn column, int[] rows) {
        int count = 0;
        for (int i = 0; i < column.size(); i++) {
            rows[count] = i;
            count += isTrue(column, i) ? 0 : 1;
        }
        return count;
    }

    /** The column's values with 0 at NULL rows: 1 where true, else 0. */
    static long[] definite(LongColumn column) {
        long[] nulls = column.nulls();
        long[] values = column.values();
        if (nulls == null) {
            return values;
        }
        long[] definite = new long[column.size()];
        for (int i = 0; i < definite.length; i++) {
            definite[i] = values[i] & ~(nulls[i >> 6] >>> i) & 1;
        }
        return definite;
    }

    /** NULL-free column of whether rows are NULL ({@code wanted} 1) or are not ({@code wanted} 0). */
    static LongColumn ofNulls(Column column, int size, boolean wanted) {
        long[] values = new long[size];
        long[] nulls = column.nulls();
        long flip = wanted ? 0 : 1;
        for (int i = 0; i < size; i++) {
            values[i] = (nulls == null ? 0 : Nulls.get(nulls, i) ? 1 : 0) ^ flip;
        }
        return new LongColumn(size, values, null);
    }
}
