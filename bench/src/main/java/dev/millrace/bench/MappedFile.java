package dev.millrace.bench;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A file whose bytes are copied straight from the system's page cache; a channel would copy them twice. Thread-safe until it is
 * closed.
 */
public final class MappedFile implements AutoCloseable {
    private final Arena arena = Arena.ofShared();
    private final MemorySegment bytes;

    /** The whole file as it is now. */
    public MappedFile(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            this.bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        }
    }

    /** Copies {@code length} bytes from {@code offset} on to the beginning of {@code target}. */
    public void copy(long offset, byte[] target, int length) {
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, offset, target, 0, length);
    }

    @Override
    public void close() {
        arena.close();
    }
}
