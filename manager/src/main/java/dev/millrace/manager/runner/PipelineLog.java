package dev.millrace.manager.runner;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a pipeline wrote, as lines of UTF-8, over all its starts. A file that is cut to its newest part when it grows too long.
 */
public final class PipelineLog {
    /** How much a reader gets to see of what was written before it came. */
    static final long RING_BYTES = 1 << 20;

    private final Path file;

    PipelineLog(Path file) {
        this.file = file;
    }

    /** Where a reader that comes now begins: at the start of a line, at most {@link #RING_BYTES} before the end. */
    public long beginning() throws IOException {
        long size = size();
        if (size <= RING_BYTES) {
            return 0;
        }
        try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r")) {
            reader.seek(size - RING_BYTES);
            reader.readLine();
            return reader.getFilePointer();
        }
    }

    /** What lies between {@code position} and now, at most 64 KiB; empty if nothing does. From the start if the file was cut. */
    public Piece read(long position) throws IOException {
        if (!Files.exists(file)) {
            return new Piece(new byte[0], 0);
        }
        try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r")) {
            long from = position > reader.length() ? 0 : position;
            byte[] bytes = new byte[(int) Math.min(1 << 16, reader.length() - from)];
            reader.seek(from);
            reader.readFully(bytes);
            return new Piece(bytes, from + bytes.length);
        }
    }

    /** Bytes of the log and the position after them. */
    public record Piece(byte[] bytes, long end) {}

    /** The last {@code lines} lines. */
    String tail(int lines) {
        try {
            long size = size();
            Piece piece = read(Math.max(0, size - (1 << 14)));
            java.util.List<String> all = new String(piece.bytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            return "(the log cannot be read: " + e.getMessage() + ")";
        }
    }

    private long size() throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }
}
