package dev.millrace.formats.text;

/**
 * Reads dates and times from digits.
 *
 * <p>DATE is {@code YYYY-MM-DD}; TIME is {@code HH:MM:SS[.f]}; TIMESTAMP is a date, optionally followed by a space or
 * T, a time, and optionally Z or an offset ({@code +HH:MM}), which moves it to UTC. Digits of the fraction beyond the
 * precision are dropped. All throw {@link BadValue} for anything else.
 */
public final class TemporalText {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int[] MONTH_DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private TemporalText() {}

    /** Days since 1970-01-01. */
    public static long date(byte[] bytes, int from, int to) {
        if (to - from != 10) {
            throw BadValue.expected("a date YYYY-MM-DD", bytes, from, to);
        }
        long days = days(bytes, from);
        if (days == Long.MIN_VALUE) {
            throw BadValue.expected("a date YYYY-MM-DD", bytes, from, to);
        }
        return days;
    }

    /** Nanoseconds of the day. */
    public static long time(byte[] bytes, int from, int to) {
        long seconds = to - from >= 8 ? seconds(bytes, from) : -1;
        long fraction = seconds >= 0 ? fraction(bytes, from + 8, to, 9) : -1;
        if (fraction < 0) {
            throw BadValue.expected("a time HH:MM:SS", bytes, from, to);
        }
        return seconds * NANOS_PER_SECOND + fraction;
    }

    /** Microseconds since 1970-01-01 00:00 UTC. */
    public static long timestamp(byte[] bytes, int from, int to) {
        long days = to - from >= 10 ? days(bytes, from) : Long.MIN_VALUE;
        if (days == Long.MIN_VALUE) {
            throw badTimestamp(bytes, from, to);
        }
        if (to - from == 10) {
            return days * MICROS_PER_DAY;
        }
        int separator = bytes[from + 10];
        if (to - from < 19 || separator != ' ' && separator != 'T' && separator != 't') {
            throw badTimestamp(bytes, from, to);
        }
        int zone = zoneStart(bytes, from + 19, to);
        long seconds = seconds(bytes, from + 11);
        long fraction = fraction(bytes, from + 19, zone, 6);
        long offset = offsetSeconds(bytes, zone, to);
        if (seconds < 0 || fraction < 0 || offset == Long.MIN_VALUE) {
            throw badTimestamp(bytes, from, to);
        }
        return days * MICROS_PER_DAY + (seconds - offset) * MICROS_PER_SECOND + fraction;
    }

    /** The microseconds of {@code YYYY-MM-DD HH:MM}, or {@link Long#MIN_VALUE}. */
    static long minute(byte[] bytes, int from) {
        long days = days(bytes, from);
        int separator = bytes[from + 10];
        int hours = two(bytes, from + 11);
        int minutes = two(bytes, from + 14);
        boolean valid = days != Long.MIN_VALUE
                && (separator == ' ' || separator == 'T' || separator == 't')
                && (hours >= 0 && hours < 24 && minutes >= 0 && minutes < 60 && bytes[from + 13] == ':');
        return valid ? days * MICROS_PER_DAY + (hours * 60L + minutes) * 60 * MICROS_PER_SECOND : Long.MIN_VALUE;
    }

    private static BadValue badTimestamp(byte[] bytes, int from, int to) {
        return BadValue.expected("a timestamp YYYY-MM-DD HH:MM:SS", bytes, from, to);
    }

    /** The number of two digits, or a negative number. */
    private static int two(byte[] bytes, int at) {
        int tens = bytes[at] - '0';
        int ones = bytes[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1_000_000 : tens * 10 + ones;
    }

    private static long days(byte[] bytes, int at) {
        int year = two(bytes, at) * 100 + two(bytes, at + 2);
        int month = two(bytes, at + 5);
        int day = two(bytes, at + 8);
        if (year < 1 || bytes[at + 4] != '-' || bytes[at + 7] != '-' || month < 1 || month > 12 || day < 1) {
            return Long.MIN_VALUE;
        }
        return day > monthDays(year, month) ? Long.MIN_VALUE : daysOf(year, month, day);
    }

    private static int monthDays(int year, int month) {
        boolean leap = (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
        return month == 2 && leap ? 29 : MONTH_DAYS[month - 1];
    }

    /**
     * Days since the epoch of a date after Christ. The year is taken to begin in March, so that the leap day comes
     * last.
     */
    private static long daysOf(int year, int month, int day) {
        int shifted = month <= 2 ? year - 1 : year;
        int century = shifted / 100;
        int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        return shifted * 365L + shifted / 4 - century + century / 4 + dayOfYear - 719_468;
    }

    private static long seconds(byte[] bytes, int at) {
        int hours = two(bytes, at);
        int minutes = two(bytes, at + 3);
        int seconds = two(bytes, at + 6);
        boolean valid = hours >= 0 && hours < 24 && minutes >= 0 && minutes < 60 && seconds >= 0 && seconds < 60;
        return valid && bytes[at + 2] == ':' && bytes[at + 5] == ':' ? hours * 3600 + minutes * 60 + seconds : -1;
    }

    /** What {@code .fff} comes to in units of 10^−precision seconds; 0 if empty; −1 if malformed. */
    private static long fraction(byte[] bytes, int from, int to, int precision) {
        if (from == to) {
            return 0;
        }
        if (bytes[from] != '.' || from + 1 == to) {
            return -1;
        }
        long value = 0;
        int digits = 0;
        for (int at = from + 1; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            if (digits < precision) {
                value = value * 10 + digit;
                digits++;
            }
        }
        for (; digits < precision; digits++) {
            value *= 10;
        }
        return value;
    }

    private static int zoneStart(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && (bytes[at] == '.' || bytes[at] >= '0' && bytes[at] <= '9')) {
            at++;
        }
        return at;
    }

    /** The offset from UTC in seconds; {@link Long#MIN_VALUE} if malformed. */
    private static long offsetSeconds(byte[] bytes, int from, int to) {
        if (from == to || to - from == 1 && (bytes[from] | 0x20) == 'z') {
            return 0;
        }
        if (to - from != 6 || bytes[from] != '+' && bytes[from] != '-' || bytes[from + 3] != ':') {
            return Long.MIN_VALUE;
        }
        int hours = two(bytes, from + 1);
        int minutes = two(bytes, from + 4);
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
            return Long.MIN_VALUE;
        }
        long offset = hours * 3600L + minutes * 60L;
        return bytes[from] == '-' ? -offset : offset;
    }
}
