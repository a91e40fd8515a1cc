package dev.millrace.formats.json;

/** Reads line after line as long as they have the fields that are expected, one after the other. Made by {@link JsonLoopCode}. */
interface JsonLoop {
    /** How many bytes must be readable after the longest key. */
    int BYTES_AHEAD = JsonField.BYTES_AHEAD + Long.BYTES;

    /**
     * Reads the line at {@code bytes[at]} into row {@code row} and goes on to row {@code rowEnd}, exclusive. Stops before a line that
     * it cannot read, and at a field that begins after {@code safe}. Gives the index where the first line begins that was not read,
     * and tells {@code lines} how many rows there are.
     */
    int read(byte[] bytes, int at, int safe, int row, int rowEnd, JsonLines lines);
}
