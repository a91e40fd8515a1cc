package dev.millrace.dataplane.query.parquet;

import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes rows as a file of Parquet, group after group; what it is comes at its end. */
public final class ParquetFile {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int PLAIN = 0;
    private static final int RLE = 3;
    private static final int UNCOMPRESSED = 0;

    private final Schema schema;
    private final OutputStream out;
    private final List<Group> groups = new ArrayList<>();
    private long written;

    private record Chunk(long at, long bytes) {}

    private record Group(int rows, List<Chunk> chunks) {}

    /** A file with these columns. */
    public ParquetFile(Schema schema, OutputStream out) throws IOException {
        this.schema = schema;
        this.out = out;
        put(MAGIC);
    }

    private void put(byte[] bytes) throws IOException {
        out.write(bytes);
        written += bytes.length;
    }

    /** Adds rows: for each column its values, boxed. */
    public void write(int rows, List<List<@Nullable Object>> columns) throws IOException {
        List<Chunk> chunks = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            long at = written;
            byte[] page = ParquetPage.of(columns.get(i), schema.type(i));
            put(CompactThrift.struct(header -> header.i32(1, 0)
                    .i32(2, page.length)
                    .i32(3, page.length)
                    .struct(
                            5,
                            data -> data.i32(1, rows).i32(2, PLAIN).i32(3, RLE).i32(4, RLE))));
            put(page);
            chunks.add(new Chunk(at, written - at));
        }
        groups.add(new Group(rows, chunks));
    }

    /** Writes what the file holds. */
    public void end() throws IOException {
        byte[] metadata = CompactThrift.struct(this::metadata);
        put(metadata);
        put(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(metadata.length)
                .array());
        put(MAGIC);
    }

    private void metadata(CompactThrift file) {
        List<Consumer<CompactThrift>> elements = new ArrayList<>();
        elements.add(root -> root.text(4, "schema").i32(5, schema.size()));
        for (Field field : schema.fields()) {
            elements.add(element -> ParquetType.of(field.type())
                    .describe(element, field.name(), field.type().nullable()));
        }
        file.i32(1, 2)
                .structs(2, elements)
                .i64(3, groups.stream().mapToLong(Group::rows).sum())
                .structs(4, groups.stream().map(this::describe).toList())
                .text(6, "Millrace");
    }

    private Consumer<CompactThrift> describe(Group group) {
        List<Consumer<CompactThrift>> chunks = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            chunks.add(describe(schema.fields().get(i), group.rows, group.chunks.get(i)));
        }
        return thrift -> thrift.structs(1, chunks)
                .i64(2, group.chunks.stream().mapToLong(Chunk::bytes).sum())
                .i64(3, group.rows);
    }

    private static Consumer<CompactThrift> describe(Field field, int rows, Chunk chunk) {
        return thrift -> thrift.i64(2, chunk.at)
                .struct(
                        3,
                        column -> column.i32(1, ParquetType.of(field.type()).physical().number)
                                .numbers(2, List.of(PLAIN, RLE))
                                .texts(3, List.of(field.name()))
                                .i32(4, UNCOMPRESSED)
                                .i64(5, rows)
                                .i64(6, chunk.bytes)
                                .i64(7, chunk.bytes)
                                .i64(9, chunk.at));
    }
}
