package dev.millrace.dataplane.query;

import dev.millrace.formats.json.JsonPrinter;
import dev.millrace.formats.text.ByteSink;
import dev.millrace.types.Boxed;
import dev.millrace.types.Column;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** An answer as JSON, an object per line, NULLs included. A DECIMAL is a number. */
final class JsonLines {
    private JsonLines() {}

    static void write(Answer answer, OutputStream out) throws IOException {
        Schema schema = answer.schema();
        byte[][] keys = new byte[schema.size()][];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = key(schema.name(i), i == 0 ? "{" : ",");
        }
        ByteSink sink = new ByteSink();
        for (int row : answer.order()) {
            for (int i = 0; i < keys.length; i++) {
                sink.put(keys[i], 0, keys[i].length);
                value(answer.rows().column(i), row, schema.type(i), sink);
            }
            sink.put(keys.length == 0 ? "{}\n" : "}\n");
            sink.flushIfLarge(out);
        }
        sink.flush(out);
    }

    private static byte[] key(String name, String before) {
        ByteSink key = new ByteSink();
        key.put(before);
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        key.putQuoted(utf8, 0, utf8.length);
        key.put(':');
        return key.bytes();
    }

    private static void value(Column column, int row, SqlType type, ByteSink sink) {
        if (type instanceof SqlType.DecimalType && Boxed.read(column, row, type) instanceof BigDecimal decimal) {
            sink.put(decimal.toPlainString());
        } else {
            JsonPrinter.print(column, row, type, sink);
        }
    }
}
