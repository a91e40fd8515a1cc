package dev.millrace.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.connect.InputFormat;
import dev.millrace.connect.RelationSchema;
import dev.millrace.connect.RowError;
import dev.millrace.formats.json.JsonInput;
import dev.millrace.types.Boxed;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RecordStreamTest {
    private static final SqlType TEXT = new SqlType.TextType(false, SqlType.TextType.UNLIMITED, true);
    private static final InputFormat FORMAT =
            JsonInput.rawLines(RelationSchema.of("t", Schema.of(new Field("name", TEXT))));

    /** Bytes that come a few at a time. */
    private static final class Trickle extends InputStream {
        private final InputStream in;
        private final int bytesAtOnce;

        Trickle(byte[] bytes, int bytesAtOnce) {
            this.in = new ByteArrayInputStream(bytes);
            this.bytesAtOnce = bytesAtOnce;
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] target, int from, int count) throws IOException {
            return in.read(target, from, Math.min(count, bytesAtOnce));
        }
    }

    private record Read(List<String> rows, List<String> errors, List<RecordStream.Piece> pieces) {
        static Read of(RecordStream stream) throws IOException {
            Read read = new Read(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (RecordStream.Piece piece = stream.next(); piece != null; piece = stream.next()) {
                read.pieces.add(piece);
                for (int row = 0; row < piece.rows().rows().size(); row++) {
                    read.rows.add(String.valueOf(Boxed.read(piece.rows().rows().column(0), row, TEXT)));
                }
                piece.rows().errors().stream().map(RowError::position).forEach(read.errors::add);
            }
            return read;
        }
    }

    private static RecordStream stream(InputStream in) {
        return new RecordStream(in, "in", FORMAT.open("t.c"));
    }

    @Test
    void theRowsDoNotDependOnHowTheBytesCome() throws IOException {
        byte[] text = "{\"name\":\"é\"}\nbad\n{\"name\":\"b\"}\r\n{\"name\":3}\n\n{\"name\":null}"
                .getBytes(StandardCharsets.UTF_8);
        for (int size = 1; size <= text.length + 1; size++) {
            Read read = Read.of(stream(new Trickle(text, size)));
            assertThat(read.rows).containsExactly("é", "b", "null");
            assertThat(read.errors).containsExactly("in line 2, byte 14", "in line 4, byte 32");
            assertThat(read.pieces.getLast().offset()).isEqualTo(text.length);
        }
    }

    @Test
    void aPieceIsGivenOutWhenNothingMoreIsThere() throws IOException {
        byte[] text = "{\"name\":\"a\"}\n{\"name\":\"b\"}\n".getBytes(StandardCharsets.UTF_8);
        RecordStream stream = stream(new Trickle(text, 20));
        RecordStream.Piece first = Objects.requireNonNull(stream.next());
        assertThat(first.rows().rows().size()).isEqualTo(1);
        assertThat(first.offset()).isEqualTo(13);
    }

    @Test
    void whatWasGivenOutStaysAsItIsAndLongRecordsFit() throws IOException {
        StringBuilder text = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String name = ("name " + i + " ").repeat(i % 50 == 0 ? 5_000 : 20);
            expected.add(name);
            text.append("{\"name\":\"").append(name).append("\"}\n");
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        RecordStream stream = stream(new Trickle(bytes, 3_000));
        List<RecordStream.Piece> pieces = new ArrayList<>();
        for (RecordStream.Piece piece = stream.next(); piece != null; piece = stream.next()) {
            pieces.add(piece);
        }
        List<String> rows = new ArrayList<>();
        for (RecordStream.Piece piece : pieces) {
            for (int row = 0; row < piece.rows().rows().size(); row++) {
                rows.add(String.valueOf(Boxed.read(piece.rows().rows().column(0), row, TEXT)));
            }
        }
        assertThat(rows).isEqualTo(expected);
    }

    @Test
    void aStreamGoesOnWhereItEndedAndIsCutAsItWas() throws IOException {
        byte[] text = "{\"name\":\"a\"}\n{\"name\":\"b\"}\n{\"name\":\"c\"}\nx\n".getBytes(StandardCharsets.UTF_8);
        RecordStream again =
                new RecordStream(new ByteArrayInputStream(text), "in", FORMAT.open("t.c"), 13, 1, List.of(26L, 39L));
        Read read = Read.of(again);
        assertThat(read.rows).containsExactly("b", "c");
        assertThat(read.errors).containsExactly("in line 4, byte 39");
        assertThat(read.pieces).extracting(RecordStream.Piece::offset).containsExactly(26L, 39L, 41L);
        RecordStream shorter =
                new RecordStream(new ByteArrayInputStream(text), "in", FORMAT.open("t.c"), 13, 1, List.of(100L));
        assertThatThrownBy(shorter::next).isInstanceOf(EOFException.class);
    }
}
