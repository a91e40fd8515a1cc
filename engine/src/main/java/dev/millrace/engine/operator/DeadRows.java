package dev.millrace.engine.operator;

import dev.millrace.engine.state.RowStore;
import java.util.List;
import java.util.function.IntPredicate;

/** Tells which rows of a store are below a limit. */
final class DeadRows implements IntPredicate {
    private final RowStore store;
    private final List<StateLimit> limits;
    private final int[] columns;

    private DeadRows(RowStore store, List<StateLimit> limits, int[] columns) {
        this.store = store;
        this.limits = limits;
        this.columns = columns;
    }

    /** Of a store of rows of an input. */
    static DeadRows of(RowStore store, List<StateLimit> limits, int input) {
        List<StateLimit> own =
                limits.stream().filter(limit -> limit.input() == input).toList();
        return new DeadRows(
                store, own, own.stream().mapToInt(StateLimit::column).toArray());
    }

    /** Of a store of the fields {@code keys} of the rows of an input. */
    static DeadRows ofKeys(RowStore store, List<StateLimit> limits, int input, List<Integer> keys) {
        List<StateLimit> own = limits.stream()
                .filter(limit -> limit.input() == input && keys.contains(limit.column()))
                .toList();
        return new DeadRows(
                store,
                own,
                own.stream().mapToInt(limit -> keys.indexOf(limit.column())).toArray());
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
