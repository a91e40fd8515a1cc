package dev.millrace.functions;

import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.IntervalType;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A unit or part of a time. */
enum TimeField {
    MILLENNIUM("MILLENNIUMS", "MILLENNIA"),
    CENTURY("CENTURIES"),
    DECADE("DECADES"),
    YEAR("YEARS", "SQL_TSI_YEAR", "YY", "YYYY"),
    ISOYEAR,
    QUARTER("QUARTERS", "SQL_TSI_QUARTER"),
    MONTH("MONTHS", "SQL_TSI_MONTH"),
    WEEK("WEEKS", "SQL_TSI_WEEK"),
    DOY("DAYOFYEAR"),
    DOW("DAYOFWEEK"),
    ISODOW,
    DAY("DAYS", "SQL_TSI_DAY", "DAYOFMONTH", "DD"),
    HOUR("HOURS", "SQL_TSI_HOUR"),
    MINUTE("MINUTES", "SQL_TSI_MINUTE"),
    SECOND("SECONDS", "SQL_TSI_SECOND"),
    MILLISECOND("MILLISECONDS", "SQL_TSI_MILLISECOND"),
    MICROSECOND("MICROSECONDS", "SQL_TSI_MICROSECOND", "FRAC_SECOND", "SQL_TSI_FRAC_SECOND"),
    NANOSECOND("NANOSECONDS"),
    EPOCH;

    private static final Map<String, TimeField> NAMES = names();

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list
    private final List<String> aliases;

    TimeField(String... aliases) {
        this.aliases = List.of(aliases);
    }

    private static Map<String, TimeField> names() {
        Map<String, TimeField> names = new TreeMap<>();
        for (TimeField field : values()) {
            names.put(field.name(), field);
            for (String alias : field.aliases) {
                names.put(alias, field);
            }
        }
        return names;
    }

    /** The field of this name, in any case. Throws InvalidArgument. */
    static TimeField of(String name) {
        TimeField field = NAMES.get(name.toUpperCase(Locale.ROOT));
        if (field == null) {
            throw EvaluationException.invalid(name + " is not a unit of time");
        }
        return field;
    }

    /** EXTRACT of a date, time, timestamp or interval. */
    long extract(long value, SqlType type) {
        return switch (type) {
            case IntervalType t -> ofInterval(value, t);
            case SqlType.TimeType t -> ofClock(value);
            case SqlType.DateType t -> ofDate(value, 0);
            default -> ofDate(Times.day(value), Times.microsOfDay(value) * Times.NANOS_PER_MICRO);
        };
    }

    private long ofDate(long day, long nanos) {
        LocalDate date = Times.date(day);
        int year = date.getYear();
        return switch (this) {
            case MILLENNIUM -> Math.floorDiv(year - 1, 1000) + 1L;
            case CENTURY -> Math.floorDiv(year - 1, 100) + 1L;
            case DECADE -> Math.floorDiv(year, 10);
            case YEAR -> year;
            case ISOYEAR -> date.get(IsoFields.WEEK_BASED_YEAR);
            case QUARTER -> date.get(IsoFields.QUARTER_OF_YEAR);
            case MONTH -> date.getMonthValue();
            case WEEK -> date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case DOY -> date.getDayOfYear();
            case DOW -> date.getDayOfWeek().getValue() % 7 + 1;
            case ISODOW -> date.getDayOfWeek().getValue();
            case DAY -> date.getDayOfMonth();
            case EPOCH -> day * 86_400 + nanos / 1_000_000_000;
            default -> ofClock(nanos);
        };
    }

    private long ofClock(long nanos) {
        return switch (this) {
            case HOUR -> nanos / 3_600_000_000_000L;
            case MINUTE -> nanos / 60_000_000_000L % 60;
            case SECOND -> nanos / 1_000_000_000 % 60;
            case MILLISECOND -> nanos / 1_000_000 % 60_000;
            case MICROSECOND -> nanos / 1_000 % 60_000_000;
            case NANOSECOND -> nanos % 60_000_000_000L;
            case EPOCH -> nanos / 1_000_000_000;
            default -> throw EvaluationException.invalid("a TIME has no " + this);
        };
    }

    /** EPOCH of months is the time from 1970-01-01 to that day plus the months. */
    private long ofInterval(long value, IntervalType type) {
        if (type.yearMonth()) {
            return switch (this) {
                case MILLENNIUM -> value / 12_000;
                case CENTURY -> value / 1_200;
                case DECADE -> value / 120;
                case YEAR -> value / 12;
                case QUARTER -> Math.floorMod(value, 12) / 3 + 1;
                case MONTH -> value % 12;
                case EPOCH -> Times.plusMonths(0, value) * 86_400;
                default -> 0;
            };
        }
        return switch (this) {
            case WEEK -> value / (7 * Times.MICROS_PER_DAY);
            case DAY -> value / Times.MICROS_PER_DAY;
            case HOUR -> value / Times.MICROS_PER_HOUR % 24;
            case MINUTE -> value / Times.MICROS_PER_MINUTE % 60;
            case SECOND -> value / Times.MICROS_PER_SECOND % 60;
            case MILLISECOND -> value / Times.MICROS_PER_MILLI % 60_000;
            case MICROSECOND -> value % Times.MICROS_PER_MINUTE;
            case NANOSECOND -> value % Times.MICROS_PER_MINUTE * Times.NANOS_PER_MICRO;
            case EPOCH -> value / Times.MICROS_PER_SECOND;
            default -> 0;
        };
    }

    /** Months in one unit; 0 if it is not made of months. */
    int months() {
        return switch (this) {
            case MILLENNIUM -> 12_000;
            case CENTURY -> 1_200;
            case DECADE -> 120;
            case YEAR -> 12;
            case QUARTER -> 3;
            case MONTH -> 1;
            default -> 0;
        };
    }

    /** Nanoseconds in one unit of fixed length. Throws InvalidArgument for the others. */
    long nanos() {
        return switch (this) {
            case WEEK -> 7 * Times.NANOS_PER_DAY;
            case DAY, DOW, DOY, ISODOW -> Times.NANOS_PER_DAY;
            case HOUR -> 3_600_000_000_000L;
            case MINUTE -> 60_000_000_000L;
            case SECOND, EPOCH -> 1_000_000_000L;
            case MILLISECOND -> 1_000_000L;
            case MICROSECOND -> 1_000L;
            case NANOSECOND -> 1L;
            default -> throw EvaluationException.invalid(this + " has no fixed length");
        };
    }
}
