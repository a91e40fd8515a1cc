package dev.millrace.formats;

import dev.millrace.connect.Block;
import dev.millrace.connect.InputFormat;
import dev.millrace.connect.ParsedRows;
import dev.millrace.connect.RecordSplitter;
import dev.millrace.connect.RowParser;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a stream of bytes, in pieces: what has arrived is given out at the latest when more would have to be waited for. For
 * one thread.
 *
 * <p>Columns refer into the buffers, so a part of a buffer that was given out is never written again.
 */
public final class RecordStream {
    /** The longest record: 256 MiB. */
    public static final int RECORD_BYTES_MAX = 1 << 28;

    /** How much is read into one buffer, if so much comes. */
    public static final int BUFFER_BYTES = 1 << 20;

    private static final int FIRST_BUFFER_BYTES = 1 << 14;

    /**
     * A piece.
     *
     * @param rows of it
     * @param bytes how many it had
     * @param offset where it ended in the stream
     * @param lines how many lines end before there
     */
    public record Piece(ParsedRows rows, int bytes, long offset, long lines) {}

    private final InputStream in;
    private final String origin;
    private final InputFormat.Stream format;
    private final RecordSplitter splitter;
    private @Nullable RowParser parser;
    private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
    private int from;
    private int filled;
    private boolean ended;
    private final Deque<Long> cuts;
    private long offset;
    private long lines;

    /** The stream {@code in}, from its beginning, called {@code origin} in errors. */
    public RecordStream(InputStream in, String origin, InputFormat.Stream format) {
        this(in, origin, format, 0, 0, List.of());
    }

    /**
     * A stream of which some was read before.
     *
     * @param in the same bytes, from their beginning
     * @param offset where the last piece ended that is not to be given out again, 0 for none
     * @param lines how many lines ended before there
     * @param cuts where the next pieces ended, ascending: they will again
     */
    public RecordStream(
            InputStream in, String origin, InputFormat.Stream format, long offset, long lines, Collection<Long> cuts) {
        this.in = in;
        this.offset = offset;
        this.lines = lines;
        this.cuts = new ArrayDeque<>(cuts);
        this.origin = origin;
        this.format = format;
        this.splitter = format.splitter();
    }

    /** The next piece; {@code null} at the end. Blocks until there is a whole record. */
    public @Nullable Piece next() throws IOException {
        RowParser rows = parser == null ? begin() : parser;
        while (true) {
            int to = end();
            if (to > from) {
                return piece(rows, to);
            }
            if (ended) {
                return null;
            }
            fill();
        }
    }

    /** Where a piece ends in the buffer; its beginning if not all of it is there yet. */
    private int end() throws IOException {
        Long cut = cuts.peek();
        if (cut == null) {
            return ended ? filled : splitter.lastEnd(buffer, from, filled);
        }
        long to = from + cut - offset;
        if (to > filled && ended) {
            throw new EOFException(origin + " is shorter than it was: it ends before byte " + cut);
        }
        if (to <= filled) {
            cuts.remove();
        }
        return to > filled ? from : (int) to;
    }

    private RowParser begin() throws IOException {
        int length = format.head(buffer, 0, filled, ended);
        while (length < 0) {
            fill();
            length = format.head(buffer, 0, filled, ended);
        }
        if (offset == 0) {
            beginAfter(length);
        } else {
            skip();
        }
        RowParser begun = format.parser();
        parser = begun;
        return begun;
    }

    private void beginAfter(int head) {
        for (int i = 0; i < head; i++) {
            lines += buffer[i] == '\n' ? 1 : 0;
        }
        from = head;
        offset = head;
    }

    /** Goes on at the offset; nothing was given out yet. */
    private void skip() throws IOException {
        if (offset > filled) {
            in.skipNBytes(offset - filled);
            filled = 0;
        }
        from = (int) Math.min(filled, offset);
    }

    private Piece piece(RowParser rows, int to) {
        Block block = new Block(buffer, from, to, origin, offset, lines + 1);
        ParsedRows parsed = rows.parse(block);
        from = to;
        offset += block.length();
        lines += parsed.lines();
        return new Piece(parsed, block.length(), offset, lines);
    }

    /** Reads what comes without waiting, or waits for something. */
    private void fill() throws IOException {
        makeRoom();
        do {
            int count = in.read(buffer, filled, buffer.length - filled);
            ended = count < 0;
            filled += Math.max(0, count);
        } while (!ended && filled < buffer.length && in.available() > 0);
    }

    private void makeRoom() throws IOException {
        if (buffer.length - filled >= buffer.length / 16) {
            return;
        }
        int kept = filled - from;
        if (kept >= RECORD_BYTES_MAX) {
            throw new IOException("a record of " + origin + " is longer than " + RECORD_BYTES_MAX + " bytes");
        }
        byte[] next = new byte[Math.max(Math.min(BUFFER_BYTES, 4 * buffer.length), 2 * kept)];
        System.arraycopy(buffer, from, next, 0, kept);
        buffer = next;
        from = 0;
        filled = kept;
    }
}
