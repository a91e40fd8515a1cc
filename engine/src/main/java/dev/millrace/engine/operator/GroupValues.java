package dev.millrace.engine.operator;

import dev.millrace.engine.state.KeyView;
import dev.millrace.engine.state.RowTable;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** The argument values of each group, with weights: rows (group, values…) chained by group. */
final class GroupValues {
    private static final SqlType GROUP = new SqlType.IntegerType(64, true, false);

    private final List<Integer> columns;
    private final RowTable table;
    private final KeyView groupView = new KeyView(List.of(0), List.of(GROUP));

    /** Values of these columns of the input, whose types are {@code types}. */
    GroupValues(List<Integer> columns, List<SqlType> types) {
        this.columns = columns;
        List<SqlType> all = new ArrayList<>(List.of(GROUP));
        all.addAll(types);
        this.table = new RowTable(all, true, List.of(0), RowTable.Find.BY_ROW, 0);
    }

    RowTable table() {
        return table;
    }

    /** The chosen rows as a batch of (group, values…), with their weights, from which rows can be added to the table. */
    Batch bind(Batch batch, int[] groups, int[] rows, int count) {
        long[] ids = new long[count];
        for (int i = 0; i < count; i++) {
            ids[i] = groups[rows[i]];
        }
        List<Column> all = new ArrayList<>();
        all.add(new LongColumn(count, ids, null));
        columns.forEach(column -> all.add(batch.column(column).gather(rows, count)));
        Batch values = new Batch(count, all, Columns.gather(batch.weights(), rows, count));
        table.bind(values);
        return values;
    }

    /** Gives up the values of a group. Between steps. */
    void expire(int group) {
        forEach(group, id -> table.addWeight(id, -table.weight(id)));
        table.finish(true);
    }

    /** Calls {@code consumer} with the id of each value of a group whose weight is not 0. */
    void forEach(int group, IntConsumer consumer) {
        groupView.bind(new Batch(1, List.of(new LongColumn(1, new long[] {group}, null)), null));
        long[] hash = new long[1];
        groupView.hash(1, hash);
        for (int id = table.head(groupView, 0, hash[0]); id >= 0; id = table.next(id)) {
            if (table.weight(id) != 0) {
                consumer.accept(id);
            }
        }
    }
}
