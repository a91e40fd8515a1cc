package dev.millrace.formats.json;

import dev.millrace.connect.MessageSink;
import dev.millrace.connect.RowEncoder;
import dev.millrace.formats.text.ByteSink;
import dev.millrace.types.Batch;
import dev.millrace.types.Schema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes changes as JSON. */
final class JsonEncoder implements RowEncoder {
    /** About how long an array in a message may become: half of what brokers take. */
    private static final int ARRAY_BYTES_MAX = 1 << 19;

    private static final byte[] INSERT = padded("{\"insert\":".getBytes(StandardCharsets.US_ASCII));
    private static final byte[] DELETE = padded("{\"delete\":".getBytes(StandardCharsets.US_ASCII));

    private final JsonOutput.UpdateFormat updateFormat;
    /** The most rows of an array; 0 if rows are lines. */
    private final long arrayRows;
    /** For each column what stands before its value, its name, after a brace or a comma; and eight bytes more. */
    private final byte[][] keys;

    private final JsonCell[] cells;

    private final @Nullable JsonMessageKey messageKey;
    private final ByteSink sink = new ByteSink();
    private long rowsInArray;

    JsonEncoder(Schema schema, JsonOutput.UpdateFormat updateFormat, long arrayRows, List<String> keyFields) {
        this.updateFormat = updateFormat;
        this.arrayRows = arrayRows;
        this.keys = Arrays.stream(JsonMessageKey.fieldNames(schema))
                .map(JsonEncoder::padded)
                .toArray(byte[][]::new);
        this.cells = schema.types().stream().map(JsonCell::new).toArray(JsonCell[]::new);
        this.messageKey = keyFields.isEmpty()
                ? null
                : new JsonMessageKey(schema, keyFields, updateFormat == JsonOutput.UpdateFormat.DEBEZIUM);
    }

    private static byte[] padded(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length + Long.BYTES);
    }

    @Override
    public void head(OutputStream out) {}

    private void bind(Batch delta) {
        for (int i = 0; i < cells.length; i++) {
            cells[i].bind(delta.column(i));
        }
    }

    @Override
    public void encode(Batch delta, OutputStream out) throws IOException {
        bind(delta);
        for (int row = 0; row < delta.size(); row++) {
            long weight = delta.weight(row);
            long copies = copies(weight);
            for (long copy = 0; copy < copies; copy++) {
                begin();
                change(row, weight);
                if (arrayRows == 0) {
                    sink.put('\n');
                }
                sink.flushIfLarge(out);
            }
        }
        endArray();
        sink.flush(out);
    }

    private long copies(long weight) {
        return updateFormat == JsonOutput.UpdateFormat.WEIGHTED ? 1 : Math.abs(weight);
    }

    @Override
    public <E extends Exception> void encode(Batch delta, MessageSink<E> out) throws E {
        bind(delta);
        for (int row = 0; row < delta.size(); row++) {
            long weight = delta.weight(row);
            byte[] key = messageKey == null ? null : messageKey.of(delta, row);
            for (long copy = copies(weight); copy > 0; copy--) {
                if (rowsInArray == arrayRows || sink.length() >= ARRAY_BYTES_MAX) {
                    endMessage(out);
                }
                begin();
                change(row, weight);
                if (arrayRows == 0) {
                    out.accept(key, sink.take());
                }
            }
        }
        endMessage(out);
    }

    /** Hands over the array there is, if there is one. */
    private <E extends Exception> void endMessage(MessageSink<E> out) throws E {
        if (rowsInArray > 0) {
            sink.put(']');
            rowsInArray = 0;
            out.accept(null, sink.take());
        }
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

    private void change(int row, long weight) {
        switch (updateFormat) {
            case INSERT_DELETE -> sink.putShort(weight > 0 ? INSERT : DELETE, INSERT.length - Long.BYTES);
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
        row(row);
        if (updateFormat == JsonOutput.UpdateFormat.DEBEZIUM) {
            sink.put('}');
        }
        sink.put('}');
    }

    private void row(int row) {
        if (keys.length == 0) {
            sink.put('{');
        }
        for (int i = 0; i < keys.length; i++) {
            sink.putShort(keys[i], keys[i].length - Long.BYTES);
            cells[i].print(row, sink);
        }
        sink.put('}');
    }
}
