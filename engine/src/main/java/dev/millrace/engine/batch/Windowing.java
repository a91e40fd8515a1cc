package dev.millrace.engine.batch;

import dev.millrace.plan.Operator.Window;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Appends window functions to each row. A row of weight w is w rows, which are peers. */
final class Windowing {
    private Windowing() {}

    static Relation evaluate(Window window, Relation input, Schema schema) {
        RowOrder rows = new RowOrder(schema.types());
        Comparator<@Nullable Object[]> order = rows.by(window.order());
        List<WindowFunction> functions = window.calls().stream()
                .map(call -> new WindowFunction(call, window.order(), schema))
                .toList();
        Relation result = new Relation();
        for (List<Relation.Entry> group : Rows.groups(input, window.partition()).values()) {
            Partition partition = new Partition(expand(group, order.thenComparing(rows)), order);
            List<List<@Nullable Object>> columns = functions.stream()
                    .map(function -> function.evaluate(partition))
                    .toList();
            for (int i = 0; i < partition.size(); i++) {
                @Nullable Object[] values = new @Nullable Object[columns.size()];
                for (int j = 0; j < values.length; j++) {
                    values[j] = columns.get(j).get(i);
                }
                result.add(Rows.concat(partition.row(i), values), 1);
            }
        }
        return result;
    }

    private static List<@Nullable Object[]> expand(List<Relation.Entry> group, Comparator<@Nullable Object[]> order) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Relation.Entry entry : group) {
            for (long i = 0; i < entry.weight(); i++) {
                rows.add(entry.row());
            }
        }
        rows.sort(order);
        return rows;
    }

    /** The rows of a partition in order, and which of them are equal in it. */
    record Partition(List<@Nullable Object[]> rows, Comparator<@Nullable Object[]> order) {
        int size() {
            return rows.size();
        }

        @Nullable
        Object[] row(int index) {
            return rows.get(index);
        }

        /** The first row that the order does not tell from row {@code index}. */
        int firstPeer(int index) {
            int peer = index;
            while (peer > 0 && order.compare(rows.get(peer - 1), rows.get(index)) == 0) {
                peer--;
            }
            return peer;
        }

        /** The last row that the order does not tell from row {@code index}. */
        int lastPeer(int index) {
            int peer = index;
            while (peer + 1 < rows.size() && order.compare(rows.get(peer + 1), rows.get(index)) == 0) {
                peer++;
            }
            return peer;
        }
    }
}
