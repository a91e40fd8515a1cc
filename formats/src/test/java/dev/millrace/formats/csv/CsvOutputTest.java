package dev.millrace.formats.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.connect.RelationSchema;
import dev.millrace.connect.RowEncoder;
import dev.millrace.formats.Configured;
import dev.millrace.formats.Parsing;
import dev.millrace.formats.Schemas;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Bytes;
import dev.millrace.types.Column;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CsvOutputTest {
    private static String encode(String config, Schema schema, Batch delta) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RowEncoder encoder = Configured.output(CsvOutput.TYPE, config).encoder(schema);
        encoder.head(out);
        encoder.encode(delta, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theWeightIsTheLastField() throws IOException {
        Schema schema = Schema.of(new Field("id", Schemas.INTEGER), new Field("text", Schemas.VARCHAR));
        Batch delta = new Batch(
                4,
                List.of(
                        Boxed.column(Arrays.asList(1L, null, 3L, 4L), Schemas.INTEGER),
                        Boxed.column(Arrays.asList("a,\"b\"", null, "null", ""), Schemas.VARCHAR)),
                new long[] {1, -1, 2, 1});
        assertThat(encode("{\"headers\":true}", schema, delta)).isEqualTo("""
                id,text,weight
                1,"a,""b""\",1
                ,NULL,-1
                3,"null",2
                4,,1
                """);
    }

    @Test
    void whatIsWrittenCanBeReadBack() throws IOException {
        List<@Nullable Object> row = Arrays.<@Nullable Object>asList(
                true,
                -1L,
                2L,
                3L,
                -1L,
                new BigDecimal("1.50"),
                new BigDecimal("-0.0000000001"),
                (double) 1.1f,
                1e300,
                "é\n",
                new Bytes(new byte[] {1, 2}),
                -1L,
                1L,
                -1L,
                new UUID(-1, 1),
                Arrays.asList(1L, null),
                new TreeMap<>(java.util.Map.of("k", 1L)),
                Arrays.asList(1L, "y"),
                null);
        List<@Nullable Object> nothing =
                new ArrayList<>(java.util.Collections.<@Nullable Object>nCopies(row.size(), null));
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            columns.add(Boxed.column(Arrays.asList(row.get(i), nothing.get(i)), Schemas.ALL.type(i)));
        }
        String written = encode("{}", Schemas.ALL, new Batch(2, columns, null));
        var read = Parsing.parse(
                Configured.input(CsvInput.TYPE, RelationSchema.of("t", Schemas.ALL), "{\"flexible\":true}"), written);
        assertThat(read.errors()).isEmpty();
        assertThat(Parsing.rows(read.rows(), Schemas.ALL))
                .containsExactly(new Parsing.Row(1, row), new Parsing.Row(1, nothing));
    }
}
