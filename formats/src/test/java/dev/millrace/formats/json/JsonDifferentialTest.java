package dev.millrace.formats.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.connect.ParsedRows;
import dev.millrace.connect.RelationSchema;
import dev.millrace.formats.Parsing;
import dev.millrace.formats.Schemas;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The parser against a reference: the same documents through Jackson, random and mutilated ones. */
class JsonDifferentialTest {
    private static final RelationSchema TABLE = RelationSchema.of("t", Schemas.ALL);

    private static final Schema SHAPE = Schema.of(
            new Field("id", Schemas.BIGINT),
            new Field("small", Schemas.TINYINT),
            new Field("name", Schemas.VARCHAR),
            new Field("at", Schemas.TIMESTAMP),
            new Field("d", Schemas.DOUBLE));

    @Test
    void randomDocumentsAreReadAsTheReferenceReadsThem() {
        Random random = new Random(1);
        RandomDocument documents = new RandomDocument(random);
        StringBuilder text = new StringBuilder();
        List<String> lines = new java.util.ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            lines.add(documents.next());
            text.append(lines.getLast()).append(i % 7 == 0 ? "\r\n" : "\n");
        }
        ParsedRows parsed = Parsing.parse(JsonInput.rawLines(TABLE), text.toString());
        List<Parsing.Row> rows = Parsing.rows(parsed.rows(), Schemas.ALL);
        int row = 0;
        int error = 0;
        for (String line : lines) {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            Optional<List<Object>> expected = ReferenceJson.row(bytes, Schemas.ALL);
            boolean refused = error < parsed.errors().size()
                    && java.util.Arrays.equals(parsed.errors().get(error).raw(), bytes);
            if (expected.isPresent() && !(refused && ReferenceJson.hasDuplicates(bytes))) {
                assertThat(rows.get(row++).values()).as(line).isEqualTo(expected.get());
            } else {
                assertThat(parsed.errors().get(error++).raw()).as(line).isEqualTo(bytes);
            }
        }
        assertThat(row).isEqualTo(rows.size()).isGreaterThan(2_500);
        assertThat(error).isEqualTo(parsed.errors().size());
    }

    @Test
    void mutilatedDocumentsAreRefusedWhereTheReferenceRefusesThem() {
        Random random = new Random(2);
        RandomDocument documents = new RandomDocument(random);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = documents.mutilated();
            Optional<List<Object>> expected = ReferenceJson.row(bytes, Schemas.ALL);
            ParsedRows parsed = Parsing.parse(JsonInput.rawLines(TABLE), bytes);
            String as = "number " + i + ": " + new String(bytes, StandardCharsets.UTF_8);
            boolean refusedForAnEarlierDuplicate =
                    expected.isPresent() && !parsed.errors().isEmpty() && ReferenceJson.hasDuplicates(bytes);
            if (expected.isPresent() && !refusedForAnEarlierDuplicate) {
                assertThat(parsed.errors()).as(as).isEmpty();
                assertThat(Parsing.rows(parsed.rows(), Schemas.ALL).getFirst().values())
                        .as(as)
                        .isEqualTo(expected.get());
            } else {
                assertThat(parsed.rows().size()).as(as).isZero();
                assertThat(parsed.errors()).as(as).hasSize(1);
            }
        }
    }

    /** A stream of one shape, as real ones are: what is predicted from the row before must be checked in this one. */
    @Test
    void mutilatedRowsAmongOthersOfTheirShapeAreRefusedWhereTheReferenceRefusesThem() {
        for (boolean[] used : new boolean[][] {{true, true, true, true, true}, {true, true, false, true, false}}) {
            RelationSchema table = RelationSchema.of("t", SHAPE).using(used);
            boolean whole = table.batchSchema().size() == SHAPE.size();
            List<byte[]> lines = shapedLines(new Random(3), 20_000);
            ParsedRows parsed = Parsing.parse(JsonInput.rawLines(table), joined(lines));
            List<Parsing.Row> rows = Parsing.rows(parsed.rows(), table.batchSchema());
            int row = 0;
            int error = 0;
            for (byte[] line : lines) {
                String as = new String(line, StandardCharsets.UTF_8);
                Optional<List<Object>> expected = ReferenceJson.row(line, SHAPE);
                boolean refused = error < parsed.errors().size()
                        && java.util.Arrays.equals(parsed.errors().get(error).raw(), line);
                if (refused) {
                    assertThat(expected.isEmpty() || ReferenceJson.hasDuplicates(line))
                            .as(as)
                            .isTrue();
                    error++;
                } else {
                    assertThat(expected.isPresent() || !whole).as(as).isTrue();
                    if (expected.isPresent() && !ReferenceJson.hasDuplicates(line)) {
                        assertThat(rows.get(row).values()).as(as).isEqualTo(chosen(expected.get(), used));
                    }
                    row++;
                }
            }
            assertThat(row).isEqualTo(rows.size()).isGreaterThan(15_000);
            assertThat(error).isEqualTo(parsed.errors().size()).isGreaterThan(500);
        }
    }

    private static List<byte[]> shapedLines(Random random, int count) {
        RandomDocument documents = new RandomDocument(random);
        List<byte[]> lines = new java.util.ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] line = documents.inOrder(SHAPE).getBytes(StandardCharsets.UTF_8);
            lines.add(random.nextInt(8) == 0 ? documents.mutilated(line) : line);
        }
        return lines;
    }

    private static byte[] joined(List<byte[]> lines) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        for (byte[] line : lines) {
            all.writeBytes(line);
            all.write('\n');
        }
        return all.toByteArray();
    }

    private static List<Object> chosen(List<Object> values, boolean[] used) {
        List<Object> chosen = new java.util.ArrayList<>();
        for (int i = 0; i < used.length; i++) {
            if (used[i]) {
                chosen.add(values.get(i));
            }
        }
        return chosen;
    }
}
