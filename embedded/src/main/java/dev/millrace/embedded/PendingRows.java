package dev.millrace.embedded;

import dev.millrace.connect.ParsedRows;
import dev.millrace.connect.RowError;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.plan.Table;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import dev.millrace.types.ColumnBuilder;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows that wait for the next step of one table, in the order in which they came. One thread at a time. */
public final class PendingRows {
    private final String table;
    private final Schema schema;
    private final List<ColumnBuilder> columns = new ArrayList<>();
    private final List<Batch> batches = new ArrayList<>();
    private long[] weights = new long[16];
    private int size;

    /** None yet for a table. */
    public PendingRows(Table table) {
        this.table = table.name();
        this.schema = table.schema();
        schema.types().forEach(type -> columns.add(new ColumnBuilder(type)));
    }

    /** Adds a row of Java values. Throws {@link IllegalArgumentException} if they do not fit the columns, without effect. */
    public void add(long weight, @Nullable Object[] values) {
        if (values.length != schema.size()) {
            throw new IllegalArgumentException(
                    "table '" + table + "' has " + schema.size() + " columns, not " + values.length);
        }
        @Nullable Object[] boxed = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            boxed[i] = boxed(values[i], i);
        }
        for (int i = 0; i < boxed.length; i++) {
            columns.get(i).append(boxed[i]);
        }
        weights = size < weights.length ? weights : Arrays.copyOf(weights, size * 2);
        weights[size++] = weight;
    }

    private @Nullable Object boxed(@Nullable Object value, int column) {
        SqlType type = schema.type(column);
        try {
            return JavaValues.boxed(value, type);
        } catch (IllegalArgumentException problem) {
            throw new IllegalArgumentException(
                    "column '" + schema.name(column) + "' of table '" + table + "': " + problem.getMessage(), problem);
        }
    }

    /** Adds a batch of all columns. */
    public void add(Batch batch) {
        if (batch.columns().size() != schema.size()) {
            throw new IllegalArgumentException("table '" + table + "' has " + schema.size() + " columns, not "
                    + batch.columns().size());
        }
        flush();
        if (batch.size() > 0) {
            batches.add(batch);
        }
    }

    /** Adds rows that were parsed and answers the errors among them. */
    public List<RowError> add(List<ParsedRows> parts) {
        List<RowError> errors = new ArrayList<>();
        for (ParsedRows part : parts) {
            add(part.rows());
            errors.addAll(part.errors());
        }
        return errors;
    }

    private void flush() {
        if (size > 0) {
            List<Column> built = columns.stream().map(ColumnBuilder::build).toList();
            batches.add(new Batch(size, built, Arrays.copyOf(weights, size)));
            size = 0;
        }
    }

    /** All of them, as a delta. Nothing waits any more. */
    public Delta take() {
        flush();
        Delta delta = new Delta(batches);
        batches.clear();
        return delta;
    }
}
