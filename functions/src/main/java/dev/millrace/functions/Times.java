package dev.millrace.functions;

import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.DateType;
import dev.millrace.types.SqlType.TimeType;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** Units and conversions of the numbers that dates, times and timestamps are. */
final class Times {
    static final long NANOS_PER_MICRO = 1_000;
    static final long MICROS_PER_MILLI = 1_000;
    static final long MICROS_PER_SECOND = 1_000_000;
    static final long MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
    static final long MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;
    static final long MICROS_PER_DAY = 24 * MICROS_PER_HOUR;
    static final long NANOS_PER_DAY = MICROS_PER_DAY * NANOS_PER_MICRO;

    private Times() {}

    /** The day of a timestamp. */
    static long day(long micros) {
        return Math.floorDiv(micros, MICROS_PER_DAY);
    }

    static long microsOfDay(long micros) {
        return Math.floorMod(micros, MICROS_PER_DAY);
    }

    /** A date, time of day or timestamp in microseconds. */
    static long micros(long value, SqlType type) {
        return switch (type) {
            case DateType date -> Math.multiplyExact(value, MICROS_PER_DAY);
            case TimeType time -> value / NANOS_PER_MICRO;
            default -> value;
        };
    }

    /** A date moved by months; the last day of the month if it has no such day. */
    static long plusMonths(long day, long months) {
        return LocalDate.ofEpochDay(day).plusMonths(months).toEpochDay();
    }

    static LocalDate date(long day) {
        return LocalDate.ofEpochDay(day);
    }

    static LocalDateTime dateTime(long micros) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, MICROS_PER_SECOND),
                (int) (Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO),
                ZoneOffset.UTC);
    }

    static LocalTime time(long nanos) {
        return LocalTime.ofNanoOfDay(nanos);
    }

    static long micros(LocalDateTime time) {
        return Math.addExact(
                Math.multiplyExact(time.toEpochSecond(ZoneOffset.UTC), MICROS_PER_SECOND),
                time.getNano() / NANOS_PER_MICRO);
    }
}
