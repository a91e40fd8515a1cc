package dev.millrace.formats.json;

import dev.millrace.connect.RowEncoder;
import dev.millrace.formats.text.ByteSink;
import dev.millrace.types.Batch;
import dev.millrace.types.Schema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes changes as JSON. */
final class JsonEncoder implements RowEncoder {
    private final Schema schema;
    private final JsonOutput.UpdateFormat updateFormat;
    /** The most rows of an array; 0 if rows are lines. */
    private final long arrayRows;
    /** For each column what stands before its value: its name, after a brace or a comma. */
    private final byte[][] keys;

    private final ByteSink sink = new ByteSink();
    private long rowsInArray;

    JsonEncoder(Schema schema, JsonOutput.UpdateFormat updateFormat, long arrayRows) {
        this.schema = schema;
        this.updateFormat = updateFormat;
        this.arrayRows = arrayRows;
        this.keys = new byte[schema.size()][];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = key(schema.name(i), i == 0 ? "{" : ",");
        }
    }

    private static byte[] key(String name, String before) {
        ByteSink key = new ByteSink();
        key.put(before);
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        key.putQuoted(utf8, 0, utf8.length);
        key.put(':');
        return key.bytes();
    }

    @Override
    public void head(OutputStream out) {}

    @Override
    public void encode(Batch delta, OutputStream out) throws IOException {
        for (int row = 0; row < delta.size(); row++) {
            long weight = delta.weight(row);
            long copies = updateFormat == JsonOutput.UpdateFormat.WEIGHTED ? 1 : Math.abs(weight);
            for (long copy = 0; copy < copies; copy++) {
                begin();
                change(delta, row, weight);
                sink.flushIfLarge(out);
            }
        }
        endArray();
        sink.flush(out);
    }

    private void begin() {
        if (arrayRows == 0) {
            return;
        }
        if (rowsInArray == arrayRows) {
            endArray();
        }
        sink.put(rowsInArray++ == 0 ? '[' : ',');
    }

    private void endArray() {
        if (rowsInArray > 0) {
            sink.put("]\n");
            rowsInArray = 0;
        }
    }

    private void change(Batch delta, int row, long weight) {
        switch (updateFormat) {
            case INSERT_DELETE -> sink.put(weight > 0 ? "{\"insert\":" : "{\"delete\":");
            case WEIGHTED -> {
                sink.put("{\"weight\":");
                sink.putLong(weight);
                sink.put(",\"data\":");
            }
            case DEBEZIUM ->
                sink.put(
                        weight > 0
                                ? "{\"payload\":{\"op\":\"c\",\"after\":"
                                : "{\"payload\":{\"op\":\"d\",\"before\":");
        }
        row(delta, row);
        sink.put(updateFormat == JsonOutput.UpdateFormat.DEBEZIUM ? "}}" : "}");
        if (arrayRows == 0) {
            sink.put('\n');
        }
    }

    private void row(Batch delta, int row) {
        for (int i = 0; i < keys.length; i++) {
            sink.put(keys[i], 0, keys[i].length);
            JsonPrinter.print(delta.column(i), row, schema.type(i), sink);
        }
        sink.put(keys.length == 0 ? "{}" : "}");
    }
}
