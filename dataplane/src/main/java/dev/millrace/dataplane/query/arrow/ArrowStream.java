package dev.millrace.dataplane.query.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.millrace.types.Field;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.jspecify.annotations.Nullable;

/** Writes a stream of record batches. One thread at a time. */
public final class ArrowStream {
    private static final int CONTINUES = -1;
    private static final int ALIGNMENT = 8;
    private static final int BUILDER_BYTES = 1_024;

    private final dev.millrace.types.Schema schema;
    private final OutputStream out;

    /** A stream of rows with these columns; begins it. */
    public ArrowStream(dev.millrace.types.Schema schema, OutputStream out) throws IOException {
        this.schema = schema;
        this.out = out;
        begin();
    }

    private void begin() throws IOException {
        FlatBufferBuilder builder = new FlatBufferBuilder(BUILDER_BYTES);
        int[] fields = schema.fields().stream()
                .mapToInt(field -> ArrowFields.write(builder, field.name(), field.type()))
                .toArray();
        int fieldsAt = Schema.createFieldsVector(builder, fields);
        int schemaAt = Schema.createSchema(builder, Endianness.Little, fieldsAt, 0, 0);
        message(builder, MessageHeader.Schema, schemaAt, 0);
    }

    /** Writes a batch of {@code rows} rows; the columns have boxed values. */
    public void write(int rows, List<List<@Nullable Object>> columns) throws IOException {
        ArrowBody body = new ArrowBody();
        List<Field> fields = schema.fields();
        for (int i = 0; i < columns.size(); i++) {
            body.add(columns.get(i), fields.get(i).type());
        }
        FlatBufferBuilder builder = new FlatBufferBuilder(BUILDER_BYTES);
        int nodes = nodes(builder, body.nodes());
        long bytes = body.buffers().stream()
                .mapToLong(buffer -> padded(buffer.length))
                .sum();
        int buffers = buffers(builder, body.buffers(), bytes);
        int batch = RecordBatch.createRecordBatch(builder, rows, nodes, buffers, 0, 0);
        message(builder, MessageHeader.RecordBatch, batch, bytes);
        for (byte[] buffer : body.buffers()) {
            out.write(buffer);
            out.write(new byte[padded(buffer.length) - buffer.length]);
        }
    }

    /** Ends the stream; the bytes go on to whoever owns them. */
    public void end() throws IOException {
        out.write(ints(CONTINUES, 0));
    }

    private static int nodes(FlatBufferBuilder builder, List<ArrowBody.Node> nodes) {
        RecordBatch.startNodesVector(builder, nodes.size());
        for (ArrowBody.Node node : nodes.reversed()) {
            FieldNode.createFieldNode(builder, node.length(), node.nulls());
        }
        return builder.endVector();
    }

    private static int buffers(FlatBufferBuilder builder, List<byte[]> buffers, long bytes) {
        RecordBatch.startBuffersVector(builder, buffers.size());
        long at = bytes;
        for (byte[] buffer : buffers.reversed()) {
            at -= padded(buffer.length);
            Buffer.createBuffer(builder, at, buffer.length);
        }
        return builder.endVector();
    }

    private static int padded(int bytes) {
        return Math.addExact(bytes, ALIGNMENT - 1) & -ALIGNMENT;
    }

    private void message(FlatBufferBuilder builder, byte kind, int header, long bodyBytes) throws IOException {
        builder.finish(Message.createMessage(builder, MetadataVersion.V5, kind, header, bodyBytes, 0));
        byte[] metadata = builder.sizedByteArray();
        int length = padded(metadata.length);
        out.write(ints(CONTINUES, length));
        out.write(metadata);
        out.write(new byte[length - metadata.length]);
    }

    private static byte[] ints(int first, int second) {
        return ByteBuffer.allocate(2 * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(first)
                .putInt(second)
                .array();
    }
}
