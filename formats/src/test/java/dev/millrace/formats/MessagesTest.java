package dev.millrace.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.connect.InputFormat;
import dev.millrace.connect.Messages;
import dev.millrace.connect.ParsedRows;
import dev.millrace.connect.RelationSchema;
import dev.millrace.connect.RowEncoder;
import dev.millrace.connect.RowError;
import dev.millrace.formats.csv.CsvInput;
import dev.millrace.formats.csv.CsvOutput;
import dev.millrace.formats.json.JsonInput;
import dev.millrace.formats.json.JsonOutput;
import dev.millrace.formats.raw.RawInput;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final Schema SCHEMA = Schema.of(new Field("id", Schemas.INTEGER), new Field("s", Schemas.VARCHAR));
    private static final RelationSchema TABLE = RelationSchema.of("t", SCHEMA);

    private static ParsedRows parse(InputFormat format, String... values) {
        byte[] bytes = String.join("", values).getBytes(StandardCharsets.UTF_8);
        int[] ends = new int[values.length];
        long[] offsets = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            ends[i] = (i == 0 ? 0 : ends[i - 1]) + values[i].getBytes(StandardCharsets.UTF_8).length;
            offsets[i] = 100 + i;
        }
        return format.open("t.c").parser().parse(new Messages(bytes, ends, values.length, "q", offsets));
    }

    private static String rows(ParsedRows parsed, Schema schema) {
        return Parsing.rows(parsed.rows(), schema).stream()
                .map(row -> row.weight() + " " + row.values())
                .toList()
                .toString();
    }

    private static List<String> errors(ParsedRows parsed) {
        return parsed.errors().stream().map(RowError::position).toList();
    }

    @Test
    void aMessageHoldsAnyNumberOfRecords() {
        InputFormat json = Configured.input(JsonInput.TYPE, TABLE, "{}");
        ParsedRows parsed = parse(
                json,
                "{\"insert\":{\"id\":1}}{\"delete\":{\"id\":1}}",
                "",
                " {\n\"insert\" : {\"id\":2}}\n{\"insert\":{\"id\":3}}\n");
        assertThat(rows(parsed, SCHEMA)).isEqualTo("[1 [1, null], -1 [1, null], 1 [2, null], 1 [3, null]]");
        assertThat(parsed.errors()).isEmpty();
    }

    @Test
    void whatIsOpenAtTheEndOfAMessageDoesNotReachTheNext() {
        InputFormat json = Configured.input(JsonInput.TYPE, TABLE, "{\"update_format\":\"raw\"}");
        ParsedRows parsed = parse(json, "{\"id\":1", ",\"s\":\"x\"}", "{\"id\":2,\"s\":\"", "{\"id\":3}");
        assertThat(rows(parsed, SCHEMA)).isEqualTo("[1 [3, null]]");
        assertThat(errors(parsed)).startsWith("q, offset 100", "q, offset 101").endsWith("q, offset 102");
        InputFormat csv = Configured.input(CsvInput.TYPE, TABLE, "{}");
        ParsedRows lines = parse(csv, "1,\"x", "2,y", "3,\"z\"");
        assertThat(rows(lines, SCHEMA)).isEqualTo("[1 [2, y], 1 [3, z]]");
        assertThat(errors(lines)).containsExactly("q, offset 100");
    }

    @Test
    void aBadElementOfAnArrayDoesNotSpoilTheOthers() {
        InputFormat json = Configured.input(JsonInput.TYPE, TABLE, "{\"update_format\":\"raw\",\"array\":true}");
        ParsedRows parsed = parse(json, "[{\"id\":1},{\"id\":\"x\"},{\"id\":2}]", "[]", "[{\"id\":3}]");
        assertThat(rows(parsed, SCHEMA)).isEqualTo("[1 [1, null], 1 [2, null], 1 [3, null]]");
        assertThat(errors(parsed)).containsExactly("q, offset 100");
    }

    @Test
    void eachMessageOfCsvMayHaveAHead() {
        InputFormat csv = Configured.input(CsvInput.TYPE, TABLE, "{\"headers\":true}");
        assertThat(rows(parse(csv, "s,id\nx,1\n", "id,s\n2,y\n3,z"), SCHEMA))
                .isEqualTo("[1 [1, x], 1 [2, y], 1 [3, z]]");
    }

    @Test
    void aRawMessageIsAValueEvenIfItIsEmpty() {
        Schema texts = SCHEMA.select(List.of(1));
        InputFormat raw = Configured.input(RawInput.TYPE, RelationSchema.of("t", texts), "{}");
        assertThat(rows(parse(raw, "a\nb", "", "c"), texts)).isEqualTo("[1 [a\nb], 1 [], 1 [c]]");
    }

    @Test
    void changesAreWrittenAsMessages() {
        Batch delta = new Batch(
                2,
                List.of(
                        Boxed.column(Arrays.asList(1L, 2L), Schemas.INTEGER),
                        Boxed.column(Arrays.asList("x", null), Schemas.VARCHAR)),
                new long[] {2, -1});
        assertThat(messages(
                        Configured.output(JsonOutput.TYPE, "{\"key_fields\":[\"S\"]}")
                                .encoder(SCHEMA),
                        delta))
                .containsExactly(
                        "{\"s\":\"x\"} {\"insert\":{\"id\":1,\"s\":\"x\"}}",
                        "{\"s\":\"x\"} {\"insert\":{\"id\":1,\"s\":\"x\"}}",
                        "{\"s\":null} {\"delete\":{\"id\":2,\"s\":null}}");
        assertThat(messages(
                        Configured.output(JsonOutput.TYPE, "{\"array\":true}").encoder(SCHEMA), delta))
                .containsExactly("[{\"insert\":{\"id\":1,\"s\":\"x\"}},{\"insert\":{\"id\":1,\"s\":\"x\"}},"
                        + "{\"delete\":{\"id\":2,\"s\":null}}]");
        assertThat(messages(
                        Configured.output(CsvOutput.TYPE, "{\"headers\":true}").encoder(SCHEMA), delta))
                .containsExactly("id,s,weight\n1,x,2", "id,s,weight\n2,NULL,-1");
    }

    private static List<String> messages(RowEncoder encoder, Batch delta) {
        List<String> messages = new ArrayList<>();
        encoder.<RuntimeException>encode(
                delta,
                (key, value) -> messages.add((key == null ? "" : new String(key, StandardCharsets.UTF_8) + " ")
                        + new String(value, StandardCharsets.UTF_8)));
        return messages;
    }
}
