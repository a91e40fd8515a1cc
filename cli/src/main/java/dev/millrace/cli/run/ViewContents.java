package dev.millrace.cli.run;

import dev.millrace.cli.text.RowText;
import dev.millrace.cli.text.TextTable;
import dev.millrace.cli.text.TextTable.Frame;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.plan.Operator.SortKey;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Schema;
import dev.millrace.types.ValueOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The first rows of a view's contents. */
final class ViewContents {
    private record Row(Batch batch, int row) {}

    private final Schema schema;
    private final Comparator<Row> order;

    ViewContents(Schema schema, List<SortKey> keys) {
        this.schema = schema;
        this.order = (left, right) -> compare(left, right, keys);
    }

    private int compare(Row left, Row right, List<SortKey> keys) {
        for (SortKey key : keys) {
            Object a = Boxed.read(left.batch.column(key.column()), left.row, schema.type(key.column()));
            Object b = Boxed.read(right.batch.column(key.column()), right.row, schema.type(key.column()));
            int compared = compare(a, b, key);
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }

    private int compare(@Nullable Object a, @Nullable Object b, SortKey key) {
        if (a == null || b == null) {
            return a == b ? 0 : (a == null) == key.nullsFirst() ? -1 : 1;
        }
        int compared = ValueOrder.compare(a, b, schema.type(key.column()));
        return key.descending() ? -compared : compared;
    }

    /** A table of the first {@code limit} rows, each as often as it occurs. */
    TextTable first(Delta contents, int limit) {
        PriorityQueue<Row> best = new PriorityQueue<>(order.reversed());
        for (Batch batch : contents.batches()) {
            for (int row = 0; row < batch.size(); row++) {
                best.add(new Row(batch, row));
                if (best.size() > limit) {
                    best.poll();
                }
            }
        }
        List<Row> rows = new ArrayList<>(best);
        rows.sort(order);
        TextTable table = new TextTable(Frame.RULE, RowText.names(schema), RowText.numeric(schema));
        int shown = 0;
        for (Row row : rows) {
            for (long copy = 0; copy < row.batch.weight(row.row) && shown < limit; copy++, shown++) {
                table.add(RowText.cells(row.batch, row.row, schema));
            }
        }
        return table;
    }
}
