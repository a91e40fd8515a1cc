package dev.millrace.engine.batch;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Column;
import dev.millrace.types.ColumnBuilder;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows from columns to boxed form and back. */
public final class BatchConversion {
    private BatchConversion() {}

    /** Adds the rows of a delta to a relation. */
    public static void add(Delta delta, Schema schema, Relation relation) {
        for (Batch batch : delta.batches()) {
            for (int row = 0; row < batch.size(); row++) {
                relation.add(row(batch, row, schema), batch.weight(row));
            }
        }
    }

    /** The fields of a row. */
    public static @Nullable Object[] row(Batch batch, int row, Schema schema) {
        @Nullable Object[] values = new Object[schema.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Boxed.read(batch.column(i), row, schema.type(i));
        }
        return values;
    }

    /** The relation as a delta from nothing. */
    public static Delta delta(Relation relation, Schema schema) {
        if (relation.isEmpty()) {
            return Delta.EMPTY;
        }
        List<ColumnBuilder> builders =
                schema.types().stream().map(ColumnBuilder::new).toList();
        long[] weights = new long[relation.size()];
        int count = 0;
        for (Relation.Entry entry : relation.entries()) {
            for (int i = 0; i < builders.size(); i++) {
                builders.get(i).append(entry.row()[i]);
            }
            weights[count++] = entry.weight();
        }
        List<Column> columns = new ArrayList<>();
        builders.forEach(builder -> columns.add(builder.build()));
        return Delta.of(new Batch(weights.length, columns, weights));
    }
}
