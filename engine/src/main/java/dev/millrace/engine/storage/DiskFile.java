package dev.millrace.engine.storage;

import java.io.Closeable;
import java.io.IOException;

/** A file that grows at its end. Closing it makes nothing durable. One thread at a time. */
public interface DiskFile extends Closeable {
    /** Appends {@code bytes[from, from + length)}. After an exception the file may have grown by any part of it. */
    void write(byte[] bytes, int from, int length) throws IOException;

    /** The bytes the file has. */
    long size() throws IOException;

    /** Cuts the file; the next write goes there. */
    void truncate(long size) throws IOException;

    /**
     * Makes the file's bytes and its size durable. If it throws, nothing is known about what was written since the last time it
     * returned: the caller must write it again, to another file or after {@link #truncate}.
     */
    void sync() throws IOException;

    @Override
    void close() throws IOException;
}
