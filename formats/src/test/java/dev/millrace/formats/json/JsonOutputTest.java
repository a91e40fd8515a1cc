package dev.millrace.formats.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.connect.ParsedRows;
import dev.millrace.connect.RelationSchema;
import dev.millrace.connect.RowEncoder;
import dev.millrace.formats.Configured;
import dev.millrace.formats.Parsing;
import dev.millrace.formats.Schemas;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonOutputTest {
    private static final Schema TWO =
            Schema.of(new Field("id", Schemas.INTEGER), new Field("a \"name\"", Schemas.VARCHAR));
    private static final Batch DELTA = new Batch(
            3,
            List.of(
                    Boxed.column(Arrays.asList(1L, null, -3L), Schemas.INTEGER),
                    Boxed.column(Arrays.asList("é\"\\\n\u0001", "x", null), Schemas.VARCHAR)),
            new long[] {1, -2, 3});

    private static String encode(String config, Schema schema, Batch delta) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RowEncoder encoder = Configured.output(JsonOutput.TYPE, config).encoder(schema);
        encoder.head(out);
        encoder.encode(delta, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void eachCopyIsALine() throws IOException {
        assertThat(encode("{}", TWO, DELTA)).isEqualTo("""
                {"insert":{"id":1,"a \\"name\\"":"é\\"\\\\\\n\\u0001"}}
                {"delete":{"id":null,"a \\"name\\"":"x"}}
                {"delete":{"id":null,"a \\"name\\"":"x"}}
                {"insert":{"id":-3,"a \\"name\\"":null}}
                {"insert":{"id":-3,"a \\"name\\"":null}}
                {"insert":{"id":-3,"a \\"name\\"":null}}
                """);
    }

    @Test
    void arraysHaveAMostLength() throws IOException {
        assertThat(encode("{\"array\":true,\"buffer_size_records\":4}", TWO.select(List.of(0)), DELTA))
                .isEqualTo("""
                [{"insert":{"id":1}},{"delete":{"id":null}},{"delete":{"id":null}},{"insert":{"id":-3}}]
                [{"insert":{"id":-3}},{"insert":{"id":-3}}]
                """);
    }

    @Test
    void debeziumNamesTheOperation() throws IOException {
        assertThat(encode("{\"update_format\":\"debezium\"}", TWO.select(List.of(0)), DELTA))
                .startsWith(
                        "{\"payload\":{\"op\":\"c\",\"after\":{\"id\":1}}}\n{\"payload\":{\"op\":\"d\",\"before\":{\"id\":null}}}\n");
    }

    @Test
    void whatIsWrittenCanBeReadBack() throws IOException {
        RelationSchema table = RelationSchema.of("t", Schemas.ALL);
        RandomDocument documents = new RandomDocument(new Random(3));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            text.append(documents.next()).append('\n');
        }
        Batch rows = Parsing.parse(JsonInput.rawLines(table), text.toString()).rows();
        long[] weights = new Random(4).longs(rows.size(), -5, 0).toArray();
        Batch delta = rows.withWeights(weights);
        String written = encode("{\"update_format\":\"weighted\"}", Schemas.ALL, delta);
        ParsedRows read =
                Parsing.parse(Configured.input(JsonInput.TYPE, table, "{\"update_format\":\"weighted\"}"), written);
        assertThat(read.errors()).isEmpty();
        assertThat(encode("{\"update_format\":\"weighted\"}", Schemas.ALL, read.rows()))
                .isEqualTo(written);
        Schema simple = new Schema(Schemas.ALL.fields().subList(0, 18));
        assertThat(Parsing.rows(read.rows(), simple)).isEqualTo(Parsing.rows(delta, simple));
    }
}
