package dev.millrace.functions;

import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.DateType;
import dev.millrace.types.SqlType.TimeType;
import dev.millrace.types.SqlType.TimestampType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates, times and timestamps as text. */
final class TimeText {
    private static final Pattern DATE = Pattern.compile("([+-]?\\d{1,6})-(\\d{1,2})-(\\d{1,2})");
    private static final Pattern CLOCK = Pattern.compile("(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{1,12}))?)?");
    private static final Pattern ZONE =
            Pattern.compile("\\s*(?:Z|UTC|GMT|([+-])(\\d{2}):?(\\d{2})?)", Pattern.CASE_INSENSITIVE);

    private TimeText() {}

    /** {@code YYYY-MM-DD}. */
    static String date(long days) {
        LocalDate date = Times.date(days);
        StringBuilder text = new StringBuilder(10);
        int year = date.getYear();
        if (year < 0 || year > 9999) {
            text.append(year < 0 ? '-' : '+');
        }
        pad(text, Math.abs(year), 4);
        pad(text.append('-'), date.getMonthValue(), 2);
        pad(text.append('-'), date.getDayOfMonth(), 2);
        return text.toString();
    }

    /** {@code HH:MM:SS} and, if not zero, a fraction of 6 digits, or 9 if it has nanoseconds. */
    static String time(long nanos) {
        return clock(nanos, digits(nanos));
    }

    /** {@code YYYY-MM-DD HH:MM:SS} and, if not zero, a fraction of 6 digits. */
    static String timestamp(long micros) {
        return date(Times.day(micros)) + " " + time(Times.microsOfDay(micros) * Times.NANOS_PER_MICRO);
    }

    private static int digits(long nanos) {
        return nanos % 1_000_000_000 == 0 ? 0 : nanos % 1_000 == 0 ? 6 : 9;
    }

    /** {@code HH:MM:SS} and so many digits of a fraction. */
    static String clock(long nanos, int digits) {
        StringBuilder text = new StringBuilder(18);
        long seconds = nanos / 1_000_000_000;
        pad(text, seconds / 3600, 2);
        pad(text.append(':'), seconds / 60 % 60, 2);
        pad(text.append(':'), seconds % 60, 2);
        if (digits > 0) {
            long fraction = nanos % 1_000_000_000;
            for (int i = digits; i < 9; i++) {
                fraction /= 10;
            }
            pad(text.append('.'), fraction, digits);
        }
        return text.toString();
    }

    static void pad(StringBuilder text, long number, int width) {
        String digits = Long.toString(number);
        text.repeat('0', Math.max(0, width - digits.length())).append(digits);
    }

    /** Reads {@code YYYY-MM-DD}. Throws BadCast. */
    static Long parseDate(String text) {
        SqlType type = new DateType(false);
        Matcher matcher = DATE.matcher(text.strip());
        if (!matcher.matches()) {
            throw EvaluationException.badCast(text, type);
        }
        return day(matcher, text, type);
    }

    /** Reads {@code HH:MM:SS[.fraction]}. Throws BadCast. */
    static Long parseTime(String text) {
        SqlType type = new TimeType(false);
        Matcher matcher = CLOCK.matcher(text.strip());
        if (!matcher.matches()) {
            throw EvaluationException.badCast(text, type);
        }
        return nanos(matcher, text, type);
    }

    /** Reads a date, optionally followed by a space or T and a time, and by a zone if {@code type} has one. Throws BadCast. */
    static Long parseTimestamp(String text, TimestampType type) {
        String body = text.strip();
        Matcher date = DATE.matcher(body);
        if (!date.lookingAt()) {
            throw EvaluationException.badCast(text, type);
        }
        long micros = Math.multiplyExact(day(date, text, type), Times.MICROS_PER_DAY);
        String rest = body.substring(date.end());
        if (rest.startsWith(" ") || rest.startsWith("T") || rest.startsWith("t")) {
            Matcher clock = CLOCK.matcher(rest.substring(1).stripLeading());
            if (!clock.lookingAt()) {
                throw EvaluationException.badCast(text, type);
            }
            micros += nanos(clock, text, type) / Times.NANOS_PER_MICRO;
            rest = rest.substring(1).stripLeading().substring(clock.end());
        }
        return rest.isEmpty() ? micros : micros - zone(rest, text, type);
    }

    private static long day(Matcher date, String text, SqlType type) {
        try {
            return LocalDate.of(
                            Integer.parseInt(date.group(1)),
                            Integer.parseInt(date.group(2)),
                            Integer.parseInt(date.group(3)))
                    .toEpochDay();
        } catch (DateTimeException e) {
            throw EvaluationException.badCast(text, type);
        }
    }

    private static long nanos(Matcher clock, String text, SqlType type) {
        long hours = Long.parseLong(clock.group(1));
        long minutes = Long.parseLong(clock.group(2));
        long seconds = clock.group(3) == null ? 0 : Long.parseLong(clock.group(3));
        if (hours > 23 || minutes > 59 || seconds > 59) {
            throw EvaluationException.badCast(text, type);
        }
        String fraction = clock.group(4) == null ? "0" : clock.group(4);
        long nanos = Long.parseLong((fraction + "000000000").substring(0, 9));
        return ((hours * 60 + minutes) * 60 + seconds) * 1_000_000_000 + nanos;
    }

    private static long zone(String rest, String text, TimestampType type) {
        Matcher zone = ZONE.matcher(rest);
        if (!zone.matches()) {
            return named(rest.strip(), text, type);
        }
        if (!type.zoned() && zone.group(1) == null && !rest.strip().equalsIgnoreCase("Z")) {
            throw EvaluationException.badCast(text, type);
        }
        if (zone.group(1) == null) {
            return 0;
        }
        long minutes = Long.parseLong(zone.group(2)) * 60 + (zone.group(3) == null ? 0 : Long.parseLong(zone.group(3)));
        return (zone.group(1).equals("-") ? -minutes : minutes) * Times.MICROS_PER_MINUTE;
    }

    private static long named(String zone, String text, TimestampType type) {
        try {
            ZoneOffset offset = java.time.ZoneId.of(zone).getRules().getOffset(LocalDateTime.of(2000, 1, 1, 0, 0));
            return offset.getTotalSeconds() * Times.MICROS_PER_SECOND;
        } catch (DateTimeException e) {
            throw EvaluationException.badCast(text, type);
        }
    }
}
