package dev.millrace.connect;

import java.util.Arrays;

/**
 * A row that could not be taken, for the table's error relation.
 *
 * @param connector the name of the connector
 * @param reason what is wrong, one sentence without a full stop
 * @param position where it was: {@code flights.csv.gz line 17, byte 1234}
 * @param raw the row's bytes, at most {@link #RAW_BYTES_MAX}; not to be changed
 */
public record RowError(String connector, String reason, String position, byte[] raw) {
    /** The most bytes of a bad row that are kept: 64 KiB. */
    public static final int RAW_BYTES_MAX = 1 << 16;

    /**
     * An error with a copy of the row {@code bytes[from, to)}, cut at {@link #RAW_BYTES_MAX}; the reason says if it
     * was.
     */
    public static RowError of(String connector, String reason, String position, byte[] bytes, int from, int to) {
        int length = to - from;
        if (length <= RAW_BYTES_MAX) {
            return new RowError(connector, reason, position, Arrays.copyOfRange(bytes, from, to));
        }
        return new RowError(
                connector,
                reason + " (the first " + RAW_BYTES_MAX + " of " + length + " bytes are kept)",
                position,
                Arrays.copyOfRange(bytes, from, from + RAW_BYTES_MAX));
    }
}
