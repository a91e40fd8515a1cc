package dev.millrace.engine.operator;

import dev.millrace.engine.expression.RowFailure;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Schema;
import java.util.StringJoiner;
import java.util.function.Supplier;

/** Shows the row in which an expression failed. */
final class RowFailures {
    private RowFailures() {}

    /** Does {@code work}, which evaluates expressions over {@code batch}. */
    static <T> T explain(Batch batch, Schema schema, Supplier<T> work) {
        try {
            return work.get();
        } catch (RowFailure failure) {
            throw new OperatorFailure(
                    failure.failure().code(),
                    String.valueOf(failure.failure().getMessage()),
                    failure.position(),
                    row(batch, schema, failure.row()));
        }
    }

    /** The fields of a row as {@code (name: value, …)}; those that were not computed are left out. */
    static String row(Batch batch, Schema schema, int row) {
        StringJoiner text = new StringJoiner(", ", "(", ")");
        for (int i = 0; i < schema.size(); i++) {
            if (!Columns.isAbsent(batch.column(i))) {
                text.add(schema.name(i) + ": " + Boxed.read(batch.column(i), row, schema.type(i)));
            }
        }
        return text.toString();
    }
}
