package dev.millrace.engine.storage;

import java.io.Closeable;
import java.io.IOException;

/** A file that is read. One thread at a time. */
public interface DiskReader extends Closeable {
    /** The bytes the file has. */
    long size() throws IOException;

    /** Reads {@code length} bytes at {@code offset}, fewer only if the file ends; the answer is how many, 0 at or behind the end. */
    int read(long offset, byte[] into, int from, int length) throws IOException;

    @Override
    void close() throws IOException;
}
