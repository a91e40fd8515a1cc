package dev.millrace.engine.operator;

import dev.millrace.engine.algebra.Consolidation;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.types.Batch;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Evaluates expressions only of rows that are there.
 *
 * <p>Within a step rows come and go: a join emits the new row of one side with the old of the other, then takes it away. For such a
 * row an expression may fail that fails for no row of the view. So a failure counts only if it is repeated once the rows that cancel
 * out are gone; looking for those beforehand would cost every step what hardly any needs.
 */
final class NetRows {
    private NetRows() {}

    /** Applies {@code operation}, which must have no effects, to the delta. */
    static Delta evaluate(Delta delta, Schema schema, UnaryOperator<Delta> operation) {
        try {
            return operation.apply(delta);
        } catch (OperatorFailure failure) {
            return operation.apply(net(delta, schema));
        }
    }

    /** The delta without rows that cancel out; also without columns that some of its batches lack. */
    private static Delta net(Delta delta, Schema schema) {
        List<Integer> present = new ArrayList<>();
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            int column = i;
            if (delta.batches().stream().noneMatch(batch -> Columns.isAbsent(batch.column(column)))) {
                present.add(i);
                fields.add(schema.fields().get(i));
            }
        }
        List<Batch> known = delta.batches().stream()
                .map(batch ->
                        batch.withColumns(present.stream().map(batch::column).toList()))
                .toList();
        return new Delta(Consolidation.consolidate(new Delta(known), new Schema(fields)).batches().stream()
                .map(batch -> widened(batch, present, schema.size()))
                .toList());
    }

    private static Batch widened(Batch batch, List<Integer> present, int width) {
        List<dev.millrace.types.Column> columns = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            int at = present.indexOf(i);
            columns.add(at < 0 ? Columns.absent(batch.size()) : batch.column(at));
        }
        return batch.withColumns(columns);
    }
}
