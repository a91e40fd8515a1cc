package dev.millrace.runtime;

import dev.millrace.connect.RowError;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.functions.JsonText;
import dev.millrace.plan.Table;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A table of a running pipeline. */
final class PipelineTable {
    private final String name;
    private final Schema schema;
    private final boolean[] needed;
    private final int kept;
    private final ErrorRelation errors;

    /** A table of which the circuit reads the columns marked; of its bad rows {@code kept} are kept. */
    PipelineTable(Table table, boolean[] needed, int kept) {
        this.name = table.name();
        this.schema = table.schema();
        this.needed = needed;
        this.kept = kept;
        this.errors = new ErrorRelation(kept);
    }

    ErrorRelation errors() {
        return errors;
    }

    /** Late rows as errors; no more than are kept anyway. */
    List<RowError> late(long step, Delta rows) {
        List<RowError> late = new ArrayList<>();
        for (Batch batch : rows.batches()) {
            for (int row = 0; row < batch.size() && late.size() < kept; row++) {
                byte[] raw = json(batch, row).getBytes(StandardCharsets.UTF_8);
                late.add(RowError.of(
                        name, "the row is late: it lies behind the waterline", "step " + step, raw, 0, raw.length));
            }
        }
        return late;
    }

    private String json(Batch batch, int row) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < needed.length; i++) {
            if (needed[i]) {
                json.append(json.length() == 1 ? "" : ",");
                JsonText.quote(json, schema.name(i));
                json.append(':');
                JsonText.append(json, Boxed.read(batch.column(i), row, schema.type(i)), schema.type(i));
            }
        }
        return json.append('}').toString();
    }
}
