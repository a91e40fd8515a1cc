package dev.millrace.formats.text;

/**
 * Reads timestamps of the form {@code YYYY-MM-DD HH:MM:SS[.f]}, with a space or T between. As those of a stream are near
 * each other, the minute of the one before is remembered, and mostly only seconds are left to be read. Used by one thread.
 */
public final class PlainTimestamp {
    /** What is returned for a timestamp of another form. */
    public static final int OTHER_FORM = -1;

    /** How many bytes must be readable from the first on. */
    public static final int BYTES = 28;

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int MINUTE_BYTES = 16;
    /** The bytes {@code :00} and what follows. */
    private static final long SECONDS_MASK = 0xf0f0ffL;

    private static final long SECONDS = 0x30303aL;

    private long head;
    private long tail;
    private long minute;

    private long micros;

    /** Reads the timestamp at {@code from} and gives the index after it, or {@link #OTHER_FORM}. */
    public int read(byte[] bytes, int from) {
        boolean remembered = Swar.load(bytes, from) == head && Swar.load(bytes, from + 8) == tail;
        if (!remembered && !rememberMinute(bytes, from)) {
            return OTHER_FORM;
        }
        long word = Swar.load(bytes, from + MINUTE_BYTES);
        int tens = (int) (word >>> 8) & 15;
        int ones = (int) (word >>> 16) & 15;
        if ((word & SECONDS_MASK) != SECONDS || tens > 5 || ones > 9) {
            return OTHER_FORM;
        }
        micros = minute + (tens * 10 + ones) * MICROS_PER_SECOND;
        int end = from + MINUTE_BYTES + 3;
        return (word >>> 24 & 0xff) == '.' ? fraction(bytes, end + 1) : end;
    }

    private int fraction(byte[] bytes, int from) {
        long word = Swar.load(bytes, from);
        int digits = Swar.digits(word);
        if (digits == 0 || digits > 6) {
            return OTHER_FORM;
        }
        micros += Swar.number(word, digits) * Swar.powerOfTen(6 - digits);
        return from + digits;
    }

    private boolean rememberMinute(byte[] bytes, int from) {
        long value = TemporalText.minute(bytes, from);
        if (value == Long.MIN_VALUE) {
            return false;
        }
        head = Swar.load(bytes, from);
        tail = Swar.load(bytes, from + 8);
        minute = value;
        return true;
    }

    /** The timestamp read last, in microseconds since 1970-01-01 00:00 UTC. */
    public long micros() {
        return micros;
    }
}
