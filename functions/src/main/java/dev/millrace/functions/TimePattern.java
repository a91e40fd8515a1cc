package dev.millrace.functions;

import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.DateType;
import dev.millrace.types.SqlType.TimeType;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A strftime pattern: {@code %Y-%m-%d %H:%M:%S}, with the specifiers of the Rust library chrono. {@code %f} is nanoseconds, {@code
 * %.f} a point and as many of 3, 6 or 9 digits as needed, {@code %.3f} a point and 3 digits, {@code %3f} 3 digits. {@code -}, {@code
 * _} and {@code 0} after the percent sign choose the padding. Blanks in a pattern match any blanks.
 */
final class TimePattern {
    private final List<Item> items;
    private final boolean constantInMinute;

    private TimePattern(List<Item> items) {
        this.items = items;
        this.constantInMinute = items.stream().noneMatch(TimePattern::changesWithinMinute);
    }

    /** What a specifier stands for. */
    enum Part {
        YEAR,
        CENTURY,
        YEAR_OF_CENTURY,
        ISO_YEAR,
        ISO_YEAR_OF_CENTURY,
        MONTH,
        MONTH_SHORT,
        MONTH_LONG,
        DAY,
        DAY_OF_YEAR,
        WEEK_FROM_SUNDAY,
        WEEK_FROM_MONDAY,
        ISO_WEEK,
        WEEKDAY_SHORT,
        WEEKDAY_LONG,
        WEEKDAY_FROM_SUNDAY,
        WEEKDAY_FROM_MONDAY,
        HOUR,
        HOUR_OF_HALF,
        HALF_LOWER,
        HALF_UPPER,
        MINUTE,
        SECOND,
        FRACTION,
        POINT_FRACTION,
        EPOCH,
        ZONE_NAME,
        OFFSET,
        OFFSET_COLON
    }

    /** A piece of a pattern. */
    sealed interface Item {
        /** Characters as they are. */
        record Literal(String text) implements Item {}

        /** Blanks. */
        record Blank(String text) implements Item {}

        /** A part of the time in {@code width} digits, 0 if free, padded with {@code pad}, 0 if not. */
        record Field(Part part, int width, char pad) implements Item {}
    }

    /** The pattern of this text. Throws InvalidArgument. */
    static TimePattern of(String text) {
        List<Item> items = new ArrayList<>();
        new Scanner(text, items).scan();
        return new TimePattern(items);
    }

    /** Whether it tells day and time of day. */
    boolean hasDateAndTime() {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        for (Item item : items) {
            if (item instanceof Item.Field field) {
                parts.add(field.part());
            }
        }
        boolean hour = parts.contains(Part.HOUR) || parts.contains(Part.HOUR_OF_HALF);
        boolean year =
                parts.contains(Part.YEAR) || parts.contains(Part.YEAR_OF_CENTURY) || parts.contains(Part.ISO_YEAR);
        return parts.contains(Part.EPOCH) || hour && year && parts.contains(Part.MINUTE);
    }

    /** Whether all timestamps of a minute have the same text. */
    boolean isConstantInMinute() {
        return constantInMinute;
    }

    private static boolean changesWithinMinute(Item item) {
        return item instanceof Item.Field field
                && switch (field.part()) {
                    case SECOND, FRACTION, POINT_FRACTION, EPOCH -> true;
                    default -> false;
                };
    }

    /** Reads a text. */
    TimeReading parse(String text) {
        return new TimeReading(text, items);
    }

    /** The text of a date, time or timestamp. Throws InvalidArgument if the pattern asks for parts that it does not have. */
    String format(long value, SqlType type) {
        long micros = type instanceof TimeType ? 0 : Times.micros(value, type);
        long nanos = type instanceof TimeType ? value : Times.microsOfDay(micros) * Times.NANOS_PER_MICRO;
        LocalDateTime time = Times.dateTime(micros).toLocalDate().atStartOfDay().plusNanos(nanos);
        StringBuilder out = new StringBuilder();
        for (Item item : items) {
            switch (item) {
                case Item.Literal literal -> out.append(literal.text());
                case Item.Blank blank -> out.append(blank.text());
                case Item.Field field -> {
                    check(field.part(), type);
                    append(out, field, time);
                }
            }
        }
        return out.toString();
    }

    private static void check(Part part, SqlType type) {
        boolean clock = part.ordinal() >= Part.HOUR.ordinal() && part.ordinal() <= Part.POINT_FRACTION.ordinal();
        if (type instanceof TimeType && !clock || type instanceof DateType && clock) {
            throw EvaluationException.invalid("a " + type.sql() + " has no " + part);
        }
    }

    private static void append(StringBuilder out, Item.Field field, LocalDateTime time) {
        switch (field.part()) {
            case MONTH_SHORT -> out.append(month(time.getMonth(), TextStyle.SHORT));
            case MONTH_LONG -> out.append(month(time.getMonth(), TextStyle.FULL));
            case WEEKDAY_SHORT -> out.append(weekday(time.getDayOfWeek(), TextStyle.SHORT));
            case WEEKDAY_LONG -> out.append(weekday(time.getDayOfWeek(), TextStyle.FULL));
            case HALF_LOWER -> out.append(time.getHour() < 12 ? "am" : "pm");
            case HALF_UPPER -> out.append(time.getHour() < 12 ? "AM" : "PM");
            case FRACTION -> fraction(out, time.getNano(), field.width() == 0 ? 9 : field.width());
            case POINT_FRACTION -> pointFraction(out, time.getNano(), field.width());
            case ZONE_NAME -> out.append("UTC");
            case OFFSET -> out.append("+0000");
            case OFFSET_COLON -> out.append("+00:00");
            default -> number(out, number(field.part(), time), field);
        }
    }

    static String month(Month month, TextStyle style) {
        return month.getDisplayName(style, Locale.ENGLISH);
    }

    static String weekday(DayOfWeek day, TextStyle style) {
        return day.getDisplayName(style, Locale.ENGLISH);
    }

    private static void fraction(StringBuilder out, int nanos, int digits) {
        out.append(String.format(Locale.ROOT, "%09d", nanos), 0, digits);
    }

    private static void pointFraction(StringBuilder out, int nanos, int width) {
        int digits = width > 0 ? width : nanos == 0 ? 0 : nanos % 1_000_000 == 0 ? 3 : nanos % 1_000 == 0 ? 6 : 9;
        if (digits > 0) {
            fraction(out.append('.'), nanos, digits);
        }
    }

    private static void number(StringBuilder out, long number, Item.Field field) {
        String digits = Long.toString(Math.abs(number));
        out.append(number < 0 ? "-" : "");
        if (field.pad() != 0) {
            out.repeat(field.pad(), Math.max(0, field.width() - digits.length()));
        }
        out.append(digits);
    }

    private static long number(Part part, LocalDateTime time) {
        int weekday = time.getDayOfWeek().getValue();
        return switch (part) {
            case YEAR -> time.getYear();
            case CENTURY -> Math.floorDiv(time.getYear(), 100);
            case YEAR_OF_CENTURY -> Math.floorMod(time.getYear(), 100);
            case ISO_YEAR -> time.get(IsoFields.WEEK_BASED_YEAR);
            case ISO_YEAR_OF_CENTURY -> Math.floorMod(time.get(IsoFields.WEEK_BASED_YEAR), 100);
            case MONTH -> time.getMonthValue();
            case DAY -> time.getDayOfMonth();
            case DAY_OF_YEAR -> time.getDayOfYear();
            case WEEK_FROM_SUNDAY -> (time.getDayOfYear() + 6 - weekday % 7) / 7;
            case WEEK_FROM_MONDAY -> (time.getDayOfYear() + 7 - weekday) / 7;
            case ISO_WEEK -> time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case WEEKDAY_FROM_SUNDAY -> weekday % 7;
            case WEEKDAY_FROM_MONDAY -> weekday;
            case HOUR -> time.getHour();
            case HOUR_OF_HALF -> (time.getHour() + 11) % 12 + 1;
            case MINUTE -> time.getMinute();
            case SECOND -> time.getSecond();
            case EPOCH -> time.toEpochSecond(java.time.ZoneOffset.UTC);
            default -> throw new IllegalStateException(part + " is no number");
        };
    }

    /** Reads the text of a pattern. */
    private static final class Scanner {
        private final String text;
        private final List<Item> items;
        private int at;

        Scanner(String text, List<Item> items) {
            this.text = text;
            this.items = items;
        }

        void scan() {
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (c == '%') {
                    specifier();
                } else if (Character.isWhitespace(c)) {
                    items.add(new Item.Blank(String.valueOf(c)));
                } else {
                    items.add(new Item.Literal(String.valueOf(c)));
                }
            }
        }

        private char next() {
            if (at == text.length()) {
                throw EvaluationException.invalid("the pattern '" + text + "' ends within a specifier");
            }
            return text.charAt(at++);
        }

        private void specifier() {
            char c = next();
            switch (c) {
                case '-' -> padded(next(), (char) 0);
                case '_' -> padded(next(), ' ');
                case '0' -> padded(next(), '0');
                case '.' -> {
                    char digit = next();
                    int width = Character.isDigit(digit) ? digit - '0' : 0;
                    fraction(Part.POINT_FRACTION, width, width > 0 ? next() : digit);
                }
                case '3', '6', '9' -> fraction(Part.FRACTION, c - '0', next());
                case ':' -> colon(next());
                default -> simple(c);
            }
        }

        private void fraction(Part part, int width, char end) {
            if (end != 'f' || width != 0 && width != 3 && width != 6 && width != 9) {
                throw EvaluationException.invalid("the pattern '" + text + "' has an unknown specifier");
            }
            items.add(new Item.Field(part, width, '0'));
        }

        private void colon(char c) {
            if (c != 'z') {
                throw EvaluationException.invalid("the pattern '" + text + "' has an unknown specifier");
            }
            items.add(new Item.Field(Part.OFFSET_COLON, 0, '0'));
        }

        private void padded(char c, char pad) {
            int before = items.size();
            simple(c);
            if (items.size() == before + 1 && items.getLast() instanceof Item.Field field) {
                items.set(before, new Item.Field(field.part(), field.width(), pad));
            }
        }

        private void add(Part part, int width, char pad) {
            items.add(new Item.Field(part, width, pad));
        }

        private void all(String pattern) {
            new Scanner(pattern, items).scan();
        }

        private void simple(char c) {
            switch (c) {
                case 'Y' -> add(Part.YEAR, 4, '0');
                case 'C' -> add(Part.CENTURY, 2, '0');
                case 'y' -> add(Part.YEAR_OF_CENTURY, 2, '0');
                case 'G' -> add(Part.ISO_YEAR, 4, '0');
                case 'g' -> add(Part.ISO_YEAR_OF_CENTURY, 2, '0');
                case 'm' -> add(Part.MONTH, 2, '0');
                case 'b', 'h' -> add(Part.MONTH_SHORT, 0, '0');
                case 'B' -> add(Part.MONTH_LONG, 0, '0');
                case 'd' -> add(Part.DAY, 2, '0');
                case 'e' -> add(Part.DAY, 2, ' ');
                case 'j' -> add(Part.DAY_OF_YEAR, 3, '0');
                case 'U' -> add(Part.WEEK_FROM_SUNDAY, 2, '0');
                case 'W' -> add(Part.WEEK_FROM_MONDAY, 2, '0');
                case 'V' -> add(Part.ISO_WEEK, 2, '0');
                case 'a' -> add(Part.WEEKDAY_SHORT, 0, '0');
                case 'A' -> add(Part.WEEKDAY_LONG, 0, '0');
                case 'w' -> add(Part.WEEKDAY_FROM_SUNDAY, 1, '0');
                case 'u' -> add(Part.WEEKDAY_FROM_MONDAY, 1, '0');
                case 'H' -> add(Part.HOUR, 2, '0');
                case 'k' -> add(Part.HOUR, 2, ' ');
                case 'I' -> add(Part.HOUR_OF_HALF, 2, '0');
                case 'l' -> add(Part.HOUR_OF_HALF, 2, ' ');
                case 'P' -> add(Part.HALF_LOWER, 0, '0');
                case 'p' -> add(Part.HALF_UPPER, 0, '0');
                case 'M' -> add(Part.MINUTE, 2, '0');
                case 'S' -> add(Part.SECOND, 2, '0');
                case 'f' -> add(Part.FRACTION, 0, '0');
                case 's' -> add(Part.EPOCH, 0, '0');
                case 'Z' -> add(Part.ZONE_NAME, 0, '0');
                case 'z' -> add(Part.OFFSET, 0, '0');
                default -> composed(c);
            }
        }

        private void composed(char c) {
            switch (c) {
                case 'D', 'x' -> all("%m/%d/%y");
                case 'F' -> all("%Y-%m-%d");
                case 'v' -> all("%e-%b-%Y");
                case 'R' -> all("%H:%M");
                case 'T', 'X' -> all("%H:%M:%S");
                case 'r' -> all("%I:%M:%S %p");
                case 'c' -> all("%a %b %e %H:%M:%S %Y");
                case '+' -> all("%Y-%m-%dT%H:%M:%S%.f%:z");
                case 't' -> items.add(new Item.Blank("\t"));
                case 'n' -> items.add(new Item.Blank("\n"));
                case '%' -> items.add(new Item.Literal("%"));
                default ->
                    throw EvaluationException.invalid("the pattern '" + text + "' has the unknown specifier %" + c);
            }
        }
    }
}
