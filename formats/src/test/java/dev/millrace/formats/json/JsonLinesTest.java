package dev.millrace.formats.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.connect.Block;
import dev.millrace.connect.InputFormat;
import dev.millrace.connect.Messages;
import dev.millrace.connect.ParsedRows;
import dev.millrace.connect.RelationSchema;
import dev.millrace.connect.RowError;
import dev.millrace.formats.Parsing;
import dev.millrace.formats.Schemas;
import dev.millrace.formats.text.BadValue;
import dev.millrace.formats.text.RowsBuilder;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Lines in bulk against the same lines one by one, for which no loop is made. */
class JsonLinesTest {
    private static final Schema SHAPE = Schema.of(
            new Field("auction", Schemas.BIGINT),
            new Field("small", Schemas.TINYINT),
            new Field("channel", Schemas.VARCHAR),
            new Field("date_time", Schemas.TIMESTAMP),
            new Field("x", Schemas.VARCHAR),
            new Field("a_name_that_is_longer_than_two_words", Schemas.BIGINT),
            new Field("ratio", Schemas.DOUBLE),
            new Field("extra", Schemas.VARCHAR));

    private static final List<boolean[]> USES = List.of(
            new boolean[] {true, true, true, true, true, true, true, true},
            new boolean[] {true, false, false, true, false, false, false, false},
            new boolean[] {false, true, true, false, false, true, false, false},
            new boolean[] {false, false, false, false, false, false, false, true},
            new boolean[] {true, true, true, true, true, true, true, false});

    /** How a line can be unlike the others. */
    private static final List<UnaryOperator<String>> CHANGES = List.of(
            line -> line.replaceFirst("\"channel\":\"[^\"]*\"", "\"channel\":null"),
            line -> line.replaceFirst("\"channel\":\"", "\"channel\":\"\\\\n\\\\u00e4"),
            line -> line.replaceFirst("\"channel\":\"", "\"channel\":\"äöü€𝄞"),
            line -> line.replaceFirst("\"channel\":\"", "\"channel\":\"\t"),
            line -> line.replaceFirst("\"x\":\"", "\"x\":\"\\\\x"),
            line -> line.replaceFirst("\"x\":\"", "\"x\":\"" + "long ".repeat(100)),
            line -> line.replaceFirst("\"x\":\"[^\"]*\"", "\"x\":{\"date_time\":[1,{}]}"),
            line -> line.replaceFirst("\"extra\":\"[^\"]*\"", "\"extra\":null"),
            line -> line.replaceFirst("\"small\":-?\\d+", "\"small\":128"),
            line -> line.replaceFirst("\"small\":-?\\d+", "\"small\":007"),
            line -> line.replaceFirst("\"small\":-?\\d+", "\"small\":-"),
            line -> line.replaceFirst("\"small\":-?\\d+", "\"small\":"),
            line -> line.replaceFirst("\"small\":-?\\d+", "\"small\":0"),
            line -> line.replaceFirst("\"small\":-?\\d+", "\"small\":1e1"),
            line -> line.replaceFirst("\"small\":-?\\d+", "\"small\":1.5"),
            line -> line.replaceFirst("\"small\":-?\\d+", "\"small\": 5 "),
            line -> line.replaceFirst("\"auction\":-?\\d+", "\"auction\":12345678"),
            line -> line.replaceFirst("\"auction\":-?\\d+", "\"auction\":-1234567812345678"),
            line -> line.replaceFirst("\"auction\":-?\\d+", "\"auction\":12345678123456789"),
            line -> line.replaceFirst("\"auction\":-?\\d+", "\"auction\":9223372036854775807"),
            line -> line.replaceFirst("\"auction\":-?\\d+", "\"auction\":9223372036854775808"),
            line -> line.replaceFirst("\"auction\":-?\\d+", "\"auction\":null"),
            line -> line.replaceFirst("\"date_time\":\"", "\"date_time\":\"x"),
            line -> line.replaceFirst("T\\d\\d:", "T99:"),
            line -> line.replaceFirst("\"auction\":[^,]*,", ""),
            line -> line.replaceFirst("\"extra\":", "\"auction\":77,\"extra\":"),
            line -> line.replaceFirst("\\{", "{\"new\":[1],"),
            line -> line.replaceFirst(",\"x\"", " ,\"x\""),
            line -> line.replaceFirst("}$", ""),
            line -> line.replaceFirst("}$", "},"),
            line -> line.replaceFirst("}$", "}}"),
            line -> line.replaceFirst("}$", "} "),
            line -> line.replaceFirst("}$", "}\r"),
            line -> line.replaceFirst("}$", ",\"late\":1}"),
            line -> line.replaceFirst("\"}$", ""),
            line -> line.substring(0, line.length() / 2),
            line -> "",
            line -> "{}",
            line -> "[" + line + "]",
            line -> "null",
            line -> line + line);

    private static String usual(Random random) {
        return "{\"auction\":" + random.nextInt(2_000_000) + ",\"small\":" + (random.nextInt(256) - 128)
                + ",\"channel\":\"" + "channel-apple-and-google".substring(random.nextInt(24))
                + "\",\"date_time\":\"2025-01-0" + (1 + random.nextInt(2)) + "T00:0" + random.nextInt(3) + ":"
                + (10 + random.nextInt(50))
                + List.of("", ".5", ".123", ".000001").get(random.nextInt(4))
                + "\",\"x\":\"" + "y".repeat(random.nextInt(60))
                + "\",\"a_name_that_is_longer_than_two_words\":" + (random.nextLong() >> random.nextInt(64))
                + ",\"ratio\":" + random.nextInt(100) + "." + random.nextInt(10)
                + ",\"extra\":\"" + "e f".repeat(random.nextInt(40)) + "\"}";
    }

    private static List<String> lines(Random random, int count, int changedOneIn) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String line = usual(random);
            boolean changed = random.nextInt(changedOneIn) == 0;
            lines.add(changed ? CHANGES.get(random.nextInt(CHANGES.size())).apply(line) : line);
        }
        return lines;
    }

    private static void isAsOneByOne(RelationSchema table, List<String> lines, String lineEnd) {
        ParsedRows bulk = Parsing.parse(JsonInput.rawLines(table), String.join(lineEnd, lines) + lineEnd);
        List<Parsing.Row> rows = Parsing.rows(bulk.rows(), table.batchSchema());
        int row = 0;
        int error = 0;
        for (int i = 0; i < lines.size(); i++) {
            ParsedRows alone = Parsing.parse(JsonInput.rawLines(table), lines.get(i) + lineEnd);
            if (alone.rows().size() > 0) {
                assertThat(rows.get(row++))
                        .as(lines.get(i))
                        .isEqualTo(
                                Parsing.rows(alone.rows(), table.batchSchema()).getFirst());
            }
            if (!alone.errors().isEmpty()) {
                assertThat(bulk.errors().get(error).reason())
                        .as(lines.get(i))
                        .isEqualTo(alone.errors().getFirst().reason());
                assertThat(bulk.errors().get(error).raw())
                        .isEqualTo(alone.errors().getFirst().raw());
                assertThat(bulk.errors().get(error++).position()).startsWith("input line " + (i + 1) + ",");
            }
        }
        assertThat(rows).hasSize(row);
        assertThat(bulk.errors()).hasSize(error);
        assertThat(bulk.lines()).isEqualTo(lines.size());
    }

    @Test
    void linesInBulkAreReadAsOneByOne() {
        for (boolean[] used : USES) {
            RelationSchema table = RelationSchema.of("t", SHAPE).using(used);
            isAsOneByOne(table, lines(new Random(1), 3_000, 20), "\n");
            isAsOneByOne(table, lines(new Random(2), 3_000, 3), "\n");
            isAsOneByOne(table, lines(new Random(3), 3_000, 1_000), "\r\n");
        }
    }

    private static ParsedRows messages(RelationSchema table, List<String> texts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int[] ends = new int[texts.size()];
        long[] offsets = new long[texts.size()];
        for (int i = 0; i < ends.length; i++) {
            bytes.writeBytes(texts.get(i).getBytes(StandardCharsets.UTF_8));
            ends[i] = bytes.size();
            offsets[i] = i;
        }
        return JsonInput.rawLines(table)
                .open("c")
                .parser()
                .parse(new Messages(bytes.toByteArray(), ends, ends.length, "q", offsets));
    }

    @Test
    void messagesInBulkAreReadAsOneByOne() {
        for (boolean[] used : USES) {
            RelationSchema table = RelationSchema.of("t", SHAPE).using(used);
            for (int changedOneIn : new int[] {3, 20, 1_000}) {
                List<String> texts = lines(new Random(7), 3_000, changedOneIn);
                List<Parsing.Row> rows = new ArrayList<>();
                List<String> errors = new ArrayList<>();
                for (int i = 0; i < texts.size(); i++) {
                    ParsedRows alone = messages(table, List.of(texts.get(i)));
                    rows.addAll(Parsing.rows(alone.rows(), table.batchSchema()));
                    for (RowError error : alone.errors()) {
                        errors.add(i + error.reason() + new String(error.raw(), StandardCharsets.UTF_8));
                    }
                }
                ParsedRows bulk = messages(table, texts);
                assertThat(Parsing.rows(bulk.rows(), table.batchSchema())).isEqualTo(rows);
                assertThat(bulk.errors())
                        .extracting(error -> error.position().replace("q, offset ", "")
                                + error.reason()
                                + new String(error.raw(), StandardCharsets.UTF_8))
                        .isEqualTo(errors);
            }
        }
    }

    @Test
    void aStreamMayChangeItsShape() {
        Random random = new Random(4);
        List<String> lines = new ArrayList<>(lines(random, 1_000, 100));
        for (int i = 0; i < 1_000; i++) {
            lines.add(usual(random).replace(",\"", ", \"").replace(":\"", ": \""));
        }
        for (int i = 0; i < 1_000; i++) {
            lines.add(
                    i % 2 == 0 ? usual(random) : usual(random).replaceFirst("\\{(\"auction\":\\d+),(.*)}", "{$2,$1}"));
        }
        lines.addAll(lines(random, 1_000, 100));
        for (boolean[] used : USES) {
            isAsOneByOne(RelationSchema.of("t", SHAPE).using(used), lines, "\n");
        }
    }

    /** What a loop reads ahead may lie beyond the block or the array. */
    @Test
    void aBlockMayEndAnywhere() {
        RelationSchema table = RelationSchema.of("t", SHAPE).using(USES.getLast());
        List<String> lines = lines(new Random(5), 400, 1_000);
        byte[] all = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        InputFormat.Stream stream = JsonInput.rawLines(table).open("c");
        var parser = stream.parser();
        parser.parse(new Block(all, 0, all.length, "input", 0, 1));
        for (int to = all.length - 900; to < all.length; to++) {
            byte[] cut = Arrays.copyOf(all, to);
            ParsedRows inLarger = parser.parse(new Block(all, 0, to, "input", 0, 1));
            ParsedRows inExact = parser.parse(new Block(cut, 0, to, "input", 0, 1));
            assertThat(Parsing.rows(inLarger.rows(), table.batchSchema()))
                    .isEqualTo(Parsing.rows(inExact.rows(), table.batchSchema()));
            assertThat(inLarger.errors().size())
                    .isEqualTo(inExact.errors().size())
                    .isLessThan(2);
            assertThat(inLarger.rows().size() + inLarger.errors().size())
                    .isBetween((int) inLarger.lines(), (int) inLarger.lines() + 1);
        }
    }

    @Test
    void linesOfTheSameShapeShareALoop() {
        List<JsonKeys.Key<JsonField>> keys = keysOf("{\"auction\":1,\"small\":2,\"x\":\"y\"}", USES.get(1));
        assertThat(keys).isEmpty();
        String whole = usual(new Random(6));
        assertThat(keysOf(whole, USES.get(1))).hasSize(4);
        assertThat(keysOf(whole, USES.getFirst())).hasSize(8);
        assertThat(JsonLoopCode.of(keysOf(whole, USES.get(1))))
                .isNotNull()
                .isSameAs(JsonLoopCode.of(keysOf(whole, USES.get(1))))
                .isNotSameAs(JsonLoopCode.of(keysOf(whole, USES.getFirst())));
    }

    private static List<JsonKeys.Key<JsonField>> keysOf(String line, boolean[] used) {
        RelationSchema table = RelationSchema.of("t", SHAPE).using(used);
        JsonRow row = new JsonRow(table, true, JsonFlavor.DEFAULT);
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        JsonCursor cursor = new JsonCursor(false, JsonFlavor.DEFAULT);
        cursor.reset(bytes, 0, bytes.length);
        RowsBuilder rows = new RowsBuilder("c", table, new Block(bytes, 0, bytes.length, "input", 0, 1), 1);
        try {
            row.read(cursor, rows, JsonRow.Purpose.INSERT);
        } catch (BadValue missing) {
            assertThat(line).doesNotContain("extra");
        }
        return row.usualKeys();
    }
}
