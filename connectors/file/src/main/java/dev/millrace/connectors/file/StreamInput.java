package dev.millrace.connectors.file;

import dev.millrace.connect.Block;
import dev.millrace.connect.ConnectorException;
import dev.millrace.connect.InputChunk;
import dev.millrace.connect.InputFormat;
import dev.millrace.connect.InputSink;
import dev.millrace.connect.ParsedRows;
import dev.millrace.connect.RecordSplitter;
import dev.millrace.connect.RowParser;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reads one stream of bytes, cuts it into blocks of whole records, and hands over the rows of each.
 *
 * <p>Every block has a buffer of its own, since columns refer into it; the beginning of an unfinished record is copied
 * to the next. A buffer grows only for a record that does not fit it.
 */
final class StreamInput {
    /** The longest record: 1 GiB. */
    private static final int RECORD_BYTES_MAX = 1 << 30;

    /** What to do at the end of the bytes there are. */
    interface AtEnd {
        /** Waits for more bytes and gives true, or gives false at once if there will be none. */
        boolean await() throws InterruptedException;
    }

    private final InputStream in;
    private final String origin;
    private final InputFormat.Stream format;
    private final RecordSplitter splitter;
    private final int bufferBytes;
    private final AtEnd atEnd;
    private final Deque<Long> cuts;

    private byte[] buffer;
    private int from;
    private int filled;
    private boolean ended;

    StreamInput(InputStream in, String origin, InputFormat.Stream format, int bufferBytes, AtEnd atEnd) {
        this(in, origin, format, bufferBytes, atEnd, new ArrayDeque<>());
    }

    /** A stream whose first chunks end exactly at the offsets {@code cuts}, ascending, as they did when it was read before. */
    StreamInput(
            InputStream in, String origin, InputFormat.Stream format, int bufferBytes, AtEnd atEnd, Deque<Long> cuts) {
        this.cuts = cuts;
        this.in = in;
        this.origin = origin;
        this.format = format;
        this.splitter = format.splitter();
        this.bufferBytes = bufferBytes;
        this.atEnd = atEnd;
        this.buffer = new byte[bufferBytes];
    }

    /** Reads from {@code start} of file number {@code start.file()} to the end. */
    void run(FilePosition start, InputSink sink) throws IOException, InterruptedException, ConnectorException {
        FilePosition position = start.offset() == 0 ? head(start) : skipTo(start);
        RowParser parser = format.parser();
        while (true) {
            Long cut = cuts.peek();
            int to = cut != null ? cut(cut, position) : ended ? filled : splitter.lastEnd(buffer, from, filled);
            if (to > from) {
                position = handOver(position, parser, to, sink);
            }
            if (cut != null && position.offset() == cut) {
                cuts.remove();
                from = to;
            } else if (ended) {
                return;
            } else {
                read(Math.max(to, from));
            }
        }
    }

    /** Where the chunk that ends at {@code cut} ends in the buffer; its beginning if not all of it is there yet. */
    private int cut(long cut, FilePosition position) throws ConnectorException {
        long to = from + cut - position.offset();
        if (to > filled && ended) {
            throw ConnectorException.fatal(
                    origin + " is shorter than it was: it ends at byte " + (position.offset() + filled - from)
                            + " and was read up to byte " + cut,
                    null);
        }
        return to > filled ? from : (int) to;
    }

    private FilePosition head(FilePosition start) throws IOException, InterruptedException, ConnectorException {
        int length = format.head(buffer, 0, filled, ended);
        while (length < 0) {
            read(0);
            length = format.head(buffer, 0, filled, ended);
        }
        from = length;
        long lines = count(buffer, length);
        return new FilePosition(start.file(), length, start.line() + lines);
    }

    private static long count(byte[] bytes, int to) {
        long lines = 0;
        for (int i = 0; i < to; i++) {
            lines += bytes[i] == '\n' ? 1 : 0;
        }
        return lines;
    }

    private FilePosition skipTo(FilePosition start) throws IOException, InterruptedException, ConnectorException {
        head(start);
        long ahead = start.offset() - filled;
        if (ahead > 0) {
            in.skipNBytes(ahead);
            filled = 0;
        }
        from = (int) Math.min(filled, start.offset());
        return start;
    }

    private FilePosition handOver(FilePosition position, RowParser parser, int to, InputSink sink)
            throws InterruptedException {
        Block block = new Block(buffer, from, to, origin, position.offset(), position.line());
        ParsedRows parsed = parser.parse(block);
        FilePosition next =
                new FilePosition(position.file(), position.offset() + block.length(), position.line() + parsed.lines());
        if (parsed.rows().size() > 0 || !parsed.errors().isEmpty()) {
            sink.accept(new InputChunk(parsed.rows(), parsed.errors(), next.toSource(), block.length()));
        }
        return next;
    }

    /**
     * Goes on with a buffer that begins with {@code buffer[keep, filled)}, and fills it as far as bytes come without
     * waiting.
     */
    private void read(int keep) throws IOException, InterruptedException, ConnectorException {
        int kept = filled - keep;
        if (keep > from || filled == buffer.length) {
            int wanted = kept > bufferBytes / 2 ? Math.multiplyExact(kept, 2) : bufferBytes;
            if (wanted > RECORD_BYTES_MAX) {
                throw ConnectorException.fatal(
                        "a record of " + origin + " is longer than " + RECORD_BYTES_MAX / 2 + " bytes", null);
            }
            byte[] next = new byte[wanted];
            System.arraycopy(buffer, keep, next, 0, kept);
            buffer = next;
            from = 0;
            filled = kept;
        }
        fill();
    }

    private void fill() throws IOException, InterruptedException {
        do {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            int count = in.read(buffer, filled, buffer.length - filled);
            if (count >= 0) {
                filled += count;
            } else if (!atEnd.await()) {
                ended = true;
            }
        } while (!ended && filled < buffer.length && in.available() > 0);
    }
}
