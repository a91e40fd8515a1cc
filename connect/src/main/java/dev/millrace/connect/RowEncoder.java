package dev.millrace.connect;

import dev.millrace.types.Batch;
import java.io.IOException;
import java.io.OutputStream;

/** Turns changes into bytes. Used by one thread at a time. */
public interface RowEncoder {
    /** Writes what comes before the first change, if anything. */
    void head(OutputStream out) throws IOException;

    /** Writes a change: each row as often as its weight says. Writes in large pieces; nothing is held back. */
    void encode(Batch delta, OutputStream out) throws IOException;

    /** Writes a change as messages, at least one for each row; each could be read without the others. */
    <E extends Exception> void encode(Batch delta, MessageSink<E> out) throws E;
}
