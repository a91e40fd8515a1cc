package dev.millrace.formats.text;

import dev.millrace.types.SqlType;

/** Writes dates, times and intervals. Fractions are as long as they need to be. */
public final class TemporalPrinter {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private TemporalPrinter() {}

    /** {@code YYYY-MM-DD}. */
    public static void date(long days, ByteSink out) {
        long shifted = days + 719_468;
        long era = Math.floorDiv(shifted, 146_097);
        long dayOfEra = shifted - era * 146_097;
        long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long month = (5 * dayOfYear + 2) / 153;
        long day = dayOfYear - (153 * month + 2) / 5 + 1;
        long year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0);
        if (year < 0) {
            out.put('-');
        }
        out.putDigits(Math.abs(year), Math.abs(year) > 9999 ? 6 : 4);
        out.put('-');
        out.putDigits(month < 10 ? month + 3 : month - 9, 2);
        out.put('-');
        out.putDigits(day, 2);
    }

    /** {@code HH:MM:SS[.f]} of nanoseconds. */
    public static void time(long nanos, ByteSink out) {
        clock(nanos / NANOS_PER_SECOND, out);
        fraction(nanos % NANOS_PER_SECOND, 9, out);
    }

    /** {@code YYYY-MM-DD HH:MM:SS[.f]} of microseconds, with {@code +00:00} after it if zoned. */
    public static void timestamp(long micros, boolean zoned, ByteSink out) {
        date(Math.floorDiv(micros, MICROS_PER_DAY), out);
        out.put(' ');
        long ofDay = Math.floorMod(micros, MICROS_PER_DAY);
        clock(ofDay / MICROS_PER_SECOND, out);
        fraction(ofDay % MICROS_PER_SECOND, 6, out);
        if (zoned) {
            out.put("+00:00");
        }
    }

    /** {@code Y-M} of months, or {@code D HH:MM:SS.ffffff} of microseconds, with a sign if negative. */
    public static void interval(long value, SqlType.IntervalType type, ByteSink out) {
        if (value < 0) {
            out.put('-');
        }
        long size = Math.abs(value);
        if (type.yearMonth()) {
            out.putLong(size / 12);
            out.put('-');
            out.putLong(size % 12);
            return;
        }
        out.putLong(size / MICROS_PER_DAY);
        out.put(' ');
        clock(size % MICROS_PER_DAY / MICROS_PER_SECOND, out);
        out.put('.');
        out.putDigits(size % MICROS_PER_SECOND, 6);
    }

    /** {@code SS[.f]} of microseconds of a minute. */
    static void seconds(long micros, ByteSink out) {
        out.putTwoDigits((int) (micros / MICROS_PER_SECOND));
        fraction(micros % MICROS_PER_SECOND, 6, out);
    }

    private static void clock(long seconds, ByteSink out) {
        out.putDigits(seconds / 3600, 2);
        out.put(':');
        out.putDigits(seconds / 60 % 60, 2);
        out.put(':');
        out.putDigits(seconds % 60, 2);
    }

    private static void fraction(long value, int digits, ByteSink out) {
        if (value == 0) {
            return;
        }
        long rest = value;
        int count = digits;
        while (rest % 1000 == 0) {
            rest /= 1000;
            count -= 3;
        }
        while (rest % 10 == 0) {
            rest /= 10;
            count--;
        }
        out.put('.');
        out.putDigits(rest, count);
    }
}
