package dev.millrace.connectors.generator.datagen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.connect.InputChunk;
import dev.millrace.connect.InputContext;
import dev.millrace.connect.RelationSchema;
import dev.millrace.connect.SourcePosition;
import dev.millrace.connectors.generator.Running;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DatagenTest {
    private static final SqlType INTEGER = new SqlType.IntegerType(32, true, true);
    private static final SqlType TEXT = new SqlType.TextType(false, SqlType.TextType.UNLIMITED, true);
    private static final SqlType DATE = new SqlType.DateType(true);
    private static final SqlType TIMESTAMP = new SqlType.TimestampType(false, true);
    private static final SqlType DECIMAL = new SqlType.DecimalType(10, 2, true);
    private static final SqlType DOUBLE = new SqlType.FloatingType(64, true);

    private static RelationSchema table(Field... fields) {
        return RelationSchema.of("t", Schema.of(fields));
    }

    private static List<List<@Nullable Object>> rows(RelationSchema table, String config) throws Exception {
        return Running.rows(
                Running.chunks(Running.open("datagen", config, table, null, Running.surroundings())),
                table.batchSchema());
    }

    private static List<@Nullable Object> column(SqlType type, int limit, String field) throws Exception {
        String config = "{\"plan\":[{\"limit\":" + limit + ",\"fields\":{\"x\":" + field + "}}]}";
        return rows(table(new Field("x", type)), config).stream()
                .<@Nullable Object>map(List::getFirst)
                .toList();
    }

    @Test
    void fieldsCountByDefault() throws Exception {
        RelationSchema table = table(
                new Field("id", INTEGER), new Field("name", TEXT), new Field("ok", new SqlType.BooleanType(true)));
        assertThat(rows(table, "{\"plan\":[{\"limit\":3}]}"))
                .containsExactly(
                        Arrays.asList(0L, "0", false), Arrays.asList(1L, "1", true), Arrays.asList(2L, "2", false));
    }

    @Test
    void countersStayInTheirRange() throws Exception {
        assertThat(column(INTEGER, 4, "{\"range\":[10,13]}")).containsExactly(10L, 11L, 12L, 10L);
        assertThat(column(INTEGER, 3, "{\"range\":[10,100],\"scale\":7}")).containsExactly(10L, 17L, 24L);
        assertThat(column(TEXT, 3, "{\"values\":[\"a\",\"b\"]}")).containsExactly("a", "b", "a");
        assertThat(column(DECIMAL, 2, "{\"range\":[1.5,2],\"scale\":0.25}"))
                .containsExactly(new BigDecimal("1.50"), new BigDecimal("1.75"));
        long day = LocalDate.of(2024, 2, 28).toEpochDay();
        assertThat(column(DATE, 2, "{\"range\":[\"2024-02-28\",\"2024-03-10\"]}"))
                .containsExactly(day, day + 1);
        assertThat(column(TIMESTAMP, 2, "{\"range\":[\"2024-02-28\",\"2024-03-10\"],\"scale\":1500}"))
                .containsExactly(day * 86_400_000_000L, day * 86_400_000_000L + 1_500_000);
    }

    @Test
    void uniformValuesStayInTheirRange() throws Exception {
        List<@Nullable Object> values = column(INTEGER, 2_000, "{\"strategy\":\"uniform\",\"range\":[-5,5]}");
        assertThat(new HashSet<>(values)).hasSize(10).contains(-5L, 4L);
        assertThat(column(DOUBLE, 1_000, "{\"strategy\":\"uniform\",\"range\":[2,2.5]}"))
                .allSatisfy(value -> assertThat((Double) value).isBetween(2.0, 2.5));
        assertThat(new HashSet<>(column(new SqlType.IntegerType(64, true, true), 500, "{\"strategy\":\"uniform\"}")))
                .hasSize(500);
        assertThat(column(TEXT, 100, "{\"strategy\":\"uniform\",\"range\":[3,5]}"))
                .allSatisfy(value -> assertThat((String) value).hasSizeBetween(3, 4));
    }

    @Test
    void zipfPrefersTheFirst() throws Exception {
        List<@Nullable Object> values = column(INTEGER, 20_000, "{\"strategy\":\"zipf\",\"range\":[100,1100],\"e\":1}");
        long first =
                values.stream().filter(value -> Objects.equals(value, 100L)).count();
        long second =
                values.stream().filter(value -> Objects.equals(value, 101L)).count();
        assertThat(first).isBetween(2_500L, 2_850L);
        assertThat(second).isBetween(1_200L, 1_480L);
        assertThat(values).allSatisfy(value -> assertThat((Long) value).isBetween(100L, 1099L));
    }

    @Test
    void someValuesAreNull() throws Exception {
        List<@Nullable Object> values = column(INTEGER, 10_000, "{\"null_percentage\":30}");
        assertThat(values.stream().filter(Objects::isNull).count()).isBetween(2_800L, 3_200L);
    }

    @Test
    void everyTextStrategyMakesText() throws Exception {
        for (String strategy : FakeText.strategies()) {
            assertThat(column(TEXT, 50, "{\"strategy\":\"" + strategy + "\"}"))
                    .as(strategy)
                    .allSatisfy(value -> assertThat((String) value).isNotEmpty())
                    .satisfies(values -> assertThat(new HashSet<>(values)).hasSizeGreaterThan(1));
        }
        assertThat(column(TEXT, 1, "{\"strategy\":\"email\"}").getFirst().toString())
                .matches("\\w+@example\\.\\w+");
    }

    @Test
    void nestedValuesAreDescribedInside() throws Exception {
        SqlType array = new SqlType.ArrayType(INTEGER, true);
        assertThat(column(array, 2, "{\"range\":[2,3],\"value\":{\"range\":[7,100]}}"))
                .containsExactly(List.of(7L, 8L), List.of(8L, 9L));
        SqlType row = new SqlType.RowType(List.of(new Field("a", INTEGER), new Field("b", TEXT)), true);
        assertThat(column(row, 1, "{\"fields\":{\"b\":{\"values\":[\"z\"]}}}")).containsExactly(List.of(0L, "z"));
        SqlType map = new SqlType.MapType(TEXT.withNullable(false), INTEGER, true);
        assertThat(column(map, 1, "{\"range\":[1,2],\"key\":{\"values\":[\"k\"]}}"))
                .containsExactly(Map.of("k", 0L));
    }

    @Test
    void theSeedDecides() throws Exception {
        RelationSchema table = table(new Field("x", INTEGER), new Field("y", INTEGER));
        String fields =
                "\"plan\":[{\"limit\":100,\"fields\":{\"x\":{\"strategy\":\"uniform\"},\"y\":{\"strategy\":\"uniform\"}}}]";
        List<List<@Nullable Object>> one = rows(table, "{\"seed\":1," + fields + "}");
        assertThat(one).isEqualTo(rows(table, "{\"seed\":1," + fields + "}"));
        assertThat(one).isNotEqualTo(rows(table, "{\"seed\":2," + fields + "}"));
        assertThat(one).allSatisfy(row -> assertThat(row.get(0)).isNotEqualTo(row.get(1)));
        List<List<@Nullable Object>> ys = Running.rows(
                Running.chunks(Running.open(
                        "datagen",
                        "{\"seed\":1," + fields + "}",
                        table.using(new boolean[] {false, true}),
                        null,
                        Running.surroundings())),
                table.batchSchema().select(List.of(1)));
        assertThat(ys)
                .extracting(List::getFirst)
                .isEqualTo(one.stream().map(row -> row.get(1)).toList());
    }

    @Test
    void thePartsOfAPlanFollowEachOther() throws Exception {
        RelationSchema table = table(new Field("x", INTEGER));
        String config = "{\"plan\":[{\"limit\":25,\"worker_chunk_size\":10,\"fields\":{\"x\":{\"values\":[1]}}},"
                + "{\"limit\":5,\"fields\":{\"x\":{\"values\":[2]}}}]}";
        List<InputChunk> chunks = Running.chunks(Running.open("datagen", config, table, null, Running.surroundings()));
        assertThat(chunks).extracting(chunk -> chunk.rows().size()).containsExactly(10, 10, 5, 5);
        assertThat(chunks).extracting(chunk -> chunk.resume().text()).containsExactly("0/10", "0/20", "0/25", "1/5");
        List<InputChunk> rest = Running.chunks(
                Running.open("datagen", config, table, new SourcePosition("0/20"), Running.surroundings()));
        assertThat(rest).extracting(chunk -> chunk.rows().size()).containsExactly(5, 5);
    }

    @Test
    void aRateIsKept() throws Exception {
        List<Long> pauses = new ArrayList<>();
        Pace pace = new Pace() {
            private long now;

            @Override
            public long nanos() {
                return now;
            }

            @Override
            public void pause(long nanos) {
                pauses.add(nanos);
                now += nanos;
            }
        };
        RelationSchema table = table(new Field("x", INTEGER));
        DatagenConfig.Part part = new DatagenConfig.Part(250, 1_000, 10_000, Map.of());
        InputContext context = new InputContext("t.c", table, null, null, List.of(), Running.surroundings());
        List<InputChunk> chunks = new ArrayList<>();
        new Datagen(new DatagenConfig(List.of(part), 0), context, pace).run(chunks::add);
        assertThat(chunks).extracting(chunk -> chunk.rows().size()).containsExactly(100, 100, 50);
        assertThat(pauses).containsExactly(100_000_000L, 100_000_000L);
    }

    @Test
    void mistakesAreNamed() {
        RelationSchema table = table(new Field("x", INTEGER.withNullable(false)));
        assertThat(problems(table, "{\"y\":{}}")).containsExactly("[0].transport.config: the table t has no column y");
        assertThat(problems(table, "{\"x\":{\"strategy\":\"emial\"}}"))
                .singleElement()
                .asString()
                .startsWith(
                        "[0].transport.config.plan[0].fields.x.strategy: expected one of increment, uniform, zipf, word")
                .endsWith("found \"emial\"; did you mean email?");
        assertThat(problems(table, "{\"x\":{\"strategy\":\"email\"}}"))
                .containsExactly(
                        "[0].transport.config: the strategy email of the field x makes text, but its type is INTEGER");
        assertThat(problems(table, "{\"x\":{\"range\":[5,5]}}"))
                .containsExactly("[0].transport.config: the range of the field x is empty");
        assertThat(problems(table, "{\"x\":{\"values\":[\"a\"]}}"))
                .containsExactly("[0].transport.config: the field x: expected an integer, found `\"a\"`");
        assertThat(problems(table, "{\"x\":{\"null_percentage\":5}}"))
                .containsExactly(
                        "[0].transport.config: the field x cannot have a null_percentage: its type is INTEGER NOT NULL");
    }

    private static List<String> problems(RelationSchema table, String fields) {
        return Running.problems("datagen", "{\"plan\":[{\"fields\":" + fields + "}]}", table, Running.surroundings());
    }
}
