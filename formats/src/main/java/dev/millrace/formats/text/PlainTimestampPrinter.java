package dev.millrace.formats.text;

import java.util.Arrays;

/**
 * Writes timestamps as {@link TemporalPrinter#timestamp} does. As those of a stream are near each other, the text of the last
 * minute is remembered. Used by one thread.
 */
public final class PlainTimestampPrinter {
    private static final long MICROS_PER_MINUTE = 60_000_000;

    private final boolean zoned;
    private long minute = Long.MIN_VALUE;
    /** Eight bytes longer than the text. */
    private byte[] minuteText = new byte[0];

    private int minuteLength;

    /** Writes {@code +00:00} after each if {@code zoned}. */
    public PlainTimestampPrinter(boolean zoned) {
        this.zoned = zoned;
    }

    /** {@code YYYY-MM-DD HH:MM:SS[.f]} of microseconds. */
    public void print(long micros, ByteSink out) {
        long now = Math.floorDiv(micros, MICROS_PER_MINUTE);
        if (now != minute) {
            remember(now);
        }
        out.putShort(minuteText, minuteLength);
        TemporalPrinter.seconds(micros - now * MICROS_PER_MINUTE, out);
        if (zoned) {
            out.put("+00:00");
        }
    }

    private void remember(long now) {
        ByteSink text = new ByteSink();
        TemporalPrinter.timestamp(now * MICROS_PER_MINUTE, false, text);
        byte[] whole = text.bytes();
        // The seconds are written anew each time, after the colon.
        minuteLength = whole.length - 2;
        minuteText = Arrays.copyOf(whole, minuteLength + Long.BYTES);
        minute = now;
    }
}
