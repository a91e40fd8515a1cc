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

    /** Bytes of the log and the position after them. */
    record Piece(byte[] bytes, long end) {}
}
