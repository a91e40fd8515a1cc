package dev.millrace.bench.tpch;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import dev.millrace.types.ColumnBuilder;
import dev.millrace.types.Schema;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Changes as the engine takes them. */
final class TableBatches {
    private TableBatches() {}

    /** The upserts and deletions by key that these changes are. */
    static Delta delta(TableChanges changes, Schema schema) {
        List<ColumnBuilder> builders =
                schema.types().stream().map(ColumnBuilder::new).toList();
        changes.removed().forEach(row -> append(row, builders));
        changes.put().forEach(row -> append(row, builders));
        List<Column> columns = new ArrayList<>();
        builders.forEach(builder -> columns.add(builder.build()));
        long[] weights = new long[changes.rows()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = i < changes.removed().size() ? -1 : 1;
        }
        return Delta.of(new Batch(weights.length, columns, weights));
    }

    private static void append(Object[] row, List<ColumnBuilder> builders) {
        for (int i = 0; i < row.length; i++) {
            builders.get(i).append(row[i] instanceof LocalDate date ? (Object) date.toEpochDay() : row[i]);
        }
    }
}
