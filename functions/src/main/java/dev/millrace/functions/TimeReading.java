package dev.millrace.functions;

import dev.millrace.functions.TimePattern.Item;
import dev.millrace.functions.TimePattern.Part;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of a time that a text shows if read by a pattern. */
final class TimeReading {
    private final Map<Part, Long> parts = new EnumMap<>(Part.class);
    private final String text;
    private final boolean complete;
    private int at;

    TimeReading(String text, List<Item> items) {
        this.text = text;
        this.complete = items.stream().allMatch(this::read) && at == text.length();
    }

    /** The date in days; {@code null} if the text does not tell one. */
    @Nullable
    Long date() {
        try {
            LocalDate date = complete ? day() : null;
            return date == null || contradicts(date) ? null : (Long) date.toEpochDay();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The time of day in nanoseconds; {@code null} if the text does not tell one. */
    @Nullable
    Long time() {
        Long hour = hour();
        Long minute = parts.get(Part.MINUTE);
        if (!complete || hour == null || minute == null) {
            return null;
        }
        try {
            long seconds = parts.getOrDefault(Part.SECOND, 0L);
            LocalTime time = LocalTime.of(hour.intValue(), minute.intValue(), (int) seconds);
            return time.toNanoOfDay() + parts.getOrDefault(Part.FRACTION, 0L);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The timestamp in microseconds; {@code null} if the text does not tell one. */
    @Nullable
    Long timestamp() {
        Long epoch = parts.get(Part.EPOCH);
        if (complete && epoch != null) {
            return epoch * Times.MICROS_PER_SECOND;
        }
        Long date = date();
        Long time = time();
        if (date == null || time == null) {
            return null;
        }
        long offset = parts.getOrDefault(Part.OFFSET, 0L) * Times.MICROS_PER_MINUTE;
        return date * Times.MICROS_PER_DAY + time / Times.NANOS_PER_MICRO - offset;
    }

    private @Nullable LocalDate day() {
        Long year = year();
        Long month = parts.get(Part.MONTH);
        Long day = parts.get(Part.DAY);
        if (year != null && month != null && day != null) {
            return LocalDate.of(year.intValue(), month.intValue(), day.intValue());
        }
        Long dayOfYear = parts.get(Part.DAY_OF_YEAR);
        if (year != null && dayOfYear != null) {
            return LocalDate.ofYearDay(year.intValue(), dayOfYear.intValue());
        }
        Long weekYear = parts.get(Part.ISO_YEAR);
        Long week = parts.get(Part.ISO_WEEK);
        Long weekday = parts.get(Part.WEEKDAY_FROM_MONDAY);
        return weekYear == null || week == null || weekday == null
                ? null
                : LocalDate.of(weekYear.intValue(), 1, 4)
                        .with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, week)
                        .with(DayOfWeek.of(weekday.intValue()));
    }

    private @Nullable Long year() {
        Long year = parts.get(Part.YEAR);
        Long rest = parts.get(Part.YEAR_OF_CENTURY);
        if (year != null || rest == null) {
            return year;
        }
        Long century = parts.get(Part.CENTURY);
        return century != null ? century * 100 + rest : rest < 70 ? 2000 + rest : 1900 + rest;
    }

    private boolean contradicts(LocalDate date) {
        Long weekday = parts.get(Part.WEEKDAY_FROM_MONDAY);
        return weekday != null && weekday != date.getDayOfWeek().getValue();
    }

    private @Nullable Long hour() {
        Long hour = parts.get(Part.HOUR);
        Long half = parts.get(Part.HALF_UPPER);
        Long hourOfHalf = parts.get(Part.HOUR_OF_HALF);
        boolean valid = hourOfHalf != null && half != null && hourOfHalf >= 1 && hourOfHalf <= 12;
        return hour != null || !valid || hourOfHalf == null || half == null
                ? hour
                : (Long) (hourOfHalf % 12 + half * 12);
    }

    private boolean read(Item item) {
        return switch (item) {
            case Item.Literal literal -> skip(literal.text());
            case Item.Blank blank -> skipBlanks();
            case Item.Field field -> read(field.part(), field.width());
        };
    }

    private boolean skip(String expected) {
        boolean found = text.startsWith(expected, at);
        at += found ? expected.length() : 0;
        return found;
    }

    private boolean skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return true;
    }

    private boolean read(Part part, int width) {
        return switch (part) {
            case MONTH_SHORT, MONTH_LONG -> month();
            case WEEKDAY_SHORT, WEEKDAY_LONG -> weekday();
            case WEEKDAY_FROM_SUNDAY -> {
                boolean read = number(part, 1);
                Long day = parts.get(part);
                yield read && day != null && put(Part.WEEKDAY_FROM_MONDAY, day == 0 ? 7 : day);
            }
            case HALF_LOWER, HALF_UPPER -> half();
            case FRACTION -> fraction(width == 0 ? 9 : width, width == 0);
            case POINT_FRACTION -> !skip(".") || fraction(9, true);
            case ZONE_NAME -> zoneName();
            case OFFSET, OFFSET_COLON -> offset();
            case EPOCH -> number(part, 18);
            case YEAR, ISO_YEAR -> number(part, 4);
            default -> {
                skipBlanks();
                yield number(part, Math.max(width, 1));
            }
        };
    }

    private boolean put(Part part, long value) {
        parts.put(part, value);
        return true;
    }

    private boolean number(Part part, int digitsMax) {
        int start = at;
        boolean negative = part == Part.EPOCH && skip("-");
        int first = at;
        long value = 0;
        while (at < text.length() && at - first < digitsMax && Character.digit(text.charAt(at), 10) >= 0) {
            value = value * 10 + Character.digit(text.charAt(at++), 10);
        }
        return at > first && at > start && put(part, negative ? -value : value);
    }

    private boolean fraction(int digitsMax, boolean fewer) {
        int start = at;
        long value = 0;
        for (int i = 0; i < 9; i++) {
            boolean digit = i < digitsMax && at < text.length() && Character.digit(text.charAt(at), 10) >= 0;
            value = value * 10 + (digit ? Character.digit(text.charAt(at++), 10) : 0);
        }
        return (fewer ? at > start : at == start + digitsMax) && put(Part.FRACTION, value);
    }

    private boolean month() {
        for (Month month : Month.values()) {
            if (name(TimePattern.month(month, TextStyle.FULL)) || name(TimePattern.month(month, TextStyle.SHORT))) {
                return put(Part.MONTH, month.getValue());
            }
        }
        return false;
    }

    private boolean weekday() {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (name(TimePattern.weekday(day, TextStyle.FULL)) || name(TimePattern.weekday(day, TextStyle.SHORT))) {
                return put(Part.WEEKDAY_FROM_MONDAY, day.getValue());
            }
        }
        return false;
    }

    private boolean name(String name) {
        boolean found = text.regionMatches(true, at, name, 0, name.length());
        at += found ? name.length() : 0;
        return found;
    }

    private boolean half() {
        boolean pm = name("PM");
        return (pm || name("AM")) && put(Part.HALF_UPPER, pm ? 1 : 0);
    }

    private boolean zoneName() {
        int start = at;
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        String name = text.substring(start, at).toUpperCase(Locale.ROOT);
        return name.equals("UTC") || name.equals("GMT") || name.equals("Z");
    }

    private boolean offset() {
        if (name("Z")) {
            return put(Part.OFFSET, 0);
        }
        boolean negative = skip("-");
        if (!negative && !skip("+") || at + 2 > text.length()) {
            return false;
        }
        String digits = text.substring(at, Math.min(text.length(), at + 5)).replace(":", "");
        if (!digits.matches("\\d{4}.?")) {
            return false;
        }
        at += text.startsWith(":", at + 2) ? 5 : 4;
        long minutes = Long.parseLong(digits.substring(0, 2)) * 60 + Long.parseLong(digits.substring(2, 4));
        return put(Part.OFFSET, negative ? -minutes : minutes);
    }
}
