package dev.millrace.engine.operator;

import dev.millrace.engine.state.IntArray;
import dev.millrace.engine.state.LongArray;
import dev.millrace.engine.state.RowStore;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rows of a store as batches. */
final class StoredRows {
    private StoredRows() {}

    /** All fields of these rows, which are not copied. */
    static Batch batch(RowStore store, IntArray ids, LongArray weights) {
        int[] all = new int[store.types().size()];
        Arrays.setAll(all, i -> i);
        return new Batch(ids.size(), store.columns(all, ids.array(), ids.size()), weights.toArray());
    }

    /** The fields of these rows that are needed; {@link Columns#absent} in the place of others. */
    static List<Column> needed(RowStore store, Columns columns, int[] ids, int count) {
        int width = store.types().size();
        int[] wanted = IntStream.range(0, width).filter(columns::needed).toArray();
        List<Column> read = store.columns(wanted, ids, count);
        List<Column> all = new ArrayList<>(width);
        int at = 0;
        for (int i = 0; i < width; i++) {
            all.add(columns.needed(i) ? read.get(at++) : Columns.absent(count));
        }
        return all;
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
