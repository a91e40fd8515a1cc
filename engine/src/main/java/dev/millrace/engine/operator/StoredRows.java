package dev.millrace.engine.operator;

import dev.millrace.engine.state.IntArray;
import dev.millrace.engine.state.LongArray;
import dev.millrace.engine.state.RowStore;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Column;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of a store as batches. */
final class StoredRows {
    private StoredRows() {}

    /** All fields of these rows, which are not copied. */
    static Batch batch(RowStore store, IntArray ids, LongArray weights) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < store.types().size(); i++) {
            columns.add(store.column(i, ids.array(), ids.size()));
        }
        return new Batch(ids.size(), columns, weights.toArray());
    }

    /** All fields of one row, boxed. */
    static List<@Nullable Object> boxed(RowStore store, int id) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < store.types().size(); i++) {
            Column column = store.column(i, new int[] {id}, 1);
            values.add(Boxed.read(column, 0, store.types().get(i)));
        }
        return values;
    }
}
