package dev.millrace.formats.csv;

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
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CsvInputTest {
    private static final Schema TWO =
            Schema.of(new Field("id", Schemas.INTEGER.withNullable(false)), new Field("name", Schemas.VARCHAR));
    private static final RelationSchema TABLE = RelationSchema.of("t", TWO);

    private static InputFormat format(RelationSchema relation, String config) {
        return Configured.input(CsvInput.TYPE, relation, config);
    }

    private static List<Row> good(String config, String text) {
        ParsedRows parsed = parse(format(TABLE, config), text);
        assertThat(parsed.errors()).isEmpty();
        return rows(parsed.rows(), TWO);
    }

    private static Row row(@Nullable Object... values) {
        return new Row(1, Arrays.asList(values));
    }

    private static List<String> reasons(ParsedRows parsed) {
        return parsed.errors().stream().map(RowError::reason).toList();
    }

    @Test
    void fieldsBelongToColumnsInOrder() {
        assertThat(good("{}", "1,a\r\n2,\n\n3,NULL\n4,\"NULL\"\n5,\"x, \"\"y\"\"\nz\"\n-6,last"))
                .containsExactly(
                        row(1L, "a"),
                        row(2L, ""),
                        row(3L, null),
                        row(4L, "NULL"),
                        row(5L, "x, \"y\"\nz"),
                        row(-6L, "last"));
    }

    @Test
    void everyTypeIsRead() {
        String text =
                "true,-1,2,3,18446744073709551615,1.5,2e3,0.1,-NaN,tex\"t,00ff,2024-02-29,12:00:00,2024-01-01 00:00:00.5,"
                        + "01234567-89ab-cdef-0123-456789abcdef,\"[1,null]\",\"{\"\"k\"\":1}\",\"{\"\"x\"\":1}\",\"\"\"v\"\"\"\n"
                        + "FALSE,,,,,,,,,,,,,,,,,,\n";
        ParsedRows parsed = parse(format(RelationSchema.of("t", Schemas.ALL), "{}"), text.replace("-NaN", "NaN"));
        assertThat(parsed.errors()).isEmpty();
        List<Row> rows = rows(parsed.rows(), Schemas.ALL);
        assertThat(rows.getFirst().values().subList(0, 18))
                .containsExactly(
                        true,
                        -1L,
                        2L,
                        3L,
                        -1L,
                        new BigDecimal("1.50"),
                        new BigDecimal("2000.0000000000"),
                        (double) 0.1f,
                        Double.NaN,
                        "tex\"t",
                        new Bytes(new byte[] {0, -1}),
                        19_782L,
                        43_200_000_000_000L,
                        1_704_067_200_500_000L,
                        UUID.fromString("01234567-89ab-cdef-0123-456789abcdef"),
                        Arrays.asList(1L, null),
                        new TreeMap<>(java.util.Map.of("k", 1L)),
                        Arrays.asList(1L, null));
        assertThat(rows.get(1).values().subList(1, 9)).containsOnlyNulls();
        assertThat(rows.get(1).values().get(9)).isEqualTo("");
    }

    @Test
    void badRecordsBecomeErrorsAndTheOthersStay() {
        ParsedRows parsed = parse(format(TABLE, "{}"), """
                1,good
                x,bad
                2
                3,too,many
                ,no id
                4,"quote"x
                5,good "too"
                6,"never closed
                7,good
                """);
        assertThat(rows(parsed.rows(), TWO)).containsExactly(row(1L, "good"), row(5L, "good \"too\""), row(7L, "good"));
        assertThat(reasons(parsed))
                .containsExactly(
                        "column id: expected a number, found `x`",
                        "expected 2 fields, found 1",
                        "expected 2 fields, found 3",
                        "column id: NULL in a NOT NULL column",
                        "text after the quote that ends a field: `x`",
                        "a quoted field that begins with `never closed�7,good�` has no end");
        assertThat(parsed.errors().get(1).position()).isEqualTo("input line 3, byte 13");
        assertThat(parsed.errors().getLast().raw()).isEqualTo("6,\"never closed".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void invalidUtf8IsAnError() {
        byte[] bytes = "1,a\n2,?\n3,é\n".getBytes(StandardCharsets.UTF_8);
        bytes[6] = (byte) 0xc3;
        ParsedRows parsed = parse(format(TABLE, "{}"), bytes);
        assertThat(rows(parsed.rows(), TWO)).containsExactly(row(1L, "a"), row(3L, "é"));
        assertThat(reasons(parsed)).containsExactly("column name: invalid UTF-8");
    }

    @Test
    void namesInTheFirstRecordDecideWhereFieldsBelong() {
        assertThat(good("{\"headers\":true}", "\uFEFFName,other,\"ID\"\na,x,1\n"))
                .containsExactly(row(1L, "a"));
        assertThat(good("{\"headers\":true}", "first,second\n1,a\n")).containsExactly(row(1L, "a"));
        assertThat(good("{\"headers\":true}", "name,second\n1,a\n")).containsExactly(row(1L, "a"));
        assertThat(good("{\"headers\":true}", "id,name\n")).isEmpty();
        assertThat(good("{\"headers\":true}", "")).isEmpty();
    }

    @Test
    void columnsWithoutAFieldHaveTheirDefault() {
        RelationSchema relation = new RelationSchema(
                "t",
                List.of(
                        InputColumn.of("id", Schemas.INTEGER),
                        InputColumn.of("name", Schemas.VARCHAR).withDefault("d")),
                List.of());
        ParsedRows parsed = parse(format(relation, "{\"headers\":true,\"flexible\":true}"), "id\n1\n");
        assertThat(rows(parsed.rows(), TWO)).containsExactly(row(1L, "d"));
    }

    @Test
    void dialectsDiffer() {
        assertThat(good(
                        "{\"delimiter\":\"|\",\"quote\":\"'\",\"escape\":\"\\\\\",\"comment\":\"#\"}",
                        "#1|x\n1|'a\\'b|'\n"))
                .containsExactly(row(1L, "a'b|"));
        assertThat(good("{\"quoting\":false}", "1,\"a\n2,b\"\n")).containsExactly(row(1L, "\"a"), row(2L, "b\""));
        assertThat(good("{\"trim\":\"all\",\"headers\":true}", "id , name\n 1 , a \n"))
                .containsExactly(row(1L, "a"));
        assertThat(good("{\"flexible\":true}", "1\n2,b,c\n")).containsExactly(row(1L, null), row(2L, "b"));
        assertThat(good("{\"null_values\":[\"NA\"]}", "1,NA\n2,NULL\n"))
                .containsExactly(row(1L, null), row(2L, "NULL"));
    }

    @Test
    void blocksEndOutsideQuotes() {
        byte[] bytes = "1,\"a\nb\"\n2,\"\"\"\n\"\n3,x\"\n4,\"open\n".getBytes(StandardCharsets.UTF_8);
        CsvSplitter splitter = new CsvSplitter(CsvDialect.STANDARD);
        assertThat(splitter.lastEnd(bytes, 0, bytes.length)).isEqualTo(21);
        assertThat(splitter.lastEnd(bytes, 0, 5)).isZero();
        assertThat(splitter.lastEnd(bytes, 0, 9)).isEqualTo(8);
        assertThat(splitter.lastEnd(bytes, 8, 15)).isEqualTo(8);
    }
}
