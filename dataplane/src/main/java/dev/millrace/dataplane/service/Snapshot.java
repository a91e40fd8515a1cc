package dev.millrace.dataplane.service;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.operator.Columns;
import dev.millrace.types.Batch;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.Column;
import dev.millrace.types.ColumnBuilder;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import dev.millrace.types.WideColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Copies of contents, which stay as they are while the pipeline goes on. */
public final class Snapshot {
    private Snapshot() {}

    /** A copy of rows that are valid until the next step. */
    public static Delta copy(Delta rows, Schema schema) {
        boolean[] all = new boolean[schema.size()];
        Arrays.fill(all, true);
        return copy(rows, schema, all);
    }

    /** A copy in which columns that are not needed are absent. */
    public static Delta copy(Delta rows, Schema schema, boolean[] needed) {
        List<Batch> copies = new ArrayList<>();
        for (Batch batch : rows.batches()) {
            List<Column> columns = new ArrayList<>();
            for (int i = 0; i < schema.size(); i++) {
                columns.add(needed[i] ? copy(batch.column(i), schema.type(i)) : Columns.absent(batch.size()));
            }
            copies.add(batch.withColumns(columns));
        }
        return new Delta(copies);
    }

    /** Numbers were gathered into arrays of their own; bytes still lie in the pages of the state. */
    private static Column copy(Column column, SqlType type) {
        return switch (column) {
            case LongColumn longs -> longs;
            case WideColumn wides -> wides;
            case BytesColumn bytes -> copyBytes(bytes, type);
        };
    }

    private static Column copyBytes(BytesColumn bytes, SqlType type) {
        ColumnBuilder builder = new ColumnBuilder(type);
        for (int row = 0; row < bytes.size(); row++) {
            builder.appendFrom(bytes, row);
        }
        return builder.build();
    }
}
