package dev.millrace.engine.operator;

import dev.millrace.engine.state.RowStore;
import dev.millrace.types.Batch;
import dev.millrace.types.LongColumn;
import java.util.List;
import java.util.function.IntPredicate;

/** Tells which rows of a store are below a limit. */
final class DeadRows implements IntPredicate {
    private final RowStore store;
    private final List<StateLimit> limits;
    private final int[] columns;
    /** Where each limit is among those of the operator. */
    private final int[] places;

    private DeadRows(RowStore store, List<StateLimit> limits, int[] columns, int[] places) {
        this.store = store;
        this.limits = limits;
        this.columns = columns;
        this.places = places;
    }

    /** Of a store of rows of an input. */
    static DeadRows of(RowStore store, List<StateLimit> limits, int input) {
        List<StateLimit> own =
                limits.stream().filter(limit -> limit.input() == input).toList();
        return new DeadRows(
                store, own, own.stream().mapToInt(StateLimit::column).toArray(), places(limits, own));
    }

    /** Of a store of the fields {@code keys} of the rows of an input. */
    static DeadRows ofKeys(RowStore store, List<StateLimit> limits, int input, List<Integer> keys) {
        List<StateLimit> own = limits.stream()
                .filter(limit -> limit.input() == input && keys.contains(limit.column()))
                .toList();
        return new DeadRows(
                store,
                own,
                own.stream().mapToInt(limit -> keys.indexOf(limit.column())).toArray(),
                places(limits, own));
    }

    private static int[] places(List<StateLimit> limits, List<StateLimit> own) {
        return own.stream().mapToInt(limits::indexOf).toArray();
    }

    /** Whether there is any such row, as far as limits are known. */
    boolean possible() {
        for (StateLimit limit : limits) {
            if (limit.limit() != Waterline.NONE) {
                return true;
            }
        }
        return false;
    }

    /** Whether there may ever be any. */
    boolean expected() {
        return !limits.isEmpty();
    }

    /** Leaves of {@code rows[0..count)} of a batch those that are not below the coming limits, and answers how many. */
    int living(Batch batch, int[] rows, int count, long[] coming) {
        int left = count;
        for (int i = 0; i < columns.length; i++) {
            left = notBelow(coming[places[i]], (LongColumn) batch.column(columns[i]), rows, left);
        }
        return left;
    }

    private static int notBelow(long limit, LongColumn column, int[] rows, int count) {
        int left = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            rows[left] = row;
            left += column.value(row) >= limit || column.isNull(row) ? 1 : 0;
        }
        return left;
    }

    @Override
    public boolean test(int id) {
        for (int i = 0; i < columns.length; i++) {
            if (!store.isNull(id, columns[i])
                    && store.longValue(id, columns[i]) < limits.get(i).limit()) {
                return true;
            }
        }
        return false;
    }
}
