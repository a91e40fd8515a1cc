package dev.millrace.formats.json;

import dev.millrace.formats.text.ByteSink;
import dev.millrace.types.Batch;
import dev.millrace.types.Schema;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes the key of a message: an object of some fields of the row. */
final class JsonMessageKey {
    private final Schema schema;
    private final byte[][] names;
    private final boolean payload;
    private final int[] columns;
    private final ByteSink sink = new ByteSink();

    /** Keys of these fields of {@code whole}, inside an object {@code payload} or not. */
    JsonMessageKey(Schema whole, List<String> fields, boolean payload) {
        this.columns = fields.stream().mapToInt(name -> column(whole, name)).toArray();
        this.schema =
                whole.select(fields.stream().map(name -> column(whole, name)).toList());
        this.names = fieldNames(schema);
        this.payload = payload;
    }

    private static int column(Schema schema, String name) {
        for (int i = 0; i < schema.size(); i++) {
            if (schema.name(i).equals(name)) {
                return i;
            }
        }
        for (int i = 0; i < schema.size(); i++) {
            if (schema.name(i).equalsIgnoreCase(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("key_fields: the view has no column " + name);
    }

    /** For each field what stands before its value: its name, after a brace or a comma. */
    static byte[][] fieldNames(Schema schema) {
        byte[][] names = new byte[schema.size()][];
        for (int i = 0; i < names.length; i++) {
            ByteSink name = new ByteSink();
            name.put(i == 0 ? '{' : ',');
            byte[] utf8 = schema.name(i).getBytes(StandardCharsets.UTF_8);
            name.putQuoted(utf8, 0, utf8.length);
            name.put(':');
            names[i] = name.bytes();
        }
        return names;
    }

    /** The key of a row. */
    byte[] of(Batch delta, int row) {
        if (payload) {
            sink.put("{\"payload\":");
        }
        for (int i = 0; i < columns.length; i++) {
            sink.put(names[i], 0, names[i].length);
            JsonPrinter.print(delta.column(columns[i]), row, schema.type(i), sink);
        }
        sink.put(payload ? "}}" : "}");
        return sink.take();
    }
}
