package dev.millrace.engine.batch;

import dev.millrace.plan.Operator.SortKey;
import dev.millrace.types.SqlType;
import dev.millrace.types.ValueOrder;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The order of rows by all their fields, ascending, NULLs first. */
record RowOrder(List<SqlType> types) implements Comparator<@Nullable Object[]> {
    @Override
    public int compare(@Nullable Object[] left, @Nullable Object[] right) {
        for (int i = 0; i < types.size(); i++) {
            int order = ValueOrder.compare(left[i], right[i], types.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** The order by these keys alone. */
    Comparator<@Nullable Object[]> by(List<SortKey> keys) {
        return (left, right) -> {
            for (SortKey key : keys) {
                int order = compare(left[key.column()], right[key.column()], key);
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };
    }

    private int compare(@Nullable Object left, @Nullable Object right, SortKey key) {
        if (left == null || right == null) {
            int nullsFirst = left != null ? 1 : right != null ? -1 : 0;
            return key.nullsFirst() ? nullsFirst : -nullsFirst;
        }
        int order = ValueOrder.compare(left, right, types.get(key.column()));
        return key.descending() ? -order : order;
    }
}
