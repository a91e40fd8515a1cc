package dev.millrace.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.connect.ConnectorException;
import dev.millrace.connect.Failure;
import dev.millrace.connect.InputChunk;
import dev.millrace.connect.InputConnector;
import dev.millrace.connect.RelationSchema;
import dev.millrace.connect.RowError;
import dev.millrace.connect.SourcePosition;
import dev.millrace.connect.Surroundings;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileInputTest {
    private static final Schema SCHEMA = Schema.of(
            new Field("id", new SqlType.IntegerType(32, true, false)),
            new Field("name", new SqlType.TextType(false, SqlType.TextType.UNLIMITED, true)));
    private static final RelationSchema TABLE = RelationSchema.of("t", SCHEMA);
    private static final byte[] NOTHING = {};

    @TempDir
    Path folder;

    private static String config(String path, String more, String format) {
        return "[{\"transport\":{\"name\":\"file_input\",\"config\":{\"path\":\"" + path + "\"" + more
                + "}},\"format\":" + format + "}]";
    }

    private static String json(String path, String more) {
        return config(path, more, "{\"name\":\"json\",\"config\":{\"update_format\":\"raw\"}}");
    }

    private Surroundings surroundings() {
        return Collected.surroundings(folder, NOTHING, new ByteArrayOutputStream());
    }

    private Collected read(String connectors, @Nullable SourcePosition resume)
            throws ConnectorException, InterruptedException {
        return Collected.run(connectors, TABLE, resume, surroundings());
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    @Test
    void theRowsDoNotDependOnTheSizeOfTheBuffer() throws Exception {
        String text =
                "{\"id\":1,\"name\":\"a\\nb\"}\nbad\n{\"id\":2,\"name\":\"é漢😀\"}\r\n{\"id\":\"x\"}\n{\"id\":3,\"name\":null}";
        Files.writeString(folder.resolve("in.json"), text);
        for (int size = 1; size <= text.length() + 10; size++) {
            Collected read = read(json("in.json", ",\"buffer_size_bytes\":" + size), null);
            assertThat(read.rows()).containsExactly(row(1L, "a\nb"), row(2L, "é漢😀"), row(3L, null));
            assertThat(read.errors())
                    .extracting(RowError::position)
                    .containsExactly("in.json line 2, byte 23", "in.json line 4, byte 56");
            assertThat(read.bytes()).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
        }
    }

    @Test
    void csvRowsDoNotDependOnTheSizeOfTheBuffer() throws Exception {
        String text = "id,name\n1,\"a\nb\"\n2\n3,\"x\"\"y\"\nz,\n4,";
        Files.writeString(folder.resolve("in.csv"), text);
        for (int size = 1; size <= text.length() + 10; size++) {
            String format = "{\"name\":\"csv\",\"config\":{\"headers\":true}}";
            Collected read = read(config("in.csv", ",\"buffer_size_bytes\":" + size, format), null);
            assertThat(read.rows()).containsExactly(row(1L, "a\nb"), row(3L, "x\"y"), row(4L, ""));
            assertThat(read.errors())
                    .extracting(RowError::position)
                    .containsExactly("in.csv line 4, byte 16", "in.csv line 6, byte 27");
        }
    }

    @Test
    void readingGoesOnFromEveryPosition() throws Exception {
        StringBuilder text = new StringBuilder("name,id\n");
        for (int i = 0; i < 50; i++) {
            text.append("n").append(i).append(',').append(i == 33 ? "bad" : i).append('\n');
        }
        Files.writeString(folder.resolve("in.csv"), text);
        String config =
                config("in.csv", ",\"buffer_size_bytes\":40", "{\"name\":\"csv\",\"config\":{\"headers\":true}}");
        Collected whole = read(config, null);
        assertThat(whole.rows()).hasSize(49);
        for (SourcePosition position : whole.positions()) {
            Collected rest = read(config, position);
            int count = rest.rows().size();
            assertThat(rest.rows()).isEqualTo(whole.rows().subList(49 - count, 49));
            assertThat(rest.errors())
                    .allSatisfy(error -> assertThat(error.position()).isEqualTo("in.csv line 35, byte 219"));
        }
    }

    @Test
    void compressedFilesAreDecompressed() throws Exception {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("in.json.gz")))) {
            for (int i = 0; i < 10_000; i++) {
                out.write(("{\"id\":" + i + ",\"name\":\"x\"}\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        Collected read = read(json("in.json.gz", ",\"buffer_size_bytes\":5000"), null);
        assertThat(read.rows()).hasSize(10_000).last().isEqualTo(row(9_999L, "x"));
        assertThat(read(json("in.json.gz", ""), read.positions().getFirst())
                        .rows()
                        .size())
                .isLessThan(10_000);
    }

    @Test
    void aPatternNamesSeveralFiles() throws Exception {
        Files.writeString(folder.resolve("b.json"), "{\"id\":2}");
        Files.writeString(folder.resolve("a.json"), "{\"id\":1}\n");
        Files.writeString(folder.resolve("c.txt"), "{\"id\":3}\n");
        Collected read = read(json("*.json", ""), null);
        assertThat(read.rows()).containsExactly(row(1L, null), row(2L, null));
        assertThat(read(
                                json("file://" + folder + "/*.json", ""),
                                read.positions().getFirst())
                        .rows())
                .containsExactly(row(2L, null));
    }

    @Test
    void hugeRecordsGrowTheBuffer() throws Exception {
        String huge = "é".repeat(6_000_000);
        Files.writeString(
                folder.resolve("in.json"),
                "{\"id\":1}\n{\"id\":2,\"name\":\"" + huge + "\"}\n{\"id\":3,\"name\":\"" + huge + "\n{\"id\":4}\n");
        Collected read = read(json("in.json", ""), null);
        assertThat(read.rows()).extracting(List::getFirst).containsExactly(1L, 2L, 4L);
        assertThat(read.rows().get(1).get(1)).isEqualTo(huge);
        assertThat(read.errors()).hasSize(1);
        assertThat(read.errors().getFirst().raw()).hasSize(RowError.RAW_BYTES_MAX);
        assertThat(read.errors().getFirst().reason()).contains("65536 of 12000016 bytes");
    }

    @Test
    void theFractionReadIsKnown() throws Exception {
        Files.writeString(folder.resolve("a.json"), "{\"id\":1}\n");
        Files.writeString(folder.resolve("b.json"), "{\"id\":2}\n{\"id\":3}\n{\"id\":4}\n");
        InputConnector connector = Collected.open(json("*.json", ""), TABLE, null, surroundings());
        assertThat(connector.fraction()).isNaN();
        List<Double> fractions = new ArrayList<>();
        connector.run(chunk -> fractions.add(connector.fraction()));
        assertThat(fractions).containsExactly(0.25, 1.0);
    }

    @Test
    void aMissingFileIsFatal() {
        assertThatThrownBy(() -> read(json("none.json", ""), null))
                .isInstanceOfSatisfying(ConnectorException.class, e -> {
                    assertThat(e.failure()).isInstanceOf(Failure.Fatal.class);
                    assertThat(e).hasMessageContaining("none.json: there is no such file");
                });
        assertThatThrownBy(() -> read(json("*.none", ""), null)).hasMessageContaining("no file matches *.none");
    }

    @Test
    void aFollowedFileIsReadUntilTheThreadIsInterrupted() throws Exception {
        Path file = folder.resolve("in.json");
        Files.writeString(file, "{\"id\":1}\n{\"id\"");
        InputConnector connector = Collected.open(json("in.json", ",\"follow\":true"), TABLE, null, surroundings());
        LinkedBlockingQueue<InputChunk> chunks = new LinkedBlockingQueue<>();
        List<Exception> ends = new ArrayList<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                connector.run(chunks::put);
            } catch (ConnectorException | InterruptedException e) {
                ends.add(e);
            }
        });
        InputChunk first = chunks.take();
        append(file, ":2}\n");
        InputChunk second = chunks.take();
        thread.interrupt();
        thread.join();
        assertThat(Collected.of(List.of(first, second), SCHEMA).rows()).containsExactly(row(1L, null), row(2L, null));
        assertThat(ends).singleElement().isInstanceOf(InterruptedException.class);
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    @Test
    void standardInputIsRead() throws Exception {
        String config =
                "[{\"transport\":{\"name\":\"stdin_input\"},\"format\":{\"name\":\"raw\",\"config\":{\"mode\":\"lines\","
                        + "\"column_name\":\"name\"}}}]";
        RelationSchema names = RelationSchema.of("t", SCHEMA.select(List.of(1)));
        byte[] text = "a\r\n\nb".getBytes(StandardCharsets.UTF_8);
        Collected read =
                Collected.run(config, names, null, Collected.surroundings(folder, text, new ByteArrayOutputStream()));
        assertThat(read.rows()).containsExactly(row("a"), row(""), row("b"));
    }

    @Test
    void aBlobIsOneRow() throws Exception {
        Files.writeString(folder.resolve("in.txt"), "a\nb\n".repeat(1000));
        String config = config("in.txt", ",\"buffer_size_bytes\":16", "{\"name\":\"raw\"}");
        RelationSchema names = RelationSchema.of("t", SCHEMA.select(List.of(1)));
        assertThat(Collected.run(config, names, null, surroundings()).rows())
                .containsExactly(row("a\nb\n".repeat(1000)));
    }
}
