package dev.millrace.connect;

/** Finds where records end, so that a stream can be cut into blocks. Keeps no state between calls. */
public interface RecordSplitter {
    /**
     * The end of the last whole record in {@code bytes[from, to)}, of which {@code from} is the beginning of a record;
     * {@code from} if there is none. The rest goes to the beginning of the next block. At the end of the stream the
     * caller takes all of it as records.
     */
    int lastEnd(byte[] bytes, int from, int to);
}
