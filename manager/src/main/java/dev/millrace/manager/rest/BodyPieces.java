package dev.millrace.manager.rest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request as it arrives, in pieces that are handed on uncopied. They are larger than those of the HTTP client's own
 * streams: each costs a turn through its queues.
 */
final class BodyPieces implements Iterator<byte[]> {
    private static final int PIECE = 1 << 17;

    private final InputStream in;
    private byte @Nullable [] next;
    private boolean ended;

    BodyPieces(InputStream in) {
        this.in = in;
    }

    @Override
    public boolean hasNext() {
        if (next == null && !ended) {
            next = read();
            ended = next == null;
        }
        return next != null;
    }

    @Override
    public byte[] next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        byte[] piece = next;
        next = null;
        return piece;
    }

    /** As much as is there without waiting for more; null at the end. */
    private byte @Nullable [] read() {
        try {
            byte[] piece = new byte[PIECE];
            int length = in.read(piece);
            while (length > 0 && length < PIECE && in.available() > 0) {
                int more = in.read(piece, length, PIECE - length);
                if (more < 0) {
                    break;
                }
                length += more;
            }
            return length < 0 ? null : length == PIECE ? piece : Arrays.copyOf(piece, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
