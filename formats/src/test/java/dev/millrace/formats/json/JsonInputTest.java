package dev.millrace.formats.json;

import static dev.millrace.formats.Parsing.parse;
import static dev.millrace.formats.Parsing.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.connect.InputColumn;
import dev.millrace.connect.InputFormat;
import dev.millrace.connect.ParsedRows;
import dev.millrace.connect.RelationSchema;
import dev.millrace.connect.RowError;
import dev.millrace.formats.Configured;
import dev.millrace.formats.Parsing.Row;
import dev.millrace.formats.Schemas;
import dev.millrace.types.Bytes;
import dev.millrace.types.Column;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import dev.millrace.types.Variant;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonInputTest {
    private static final Schema TWO =
            Schema.of(new Field("id", Schemas.INTEGER.withNullable(false)), new Field("name", Schemas.VARCHAR));
    private static final RelationSchema TABLE = RelationSchema.of("t", TWO);
    private static final RelationSchema KEYED = TABLE.withPrimaryKey(List.of(0));

    private static InputFormat format(RelationSchema relation, String config) {
        return Configured.input(JsonInput.TYPE, relation, config);
    }

    private static InputFormat raw(RelationSchema relation) {
        return JsonInput.rawLines(relation);
    }

    private static List<Row> parsed(InputFormat format, String text, Schema schema) {
        ParsedRows parsed = parse(format, text);
        assertThat(parsed.errors()).isEmpty();
        return rows(parsed.rows(), schema);
    }

    private static Row row(long weight, @Nullable Object... values) {
        return new Row(weight, Arrays.asList(values));
    }

    private static List<String> reasons(ParsedRows parsed) {
        return parsed.errors().stream().map(RowError::reason).toList();
    }

    @Test
    void rawLinesBecomeInsertedRows() {
        assertThat(parsed(
                        raw(TABLE),
                        "{\"id\":1,\"name\":\"a\"}\n\n { \"name\" : null , \"id\" : -2 } \r\n{\"ID\":3}",
                        TWO))
                .containsExactly(row(1, 1L, "a"), row(1, -2L, null), row(1, 3L, null));
    }

    @Test
    void everyTypeIsRead() {
        String json = """
                {"flag":true,"tiny":-128,"int_column":2147483647,"big":-9223372036854775808,"ubig":18446744073709551615,\
                "price":"1.005","wide":1234567890123456789012345678.5,"r":0.1,"d":1e-300,"a_rather_long_name":"ä\\n\\ud83d\\ude00",\
                "bin":[0,255],"day":"2000-02-29","clock":"23:59:59.999999999","ts":"2024-01-02 03:04:05.123456",\
                "id":"01234567-89ab-cdef-0123-456789abcdef","arr":[1,null],"m":{"b":2,"a":1},"nested":{"Y":"y","z":[{}]},\
                "v":{"k":[1,-1,1.50,"s",true,null]}}""";
        List<Row> rows = parsed(raw(RelationSchema.of("t", Schemas.ALL)), json, Schemas.ALL);
        SqlType variantText = Schemas.VARCHAR;
        List<Variant> elements = List.of(
                new Variant(Schemas.UBIGINT, 1L),
                new Variant(Schemas.BIGINT, -1L),
                new Variant(new SqlType.DecimalType(2, 1, true), new BigDecimal("1.5")),
                new Variant(variantText, "s"),
                new Variant(Schemas.BOOLEAN, true),
                Variant.NULL);
        SqlType list = new SqlType.ArrayType(Schemas.VARIANT, true);
        TreeMap<Object, Object> object = new TreeMap<>();
        object.put("k", new Variant(list, elements));
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().values())
                .containsExactly(
                        true,
                        -128L,
                        2147483647L,
                        Long.MIN_VALUE,
                        -1L,
                        new BigDecimal("1.00"),
                        new BigDecimal("1234567890123456789012345678.5000000000"),
                        (double) 0.1f,
                        1e-300,
                        "ä\n😀",
                        new Bytes(new byte[] {0, -1}),
                        LocalDate.of(2000, 2, 29).toEpochDay(),
                        86_399_999_999_999L,
                        LocalDateTime.of(2024, 1, 2, 3, 4, 5).toEpochSecond(ZoneOffset.UTC) * 1_000_000 + 123_456,
                        UUID.fromString("01234567-89ab-cdef-0123-456789abcdef"),
                        Arrays.asList(1L, null),
                        new TreeMap<>(java.util.Map.of("a", 1L, "b", 2L)),
                        Arrays.asList(null, "y"),
                        new Variant(new SqlType.MapType(variantText, Schemas.VARIANT, true), object));
    }

    @Test
    void badLinesBecomeErrorsAndTheOthersStay() {
        byte[] invalid = "{\"id\":7,\"name\":\"?\"}\n".getBytes(StandardCharsets.UTF_8);
        invalid[16] = (byte) 0xff;
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        input.writeBytes("""
                {"id":1,"name":"good"}
                {"id":"2","name":"string"}
                {"id":2147483648}
                {"id":null}
                {"name":"no id"}
                {"id":3,"name":"cut
                {"id":4,"name":"x"} trailing
                nonsense
                {"id":5.5}
                {"id":6,"name":7}
                """.getBytes(StandardCharsets.UTF_8));
        input.writeBytes(invalid);
        input.writeBytes(
                "{\"id\":8,\"x\":{\"y\":[1,{\"z\":null}]},\"name\":\"last\"}".getBytes(StandardCharsets.UTF_8));
        ParsedRows parsed = parse(raw(TABLE), input.toByteArray());
        assertThat(rows(parsed.rows(), TWO)).containsExactly(row(1, 1L, "good"), row(1, 8L, "last"));
        assertThat(reasons(parsed))
                .containsExactly(
                        "column id: expected an integer, found `\"2\"`",
                        "column id: `2147483648` is out of range for INTEGER",
                        "column id: NULL in a NOT NULL column",
                        "column id: missing, and the column is NOT NULL without a default",
                        "column name: the string that begins with `\"cut` has no end",
                        "expected the end of the line, found `trailing`",
                        "expected an object, found `nonsense`",
                        "column id: expected an integer, found `5.5`",
                        "column name: expected a string, found `7}`",
                        "column name: invalid UTF-8 in a string");
        assertThat(parsed.errors().get(1).position()).isEqualTo("input line 3, byte 50");
        assertThat(parsed.errors().get(1).raw()).isEqualTo("{\"id\":2147483648}".getBytes(StandardCharsets.UTF_8));
        assertThat(parsed.errors().getFirst().connector()).isEqualTo("t.c");
    }

    @Test
    void theLastOfDuplicateFieldsWins() {
        assertThat(parsed(raw(TABLE), "{\"id\":1,\"id\":2,\"name\":null,\"name\":\"x\"}", TWO))
                .containsExactly(row(1, 2L, "x"));
    }

    @Test
    void aNullOfAnAbandonedRowDoesNotStay() {
        ParsedRows parsed = parse(raw(TABLE), "{\"name\":null,\"id\":[]}\n{\"id\":1,\"name\":\"x\"}\n");
        assertThat(rows(parsed.rows(), TWO)).containsExactly(row(1, 1L, "x"));
        assertThat(parsed.rows().column(1).nulls()).isNull();
    }

    @Test
    void insertsAndDeletesCarryWeights() {
        String text = """
                {"insert":{"id":1,"name":"a"}}
                {"delete":{"id":1,"name":"a"}}
                {"table":"t","insert":null,"delete":{"id":2}}
                {}
                {"update":{"id":1,"name":"b"}}
                """;
        ParsedRows parsed = parse(format(TABLE, "{}"), text);
        assertThat(rows(parsed.rows(), TWO)).containsExactly(row(1, 1L, "a"), row(-1, 1L, "a"), row(-1, 2L, null));
        assertThat(reasons(parsed))
                .containsExactly(
                        "the record has neither \"insert\" nor \"delete\" nor \"update\"",
                        "an update needs a table with a primary key");
    }

    @Test
    void aDeleteByKeyNeedsOnlyTheKey() {
        Schema schema = Schema.of(
                new Field("id", Schemas.INTEGER.withNullable(false)),
                new Field("name", Schemas.VARCHAR.withNullable(false)),
                new Field("list", Schemas.ARRAY.withNullable(false)));
        RelationSchema keyed = RelationSchema.of("t", schema).withPrimaryKey(List.of(0));
        ParsedRows parsed =
                parse(format(keyed, "{}"), "{\"delete\":{\"id\":5,\"name\":null}}\n{\"delete\":{\"name\":\"x\"}}");
        assertThat(rows(parsed.rows(), schema)).containsExactly(row(-1, 5L, "", List.of()));
        assertThat(reasons(parsed)).containsExactly("column id: missing, and the column is NOT NULL without a default");
    }

    @Test
    void anUpdateMustGiveTheWholeRow() {
        ParsedRows parsed =
                parse(format(KEYED, "{}"), "{\"update\":{\"id\":5,\"name\":\"x\"}}\n{\"update\":{\"id\":5}}");
        assertThat(rows(parsed.rows(), TWO)).containsExactly(row(1, 5L, "x"));
        assertThat(reasons(parsed)).containsExactly("column name: missing in an update, which must give the whole row");
    }

    @Test
    void weightedRowsHaveAnyWeight() {
        String text = """
                {"weight":2,"data":{"id":1}}
                {"data":{"id":2},"weight":-3}
                {"data":{"id":3},"weight":0}
                {"data":{"id":4}}
                """;
        ParsedRows parsed = parse(format(TABLE, "{\"update_format\":\"weighted\"}"), text);
        assertThat(rows(parsed.rows(), TWO)).containsExactly(row(2, 1L, null), row(-3, 2L, null));
        assertThat(reasons(parsed)).containsExactly("the record lacks \"weight\"");
    }

    @Test
    void debeziumTakesTheOldRowAwayFirst() {
        String text = """
                {"schema":{"a":[]},"payload":{"op":"c","before":null,"after":{"id":1,"name":"a"}}}
                {"payload":{"after":{"id":1,"name":"b"},"op":"u","before":{"id":1,"name":"a"}}}
                {"before":{"id":1,"name":"b"},"after":null,"op":"d"}
                {"payload":{"before":{"id":9,"name":"b"},"after":{"id":"x"}}}
                {"payload":{"op":"t"}}
                """;
        ParsedRows parsed = parse(format(TABLE, "{\"update_format\":\"debezium\"}"), text);
        assertThat(rows(parsed.rows(), TWO))
                .containsExactly(row(1, 1L, "a"), row(-1, 1L, "a"), row(1, 1L, "b"), row(-1, 1L, "b"));
        assertThat(reasons(parsed))
                .containsExactly(
                        "column id: expected an integer, found `\"x\"}}}`",
                        "the record has neither \"before\" nor \"after\"");
    }

    @Test
    void linesMayBeArrays() {
        String text = "[{\"id\":1},{\"id\":\"x\"},{\"id\":2}]\n[]\n[{\"id\":3},{\"id\":4]\n[{\"id\":5}]";
        ParsedRows parsed = parse(format(TABLE, "{\"update_format\":\"raw\",\"array\":true}"), text);
        assertThat(rows(parsed.rows(), TWO))
                .containsExactly(row(1, 1L, null), row(1, 2L, null), row(1, 3L, null), row(1, 5L, null));
        assertThat(parsed.errors())
                .extracting(e -> new String(e.raw(), StandardCharsets.UTF_8))
                .containsExactly("{\"id\":\"x\"}", "[{\"id\":3},{\"id\":4]");
    }

    @Test
    void recordsMaySpanLinesIfSaidSo() {
        String text = "{\n \"id\": 1,\n \"name\": \"}\\\"\"\n}{\"id\":2}\n{\"id\":\n\"bad\"}\n{\"id\":3}";
        ParsedRows parsed = parse(format(TABLE, "{\"update_format\":\"raw\",\"lines\":\"multiple\"}"), text);
        assertThat(rows(parsed.rows(), TWO)).containsExactly(row(1, 1L, "}\""), row(1, 2L, null), row(1, 3L, null));
        assertThat(parsed.errors()).extracting(RowError::position).containsExactly("input line 5, byte 37");
    }

    @Test
    void aFileMayBeOneArray() {
        String text = "[\n{\"id\": 1},\n{\"id\": 2,\n \"name\": \"x\"}\n]\n";
        InputFormat format = format(TABLE, "{\"update_format\":\"raw\",\"lines\":\"multiple\",\"array\":true}");
        assertThat(parsed(format, text, TWO)).containsExactly(row(1, 1L, null), row(1, 2L, "x"));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int end = format.open("c").splitter().lastEnd(bytes, 0, 20);
        assertThat(new String(bytes, 0, end, StandardCharsets.UTF_8)).isEqualTo("[\n{\"id\": 1}");
    }

    @Test
    void columnsThatAreNotUsedAreNotLookedAt() {
        RelationSchema relation = TABLE.using(new boolean[] {false, true});
        ParsedRows parsed = parse(raw(relation), """
                {"id":1,"name":"a"}
                {"id":"no number","name":"b"}
                {"name":"c"}
                {"id":null,"name":"d", "name":"e"}
                """);
        assertThat(rows(parsed.rows(), relation.batchSchema()))
                .containsExactly(row(1, "a"), row(1, "b"), row(1, "c"), row(1, "d"));
        assertThat(parsed.errors()).isEmpty();
    }

    @Test
    void aLineThatIsCutOffIsAnErrorAlsoAfterTheLastUsedColumn() {
        RelationSchema relation = TABLE.using(new boolean[] {true, false});
        ParsedRows parsed = parse(raw(relation), """
                {"id":1,"name":"a"} \r
                {"id":2,"name":"b
                {"id":3,"na
                {"id":4
                {"id":5,"name":"e"}""");
        assertThat(rows(parsed.rows(), relation.batchSchema())).containsExactly(row(1, 1L), row(1, 5L));
        assertThat(parsed.errors()).extracting(RowError::position).hasSize(3);
    }

    @Test
    void rowsWithoutUsedColumnsAreCounted() {
        RelationSchema relation = TABLE.using(new boolean[] {false, false});
        ParsedRows parsed = parse(raw(relation), "{\"id\":1,\"name\":\"a\"}\n{}\n[]\n{\"id\":\n\n{\"id\":2}");
        assertThat(parsed.rows().size()).isEqualTo(3);
        assertThat(parsed.errors()).hasSize(2);
    }

    @Test
    void numbersAreReadAsTheyAreWrittenAndRefusedWhereTheyDoNotFit() {
        Schema schema = Schema.of(
                new Field("big", Schemas.BIGINT),
                new Field("small", Schemas.TINYINT),
                new Field("pad", Schemas.VARCHAR));
        String pad = ",\"pad\":\"" + "x".repeat(40) + "\"}\n";
        String text = "{\"big\":12345678,\"small\":-128" + pad + "{\"big\":1234567890123456,\"small\":127" + pad
                + "{\"big\":-9223372036854775808,\"small\":0" + pad + "{\"big\":007,\"small\":0" + pad
                + "{\"big\":1,\"small\":128" + pad + "{\"big\":1.5,\"small\":1" + pad + "{\"big\":-,\"small\":1" + pad
                + "{\"big\":9223372036854775808,\"small\":1" + pad + "{\"big\": -0 ,\"small\": 1 " + pad
                + "{\"big\":12345678901234567,\"small\":1" + pad;
        ParsedRows parsed = parse(raw(RelationSchema.of("t", schema).using(new boolean[] {true, true, false})), text);
        assertThat(rows(
                        parsed.rows(),
                        Schema.of(schema.fields().get(0), schema.fields().get(1))))
                .containsExactly(
                        row(1, 12345678L, -128L),
                        row(1, 1234567890123456L, 127L),
                        row(1, Long.MIN_VALUE, 0L),
                        row(1, 0L, 1L),
                        row(1, 12345678901234567L, 1L));
        assertThat(parsed.errors()).hasSize(5);
    }

    @Test
    void defaultsStandInForMissingFieldsButNotForNull() {
        RelationSchema relation = new RelationSchema(
                "t",
                List.of(
                        InputColumn.of("id", Schemas.INTEGER.withNullable(false))
                                .withDefault(7L),
                        InputColumn.of("name", Schemas.VARCHAR).withDefault("someone")),
                List.of());
        ParsedRows parsed = parse(raw(relation), "{}\n{\"name\":null}\n{\"id\":null}");
        assertThat(rows(parsed.rows(), TWO)).containsExactly(row(1, 7L, "someone"), row(1, 7L, null));
        assertThat(reasons(parsed)).containsExactly("column id: NULL in a NOT NULL column");
    }

    @Test
    void hugeValuesAreTaken() {
        String huge = "é".repeat(6_000_000);
        String text = "{\"id\":1,\"name\":\"a\"}\n{\"id\":2,\"unknown\":\"" + huge + "\",\"name\":\"" + huge
                + "\"}\n{\"id\":3}\n";
        List<Row> rows = parsed(raw(TABLE), text, TWO);
        assertThat(rows).hasSize(3);
        assertThat(rows.get(1).values().get(1)).isEqualTo(huge);
        assertThat(rows.getFirst().values().get(1)).isEqualTo("a");
    }

    @Test
    void textWithoutEscapesRefersIntoTheInput() {
        byte[] bytes = "{\"id\":1,\"name\":\"abc\"}".getBytes(StandardCharsets.UTF_8);
        Column name = parse(raw(TABLE), bytes).rows().column(1);
        assertThat(((dev.millrace.types.BytesColumn) name).page(0)).isSameAs(bytes);
    }

    @Test
    void aByteOrderMarkIsSkipped() {
        assertThat(parsed(raw(TABLE), "\uFEFF{\"id\":1}", TWO)).containsExactly(row(1, 1L, null));
    }

    @Test
    void charValuesArePadded() {
        Schema schema = Schema.of(new Field("c", new SqlType.TextType(true, 4, true)));
        assertThat(parsed(raw(RelationSchema.of("t", schema)), "{\"c\":\"ä\"}\n{\"c\":\"abcde\"}", schema))
                .containsExactly(row(1, "ä   "), row(1, "abcde"));
    }

    @Test
    void timestampsMayHaveOffsets() {
        Schema schema = Schema.of(new Field("ts", Schemas.TIMESTAMP));
        long micros = LocalDateTime.of(2020, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC) * 1_000_000;
        String text = """
                {"ts":"2020-01-01T02:00:00+02:00"}
                {"ts":"2019-12-31T23:30:00.000000-00:30"}
                {"ts":"2020-01-01T00:00:00Z"}
                {"ts":"2020-01-01"}
                """;
        assertThat(parsed(raw(RelationSchema.of("t", schema)), text, schema))
                .containsOnly(row(1, micros))
                .hasSize(4);
        assertThat(parse(raw(RelationSchema.of("t", schema)), "{\"ts\":\"2019-02-29 00:00:00\"}")
                        .errors())
                .hasSize(1);
    }

    @Test
    void bareNumbersMeanWhatTheFlavourSays() {
        SqlType timestamp = new SqlType.TimestampType(false, true);
        Schema schema =
                Schema.of(new Field("d", Schemas.DATE), new Field("t", Schemas.TIME), new Field("at", timestamp));
        RelationSchema relation = RelationSchema.of("t", schema);
        String config = "{\"update_format\":\"raw\",\"json_flavor\":\"%s\"}";
        assertThat(parsed(
                        format(relation, config.formatted("debezium_postgres")),
                        "{\"d\":3,\"t\":7000001,\"at\":1500}",
                        schema))
                .containsExactly(row(1, 3L, 7_000_001_000L, 1_500_000L));
        assertThat(parsed(
                        format(relation, config.formatted("kafka_connect_json_converter")),
                        "{\"d\":-1,\"t\":7,\"at\":-1}",
                        schema))
                .containsExactly(row(1, -1L, 7_000_000L, -1_000L));
        assertThat(parsed(
                        format(relation, config.formatted("pandas")),
                        "{\"d\":86400000,\"t\":\"00:00:01\",\"at\":1735689600000}",
                        schema))
                .containsExactly(row(1, 1L, 1_000_000_000L, 1_735_689_600_000_000L));
        assertThat(reasons(parse(format(relation, config.formatted("default")), "{\"d\":3}")))
                .hasSize(1);
    }

    @Test
    void flavoursOfDatabasesHaveVariantsInStrings() {
        Schema schema = Schema.of(new Field("v", Schemas.VARIANT));
        RelationSchema relation = RelationSchema.of("t", schema);
        String config = "{\"update_format\":\"raw\",\"json_flavor\":\"%s\"}";
        String text = "{\"v\":\"true\"}";
        assertThat(parsed(format(relation, config.formatted("snowflake")), text, schema))
                .containsExactly(row(1, new Variant(Schemas.BOOLEAN, true)));
        assertThat(parsed(format(relation, config.formatted("default")), text, schema))
                .doesNotContain(row(1, new Variant(Schemas.BOOLEAN, true)));
    }

    @Test
    void aNumberMayStandInAString() {
        Schema schema = Schema.of(new Field("x", Schemas.DOUBLE));
        assertThat(parsed(raw(RelationSchema.of("t", schema)), "{\"x\":\"1.5\"}\n{\"x\":2}", schema))
                .containsExactly(row(1, 1.5), row(1, 2.0));
    }
}
