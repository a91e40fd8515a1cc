package dev.millrace.testing.simulation;

import dev.millrace.connect.InputColumn;
import dev.millrace.connect.RelationSchema;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Column;
import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of a source: numbers, which a column of times takes for microseconds, and texts. */
record SourceRow(@Nullable Object[] values, long weight) {
    /** The value of a column, boxed as the engine has it. */
    static @Nullable Object boxed(@Nullable Object value, SqlType type) {
        return value instanceof Long number ? (Object) Boxed.ofLong(number, type) : value;
    }

    /** What a connector hands over: the columns in use. */
    static Batch batch(List<SourceRow> rows, RelationSchema relation) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < relation.columns().size(); i++) {
            InputColumn column = relation.columns().get(i);
            if (column.used()) {
                List<@Nullable Object> values = new ArrayList<>();
                for (SourceRow row : rows) {
                    values.add(boxed(row.values[i], column.type()));
                }
                columns.add(Boxed.column(values, column.type()));
            }
        }
        long[] weights = rows.stream().mapToLong(SourceRow::weight).toArray();
        return new Batch(rows.size(), columns, weights);
    }
}
