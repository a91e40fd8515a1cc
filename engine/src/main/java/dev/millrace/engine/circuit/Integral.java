package dev.millrace.engine.circuit;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.state.Durable;
import dev.millrace.engine.state.RowTable;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * The contents of a relation: the sum of its deltas. As a circuit it makes steps in two halves, {@link #add} and {@link #finish}. One
 * thread at a time.
 */
public final class Integral {
    private static final int BATCH_ROWS = 1 << 14;

    private final Schema schema;
    private final RowTable rows;

    /** An empty relation. */
    public Integral(Schema schema) {
        this.schema = schema;
        this.rows = new RowTable(schema.types(), false, List.of(), RowTable.Find.BY_ROW, 0);
    }

    /** Its fields. */
    public Schema schema() {
        return schema;
    }

    /** Adds the change of a step. */
    public void add(Delta delta) {
        for (Batch batch : delta.batches()) {
            rows.bind(batch);
            for (int row = 0; row < batch.size(); row++) {
                rows.add(row, batch.weight(row));
            }
        }
    }

    /** Ends the step, keeping what was added if {@code commit}. */
    public void finish(boolean commit) {
        rows.finish(commit);
    }

    /** All rows with their weights, as a delta from nothing, in no particular order; valid until the next step. */
    public Delta contents() {
        List<Batch> batches = new ArrayList<>();
        int[] ids = new int[BATCH_ROWS];
        int count = 0;
        for (int id = rows.firstId(); id >= 0; id = rows.idAfter(id)) {
            ids[count++] = id;
            if (count == BATCH_ROWS) {
                batches.add(batch(ids, count));
                count = 0;
            }
        }
        if (count > 0) {
            batches.add(batch(ids, count));
        }
        return new Delta(batches);
    }

    private Batch batch(int[] ids, int count) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            columns.add(rows.store().column(i, ids, count));
        }
        long[] weights = new long[count];
        for (int i = 0; i < count; i++) {
            weights[i] = rows.weight(ids[i]);
        }
        return new Batch(count, columns, weights);
    }

    /** The contents as a part of state. */
    public Durable part() {
        return rows;
    }

    /** The number of different rows. Between steps. */
    public long rows() {
        return rows.count();
    }

    /** The bytes occupied. */
    public long bytes() {
        return rows.bytes();
    }
}
