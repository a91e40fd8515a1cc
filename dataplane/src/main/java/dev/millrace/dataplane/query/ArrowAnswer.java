package dev.millrace.dataplane.query;

import dev.millrace.dataplane.query.arrow.ArrowStream;
import dev.millrace.types.Boxed;
import dev.millrace.types.Column;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer as a stream of Arrow. */
final class ArrowAnswer {
    private static final int BATCH_ROWS = 1 << 14;

    private ArrowAnswer() {}

    static void write(Answer answer, OutputStream out) throws IOException {
        Schema schema = answer.schema();
        ArrowStream stream = new ArrowStream(schema, out);
        for (int from = 0; from < answer.count(); from += BATCH_ROWS) {
            int to = Math.min(answer.count(), from + BATCH_ROWS);
            List<List<@Nullable Object>> columns = new ArrayList<>();
            for (int i = 0; i < schema.size(); i++) {
                columns.add(values(answer, i, from, to));
            }
            stream.write(to - from, columns);
        }
        stream.end();
    }

    private static List<@Nullable Object> values(Answer answer, int index, int from, int to) {
        Column column = answer.rows().column(index);
        SqlType type = answer.schema().type(index);
        List<@Nullable Object> values = new ArrayList<>(to - from);
        for (int at = from; at < to; at++) {
            values.add(Boxed.read(column, answer.order()[at], type));
        }
        return values;
    }
}
