package dev.millrace.dataplane.query;

import dev.millrace.dataplane.query.arrow.ArrowStream;
import dev.millrace.dataplane.query.parquet.ParquetFile;
import dev.millrace.types.Boxed;
import dev.millrace.types.Column;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer in formats that go by columns. */
final class ColumnAnswer {
    private static final int BATCH_ROWS = 1 << 14;
    private static final int GROUP_ROWS = 1 << 16;

    private ColumnAnswer() {}

    /** As a stream of Arrow. */
    static void writeArrow(Answer answer, OutputStream out) throws IOException {
        ArrowStream stream = new ArrowStream(answer.schema(), out);
        write(answer, BATCH_ROWS, stream::write);
        stream.end();
    }

    /** As a file of Parquet. */
    static void writeParquet(Answer answer, OutputStream out) throws IOException {
        ParquetFile file = new ParquetFile(answer.schema(), out);
        write(answer, GROUP_ROWS, file::write);
        file.end();
    }

    /** Takes some rows by columns. */
    private interface Sink {
        void write(int rows, List<List<@Nullable Object>> columns) throws IOException;
    }

    private static void write(Answer answer, int rows, Sink sink) throws IOException {
        Schema schema = answer.schema();
        for (int from = 0; from < answer.count(); from += rows) {
            int to = Math.min(answer.count(), from + rows);
            List<List<@Nullable Object>> columns = new ArrayList<>();
            for (int i = 0; i < schema.size(); i++) {
                columns.add(values(answer, i, from, to));
            }
            sink.write(to - from, columns);
        }
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
