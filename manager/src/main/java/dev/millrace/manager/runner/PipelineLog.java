package dev.millrace.manager.runner;

import java.io.IOException;
import java.io.InputStream;
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
    /** How many lines were cut off. */
    private final Path cut;

    PipelineLog(Path file) {
        this.file = file;
        this.cut = file.resolveSibling(file.getFileName() + ".cut");
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

    /** How many lines there ever were before {@code position}, those that were cut off included. */
    public long linesBefore(long position) throws IOException {
        long lines = linesCut();
        if (!Files.exists(file)) {
            return lines;
        }
        try (InputStream in = Files.newInputStream(file)) {
            long left = position;
            byte[] bytes = new byte[1 << 16];
            for (int n = read(in, bytes, left); n > 0; n = read(in, bytes, left)) {
                lines += lines(bytes, n);
                left -= n;
            }
        }
        return lines;
    }

    private static int read(InputStream in, byte[] bytes, long left) throws IOException {
        return in.readNBytes(bytes, 0, (int) Math.min(bytes.length, left));
    }

    private static long lines(byte[] bytes, int length) {
        long lines = 0;
        for (int i = 0; i < length; i++) {
            lines += bytes[i] == '\n' ? 1 : 0;
        }
        return lines;
    }

    /** Where the line begins that comes {@code lines} after the one at {@code position}; the end if there are not as many. */
    public long skip(long position, long lines) throws IOException {
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

    private long linesCut() throws IOException {
        return Files.exists(cut) ? Long.parseLong(Files.readString(cut).strip()) : 0;
    }

    /** Keeps the newest part of a log that grew too long; nobody writes to it now. */
    void shorten(long bytesMax) throws IOException {
        if (size() > bytesMax) {
            long from = beginning();
            long before = linesBefore(from);
            byte[] newest;
            try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r")) {
                newest = new byte[(int) (reader.length() - from)];
                reader.seek(from);
                reader.readFully(newest);
            }
            Files.writeString(cut, Long.toString(before));
            Files.write(file, newest);
        }
    }

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
