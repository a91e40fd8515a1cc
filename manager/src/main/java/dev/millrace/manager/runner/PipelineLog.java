package dev.millrace.manager.runner;

import java.io.IOException;

/** What a pipeline wrote, as lines of UTF-8, over all its starts, the newest of them at least. */
public interface PipelineLog {
    /** How much a reader gets to see of what was written before it came. */
    long RING_BYTES = 1 << 20;

    /** How much is read at once. */
    int PIECE_BYTES = 1 << 16;

    /** Where a reader that comes now begins: at the start of a line, at most {@link #RING_BYTES} before the end. */
    long beginning() throws IOException;

    /**
     * What lies between {@code position} and now, at most {@link #PIECE_BYTES}; empty if nothing does. From the start if what was there
     * was cut off.
     */
    Piece read(long position) throws IOException;

    /** How many lines were cut off before what can be read. */
    default long linesCut() throws IOException {
        return 0;
    }

    /** How many lines there ever were before {@code position}, those that were cut off included. */
    default long linesBefore(long position) throws IOException {
        long lines = linesCut();
        long at = 0;
        for (Piece piece = read(0); at < position && piece.bytes().length > 0; piece = read(at)) {
            int count = (int) Math.min(piece.bytes().length, position - at);
            for (int i = 0; i < count; i++) {
                lines += piece.bytes()[i] == '\n' ? 1 : 0;
            }
            at = piece.end();
        }
        return lines;
    }

    /** Where the line begins that comes {@code lines} after the one at {@code position}; the end if there are not as many. */
    default long skip(long position, long lines) throws IOException {
        long at = position;
        long left = lines;
        for (Piece piece = read(at); left > 0 && piece.bytes().length > 0; piece = read(at)) {
            long from = piece.end() - piece.bytes().length;
            int i = 0;
            while (left > 0 && i < piece.bytes().length) {
                left -= piece.bytes()[i++] == '\n' ? 1 : 0;
            }
            at = from + i;
        }
        return at;
    }

    /** Bytes of the log and the position after them. */
    record Piece(byte[] bytes, long end) {}
}
