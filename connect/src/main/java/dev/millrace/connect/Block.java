package dev.millrace.connect;

/**
 * Whole records of a stream of bytes: {@code bytes[from, to)}.
 *
 * <p>The array belongs to whoever keeps a batch parsed from it: columns refer into it, so the reader must take a fresh
 * array for the next block. Slices can refer only into arrays of at most {@link dev.millrace.types.Ref#PAGE_SIZE_MAX}
 * bytes; parsers copy from larger ones.
 *
 * @param origin names the stream in error positions: {@code flights.csv.gz}
 * @param offset of {@code bytes[from]} in the stream, in bytes
 * @param line the number of the first line, from 1
 */
public record Block(byte[] bytes, int from, int to, String origin, long offset, long line) {
    /** The number of bytes. */
    public int length() {
        return to - from;
    }
}
