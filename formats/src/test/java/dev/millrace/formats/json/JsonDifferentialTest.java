package dev.millrace.formats.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.connect.ParsedRows;
import dev.millrace.connect.RelationSchema;
import dev.millrace.formats.Parsing;
import dev.millrace.formats.Schemas;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The parser against a reference: the same documents through Jackson, random and mutilated ones. */
class JsonDifferentialTest {
    private static final RelationSchema TABLE = RelationSchema.of("t", Schemas.ALL);

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
}
