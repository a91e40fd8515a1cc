package dev.millrace.embedded;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.functions.ValueText;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Column;
import dev.millrace.types.ColumnBuilder;
import dev.millrace.types.Schema;
import dev.millrace.types.ValueOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a relation changed, or what it contains. As a change of a view each row occurs once, with its net weight, which is not 0.
 *
 * @param relation its name
 * @param batch the rows, in no particular order
 */
public record RelationChange(String relation, Schema schema, Batch batch) {
    /** A copy of a consolidated delta, which stays valid when the step is over. */
    static RelationChange copyOf(String relation, Schema schema, Delta delta) {
        int size = Math.toIntExact(delta.rows());
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            columns.add(copy(delta, i, schema));
        }
        long[] weights = new long[size];
        int at = 0;
        for (Batch batch : delta.batches()) {
            for (int row = 0; row < batch.size(); row++) {
                weights[at++] = batch.weight(row);
            }
        }
        return new RelationChange(relation, schema, new Batch(size, columns, weights));
    }

    private static Column copy(Delta delta, int index, Schema schema) {
        ColumnBuilder builder = new ColumnBuilder(schema.type(index));
        for (Batch batch : delta.batches()) {
            Column column = batch.column(index);
            for (int row = 0; row < batch.size(); row++) {
                builder.appendFrom(column, row);
            }
        }
        return builder.build();
    }

    /** Whether no row changed. */
    public boolean isEmpty() {
        return batch.size() == 0;
    }

    /** The rows in boxed form, in the order of their values. */
    public List<RowChange> rows() {
        List<RowChange> rows = new ArrayList<>(batch.size());
        for (int row = 0; row < batch.size(); row++) {
            rows.add(new RowChange(batch.weight(row), row(row)));
        }
        rows.sort(Comparator.comparing(RowChange::row, this::compare));
        return rows;
    }

    private List<@Nullable Object> row(int row) {
        List<@Nullable Object> values = new ArrayList<>(schema.size());
        for (int i = 0; i < schema.size(); i++) {
            values.add(Boxed.read(batch.column(i), row, schema.type(i)));
        }
        return values;
    }

    /** Its name and a line per row, with its weight. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(relation);
        for (RowChange change : rows()) {
            text.append(change.weight() > 0 ? "\n  +" : "\n  ")
                    .append(change.weight())
                    .append(" (");
            for (int i = 0; i < schema.size(); i++) {
                Object value = change.row().get(i);
                text.append(i == 0 ? "" : ", ");
                text.append(value == null ? "NULL" : ValueText.format(value, schema.type(i)));
            }
            text.append(')');
        }
        return text.toString();
    }

    private int compare(List<@Nullable Object> left, List<@Nullable Object> right) {
        for (int i = 0; i < left.size(); i++) {
            int order = ValueOrder.compare(left.get(i), right.get(i), schema.type(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
