package dev.millrace.dataplane.query;

import dev.millrace.engine.circuit.RunningCircuit;
import dev.millrace.plan.Operator.SortKey;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Field;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import dev.millrace.types.ValueOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a query, in their order, until it is closed.
 *
 * @param schema the columns
 * @param rows may have further columns
 * @param order indexes of {@code rows}, as often as each occurs
 * @param circuit in whose state the rows lie
 */
record Answer(
        Schema schema, Batch rows, int[] order, @Nullable RunningCircuit circuit) implements AutoCloseable {
    /** The answer of consolidated rows. */
    static Answer of(Schema schema, Batch rows, Schema all, List<SortKey> keys, RunningCircuit circuit) {
        Integer[] sorted = new Integer[rows.size()];
        Arrays.setAll(sorted, row -> row);
        if (!keys.isEmpty()) {
            Arrays.sort(sorted, comparator(rows, all, keys));
        }
        int count = 0;
        for (int row = 0; row < rows.size(); row++) {
            count = Math.addExact(count, (int) Math.max(0, rows.weight(row)));
        }
        int[] order = new int[count];
        int at = 0;
        for (int row : sorted) {
            for (long copy = 0; copy < rows.weight(row); copy++) {
                order[at++] = row;
            }
        }
        return new Answer(schema, rows, order, circuit);
    }

    /** The answer to a statement that changed {@code count} rows. */
    static Answer ofCount(long count) {
        Schema schema = Schema.of(new Field("count", new SqlType.IntegerType(64, false, false)));
        return new Answer(
                schema, new Batch(1, List.of(new LongColumn(1, new long[] {count}, null)), null), new int[] {0}, null);
    }

    private static Comparator<Integer> comparator(Batch rows, Schema all, List<SortKey> keys) {
        Comparator<Integer> comparator = (left, right) -> 0;
        for (SortKey key : keys) {
            @Nullable Object[] values = new @Nullable Object[rows.size()];
            SqlType type = all.type(key.column());
            Arrays.setAll(values, row -> Boxed.read(rows.column(key.column()), row, type));
            comparator = comparator.thenComparing((left, right) -> compare(values[left], values[right], key, type));
        }
        return comparator;
    }

    private static int compare(@Nullable Object left, @Nullable Object right, SortKey key, SqlType type) {
        if (left == null || right == null) {
            int nullsLast = Boolean.compare(left == null, right == null);
            return key.nullsFirst() ? -nullsLast : nullsLast;
        }
        int order = ValueOrder.compare(left, right, type);
        return key.descending() ? -order : order;
    }

    int count() {
        return order.length;
    }

    @Override
    public void close() {
        if (circuit != null) {
            circuit.close();
        }
    }
}
