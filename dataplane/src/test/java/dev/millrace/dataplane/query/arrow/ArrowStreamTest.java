package dev.millrace.dataplane.query.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.types.Bytes;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.ArrayType;
import dev.millrace.types.SqlType.BinaryType;
import dev.millrace.types.SqlType.BooleanType;
import dev.millrace.types.SqlType.DateType;
import dev.millrace.types.SqlType.DecimalType;
import dev.millrace.types.SqlType.FloatingType;
import dev.millrace.types.SqlType.IntegerType;
import dev.millrace.types.SqlType.MapType;
import dev.millrace.types.SqlType.NullType;
import dev.millrace.types.SqlType.RowType;
import dev.millrace.types.SqlType.TextType;
import dev.millrace.types.SqlType.TimeType;
import dev.millrace.types.SqlType.TimestampType;
import dev.millrace.types.SqlType.UuidType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is written, as Arrow's own reader understands it. */
class ArrowStreamTest {
    private static final TextType TEXT = new TextType(false, TextType.UNLIMITED, true);

    private static List<String> read(SqlType type, @Nullable Object... values) throws IOException {
        Schema schema = new Schema(List.of(new Field("c", type)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ArrowStream stream = new ArrowStream(schema, out);
        stream.write(values.length, List.of(Arrays.asList(values)));
        stream.write(1, List.of(Arrays.asList(values[0])));
        stream.end();
        List<String> texts = new ArrayList<>();
        try (RootAllocator memory = new RootAllocator();
                ArrowStreamReader reader = new ArrowStreamReader(new ByteArrayInputStream(out.toByteArray()), memory)) {
            FieldVector column = reader.getVectorSchemaRoot().getVector("c");
            assertThat(column.getField().isNullable()).isEqualTo(type.nullable());
            while (reader.loadNextBatch()) {
                for (int row = 0; row < column.getValueCount(); row++) {
                    Object value = column.getObject(row);
                    texts.add(value instanceof byte[] bytes ? new Bytes(bytes).toString() : String.valueOf(value));
                }
            }
        }
        assertThat(texts).hasSize(values.length + 1);
        assertThat(texts.getLast()).isEqualTo(texts.getFirst());
        return texts.subList(0, values.length);
    }

    @Test
    void numbers() throws IOException {
        assertThat(read(new IntegerType(8, true, true), -5L, null, 127L)).containsExactly("-5", "null", "127");
        assertThat(read(new IntegerType(16, true, false), -500L)).containsExactly("-500");
        assertThat(read(new IntegerType(32, true, true), null, 70_000L)).containsExactly("null", "70000");
        assertThat(read(new IntegerType(64, true, true), Long.MIN_VALUE, 3L))
                .containsExactly(Long.toString(Long.MIN_VALUE), "3");
        assertThat(read(new FloatingType(64, true), 1.5, null)).containsExactly("1.5", "null");
        assertThat(read(new FloatingType(32, false), 0.25)).containsExactly("0.25");
        assertThat(read(new DecimalType(38, 2, true), new BigDecimal("-123456789012345678901234567890.12"), null))
                .containsExactly("-123456789012345678901234567890.12", "null");
        assertThat(read(new BooleanType(true), true, false, null, true))
                .containsExactly("true", "false", "null", "true");
    }

    @Test
    void textAndBytes() throws IOException {
        assertThat(read(TEXT, "grüße", "", null, "x")).containsExactly("grüße", "", "null", "x");
        assertThat(read(new BinaryType(false, TextType.UNLIMITED, true), new Bytes(new byte[] {1, -1}), null))
                .containsExactly("01ff", "null");
        UUID id = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
        assertThat(read(new UuidType(true), id)).containsExactly(id.toString());
    }

    @Test
    void times() throws IOException {
        assertThat(read(new DateType(true), 19_000L)).containsExactly("19000");
        assertThat(read(new TimeType(true), 3_600_000_000_000L)).containsExactly("3600000000000");
        assertThat(read(new TimestampType(false, true), 1_500_000L)).containsExactly("1970-01-01T00:00:01.500");
        assertThat(read(new TimestampType(true, true), 1_500_000L)).containsExactly("1500000");
    }

    @Test
    void nestedValues() throws IOException {
        SqlType number = new IntegerType(64, true, true);
        assertThat(read(new ArrayType(number, true), List.of(1L, 2L), null, List.of(), Arrays.asList(3L, null)))
                .containsExactly("[1,2]", "null", "[]", "[3,null]");
        assertThat(read(
                        new RowType(List.of(new Field("a", number), new Field("b", TEXT)), true),
                        List.of(1L, "x"),
                        null,
                        Arrays.asList(null, "y")))
                .containsExactly("{\"a\":1,\"b\":\"x\"}", "null", "{\"b\":\"y\"}");
        TreeMap<Object, Object> map = new TreeMap<>();
        map.put("k", 1L);
        map.put("l", 2L);
        assertThat(read(new MapType(TEXT, number, true), map, null).getFirst()).contains("\"k\"", "2");
    }

    @Test
    void nothingButNull() throws IOException {
        assertThat(read(new NullType(), null, null)).containsExactly("null", "null");
    }
}
