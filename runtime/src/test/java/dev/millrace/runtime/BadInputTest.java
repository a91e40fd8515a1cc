package dev.millrace.runtime;

import static dev.millrace.runtime.Pipelines.connectors;
import static dev.millrace.runtime.Pipelines.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.connect.RowError;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad rows among good ones: exactly the good ones arrive, and each bad one is an error of its own. */
class BadInputTest {
    private static final String COLUMNS =
            "(id INTEGER NOT NULL, small TINYINT, amount DECIMAL(6, 2), at TIMESTAMP, ok BOOLEAN, note VARCHAR)";
    private static final String VIEW =
            ";\nCREATE VIEW v AS SELECT id, small, amount, at, ok, CHAR_LENGTH(note) AS note FROM t;\n";
    private static final int LONG = 10_000_000;
    private static final int ROUNDS = 40;

    @TempDir
    private Path folder;

    /** The lines of a file, which of them are bad, and the ids of the good ones. */
    private final List<byte[]> lines = new ArrayList<>();

    private final List<Integer> badLines = new ArrayList<>();
    private final List<Long> goodIds = new ArrayList<>();

    private void good(String line) {
        goodIds.add((long) lines.size());
        lines.add(line.replace("ID", String.valueOf(lines.size())).getBytes(StandardCharsets.UTF_8));
    }

    private void bad(String line) {
        bad(line.replace("ID", String.valueOf(lines.size())).getBytes(StandardCharsets.UTF_8));
    }

    private void bad(byte[] line) {
        lines.add(line);
        badLines.add(lines.size());
    }

    private static byte[] spliced(String before, int invalid, String after) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        bytes.write(invalid);
        bytes.writeBytes(after.getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    private void write(String name) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(folder.resolve(name)))) {
            for (byte[] line : lines) {
                out.write(line);
                out.write('\n');
            }
        }
    }

    private Pipeline run(String file, String format) throws Exception {
        return new Pipelines(folder)
                .run("CREATE TABLE t " + COLUMNS
                        + connectors("{\"transport\":{\"name\":\"file_input\",\"config\":{\"path\":\"" + file
                                + "\"}},\"format\":" + format + "}")
                        + VIEW);
    }

    private void check(Pipeline pipeline, String file) {
        assertThat(rows(pipeline, "v")).extracting(List::getFirst).isEqualTo(goodIds);
        assertThat(pipeline.errors("t").unreadable()).isEqualTo(badLines.size());
        assertThat(pipeline.errors("t").kept())
                .extracting(RowError::position)
                .allSatisfy(position -> assertThat(position).startsWith(file + " line "));
        assertThat(pipeline.errors("t").kept().stream()
                        .map(error -> Integer.parseInt(error.position().replaceAll(".* line (\\d+),.*", "$1"))))
                .isEqualTo(badLines);
        assertThat(pipeline.errors("t").kept())
                .allSatisfy(error -> assertThat(error.raw().length).isBetween(0, RowError.RAW_BYTES_MAX));
        assertThat(pipeline.statistics().errorRows()).isEqualTo(badLines.size());
        assertThat(pipeline.statistics().rowsIn()).isEqualTo(goodIds.size());
    }

    @Test
    void csv() throws Exception {
        String filler = "äé漢😀".repeat(LONG / 11);
        Random random = new Random(7);
        for (int round = 0; round < ROUNDS; round++) {
            csvRound(random, filler, round == 3 || round == 20);
        }
        write("in.csv");
        check(run("in.csv", "{\"name\":\"csv\"}"), "in.csv");
    }

    private void csvRound(Random random, String filler, boolean large) {
        for (int kind : random.ints(16, 0, 16).toArray()) {
            switch (kind) {
                case 0 -> good("ID,1,1.50,2024-05-01 12:00:00,true,plain");
                case 1 -> good("ID,,,,,");
                case 2 -> good("ID,-128,-9999.99,2024-05-01 12:00:00.123456,false,\"a, \"\"b\"\" 漢字\"");
                case 3 -> bad("x1,1,1.50,2024-05-01 12:00:00,true,no number");
                case 4 -> bad("ID,300,1.50,2024-05-01 12:00:00,true,out of range");
                case 5 -> bad("ID,1,10000.00,2024-05-01 12:00:00,true,too many digits");
                case 6 -> bad("ID,1,1.50,2024-02-30 12:00:00,true,no such day");
                case 7 -> bad("ID,1,1.50,2024-05-01 12:00:00,perhaps,no truth");
                case 8 -> bad(",1,1.50,2024-05-01 12:00:00,true,NULL in NOT NULL");
                case 9 -> bad("ID,1,1.50");
                case 10 -> bad("ID,1,1.50,2024-05-01 12:00:00,true,too,many");
                case 11 -> bad(spliced("5,1,1.50,2024-05-01 12:00:00,true,caf", 0xE9, " in Latin-1"));
                case 12 -> bad(spliced("5,1,1.50,2024-05-01 12:00:00,true,", 0xFF, ""));
                case 13 -> bad("99999999999,1,1.50,2024-05-01 12:00:00,true,beyond INTEGER");
                case 14 -> good("ID,0,0.00,1969-12-31 23:59:59,true," + "ß".repeat(random.nextInt(5_000)));
                default -> good("ID,127,9999.99,2024-12-31 00:00:00,TRUE,\"quoted\"");
            }
        }
        if (large) {
            good("ID,1,1.00,2024-05-01 12:00:00,true," + filler);
            bad("ID,x,1.00,2024-05-01 12:00:00,true," + filler);
            good("ID,2,2.00,2024-05-01 12:00:00,true,\"" + filler + "\"");
        }
    }

    @Test
    void json() throws Exception {
        String filler = "äé漢😀".repeat(LONG / 11);
        Random random = new Random(8);
        for (int round = 0; round < ROUNDS; round++) {
            jsonRound(random, filler, round == 3 || round == 20);
        }
        write("in.json");
        check(run("in.json", "{\"name\":\"json\",\"config\":{\"update_format\":\"raw\"}}"), "in.json");
    }

    private void jsonRound(Random random, String filler, boolean large) {
        for (int kind : random.ints(16, 0, 18).toArray()) {
            switch (kind) {
                case 0 ->
                    good(
                            "{\"id\":ID,\"small\":1,\"amount\":1.5,\"at\":\"2024-05-01 12:00:00\",\"ok\":true,\"note\":\"n\"}");
                case 1 -> good("{\"id\":ID}");
                case 2 ->
                    good("{\"note\":\"\\u00e9\\ud83d\\ude00 漢\",\"ID\":5,\"id\":ID,\"small\":null}"
                            .replace("\"ID\":5,", ""));
                case 3 -> good("{\"unknown\":{\"deep\":[1,{\"x\":\"}\"}]},\"id\":ID,\"other\":\"\\\"\"}");
                case 4 -> bad("{\"id\":\"x\"}");
                case 5 -> bad("{\"id\":ID,\"small\":300}");
                case 6 -> bad("{\"id\":ID,\"amount\":10000}");
                case 7 -> bad("{\"id\":ID,\"at\":\"2024-02-30 12:00:00\"}");
                case 8 -> bad("{\"id\":ID,\"ok\":\"perhaps\"}");
                case 9 -> bad("{\"id\":null}");
                case 10 -> bad("{\"small\":1}");
                case 11 -> bad("{\"id\":ID,\"note\":\"open");
                case 12 -> bad("not json");
                case 13 -> bad("{\"id\":ID}}");
                case 14 -> bad(spliced("{\"id\":5,\"note\":\"caf", 0xE9, "\"}"));
                case 15 -> bad(spliced("{\"id\":5,\"unknown\":\"", 0xFF, "\"}"));
                case 16 -> bad("{\"id\":99999999999}");
                default -> good("{ \"id\" : ID , \"note\" : \"" + "ß".repeat(random.nextInt(5_000)) + "\" }");
            }
        }
        if (large) {
            good("{\"id\":ID,\"note\":\"" + filler + "\"}");
            good("{\"unknown\":\"" + filler + "\",\"id\":ID}");
            bad("{\"id\":\"x\",\"note\":\"" + filler + "\"}");
            bad("{\"id\":ID,\"note\":\"" + filler);
        }
    }
}
