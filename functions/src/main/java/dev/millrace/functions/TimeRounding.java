package dev.millrace.functions;

import static dev.millrace.functions.Arguments.integer;
import static dev.millrace.functions.Arguments.text;

import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.DateType;
import dev.millrace.types.SqlType.TimeType;
import java.time.LocalDate;

/** FLOOR and CEIL to a unit of time, and the TRUNC functions. Weeks begin on Sunday. */
final class TimeRounding {
    private static final LocalDate SUNDAY = LocalDate.of(1970, 1, 4);

    private TimeRounding() {}

    static void define(Catalogue catalogue) {
        catalogue.group("Time");
        catalogue.failing(
                "DATE_TRUNC",
                "DATE_TRUNC(t, unit): the start of the unit; centuries begin in the year 1.",
                TimeRounding::truncation);
        catalogue.alias("TIMESTAMP_TRUNC", "DATE_TRUNC");
        catalogue.alias("TIME_TRUNC", "DATE_TRUNC");
    }

    private static ScalarFunction truncation(Signature signature) {
        int unit = Strings.isText(signature.operand(0)) ? 0 : 1;
        SqlType type = signature.operand(1 - unit);
        return a -> TimeArithmetic.checked(
                () -> {
                    TimeField field = TimeField.of(text(a, unit));
                    return convert(floor(integer(a, 1 - unit), type, field, 1), type, signature.result());
                },
                signature.result());
    }

    private static long convert(long value, SqlType from, SqlType to) {
        return from instanceof DateType && to instanceof SqlType.TimestampType
                ? Times.micros(value, from)
                : !(from instanceof DateType) && to instanceof DateType ? Times.day(value) : value;
    }

    static ScalarFunction floor(Signature signature) {
        SqlType type = signature.operand(0);
        return a -> TimeArithmetic.checked(() -> floor(integer(a, 0), type, TimeField.of(text(a, 1)), 0), type);
    }

    static ScalarFunction ceil(Signature signature) {
        SqlType type = signature.operand(0);
        return a -> TimeArithmetic.checked(() -> ceil(integer(a, 0), type, TimeField.of(text(a, 1))), type);
    }

    /** The start of the unit; units of several years begin in years ≡ {@code offset} modulo their length. */
    private static long floor(long value, SqlType type, TimeField field, int offset) {
        return switch (type) {
            case TimeType t -> value - Math.floorMod(value, field.nanos());
            case DateType t -> floorDay(value, field, offset);
            default ->
                field.months() > 0 || field.nanos() >= Times.NANOS_PER_DAY
                        ? Math.multiplyExact(floorDay(Times.day(value), field, offset), Times.MICROS_PER_DAY)
                        : value - Math.floorMod(value, Math.max(1, field.nanos() / Times.NANOS_PER_MICRO));
        };
    }

    private static long floorDay(long day, TimeField field, int offset) {
        if (field == TimeField.WEEK) {
            return day - Math.floorMod(day - SUNDAY.toEpochDay(), 7L);
        }
        if (field.months() == 0) {
            return day;
        }
        LocalDate date = Times.date(day);
        int months = field.months();
        if (months <= 12) {
            int month = (date.getMonthValue() - 1) / months * months + 1;
            return LocalDate.of(date.getYear(), month, 1).toEpochDay();
        }
        int years = months / 12;
        int shift = field == TimeField.DECADE ? 0 : offset;
        return LocalDate.of(Math.floorDiv(date.getYear() - shift, years) * years + shift, 1, 1)
                .toEpochDay();
    }

    private static long ceil(long value, SqlType type, TimeField field) {
        long start = floor(value, type, field, 0);
        if (start == value) {
            return value;
        }
        return switch (type) {
            case TimeType t -> Math.floorMod(start + field.nanos(), Times.NANOS_PER_DAY);
            case DateType t ->
                field.months() > 0
                        ? Times.plusMonths(start, field.months())
                        : start + field.nanos() / Times.NANOS_PER_DAY;
            default ->
                field.months() > 0
                        ? Times.plusMonths(Times.day(start), field.months()) * Times.MICROS_PER_DAY
                        : start + Math.max(1, field.nanos() / Times.NANOS_PER_MICRO);
        };
    }
}
