package dev.millrace.manager.runner;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A log in a file, which is cut to its newest part when it grows too long. */
final class FileLog implements PipelineLog {
    private static final int TAIL_BYTES = 1 << 14;

    private final Path file;
    /** How many lines were cut off. */
    private final Path cut;

    FileLog(Path file) {
        this.file = file;
        this.cut = file.resolveSibling(file.getFileName() + ".cut");
    }

    @Override
    public long linesCut() throws IOException {
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

    @Override
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

    @Override
    public Piece read(long position) throws IOException {
        if (!Files.exists(file)) {
            return new Piece(new byte[0], 0);
        }
        try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r")) {
            long from = position > reader.length() ? 0 : position;
            byte[] bytes = new byte[(int) Math.min(PIECE_BYTES, reader.length() - from)];
            reader.seek(from);
            reader.readFully(bytes);
            return new Piece(bytes, from + bytes.length);
        }
    }

    /** The last {@code lines} lines. */
    String tail(int lines) {
        try {
            Piece piece = read(Math.max(0, size() - TAIL_BYTES));
            List<String> all =
                    new String(piece.bytes(), StandardCharsets.UTF_8).lines().toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            return "(the log cannot be read: " + e.getMessage() + ")";
        }
    }

    private long size() throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }
}
