package dev.millrace.functions;

import static dev.millrace.functions.Arguments.integer;
import static dev.millrace.functions.Arguments.small;
import static dev.millrace.functions.Arguments.text;
import static dev.millrace.functions.Arguments.value;

import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.IntervalType;
import dev.millrace.types.SqlType.TimeType;
import dev.millrace.types.TimeUnit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Functions that take times apart, put them together, move them and measure between them. */
final class TimeParts {
    private static final IntervalType MONTHS = new IntervalType(TimeUnit.MONTH, TimeUnit.MONTH, false);
    private static final IntervalType SECONDS = new IntervalType(TimeUnit.SECOND, TimeUnit.SECOND, false);

    private TimeParts() {}

    static void define(Catalogue catalogue) {
        catalogue.group("Time");
        catalogue.failing(
                "EXTRACT",
                "EXTRACT(unit FROM t): a part of a time, of seconds and less within the minute.",
                s -> a -> Numbers.fit(
                        BigDecimal.valueOf(extract(TimeField.of(text(a, 0)), integer(a, 1), s.operand(1))),
                        s.result()));
        catalogue.alias("DATE_PART", "EXTRACT");
        part(catalogue, "YEAR", TimeField.YEAR);
        part(catalogue, "QUARTER", TimeField.QUARTER);
        part(catalogue, "MONTH", TimeField.MONTH);
        part(catalogue, "WEEK", TimeField.WEEK);
        part(catalogue, "DAYOFMONTH", TimeField.DAY);
        part(catalogue, "DAYOFWEEK", TimeField.DOW);
        part(catalogue, "DAYOFYEAR", TimeField.DOY);
        part(catalogue, "DOW", TimeField.DOW);
        part(catalogue, "DOY", TimeField.DOY);
        part(catalogue, "HOUR", TimeField.HOUR);
        part(catalogue, "MINUTE", TimeField.MINUTE);
        part(catalogue, "SECOND", TimeField.SECOND);
        catalogue.failing(
                "TIMESTAMPADD",
                "TIMESTAMPADD(unit, n, t): t moved by n units.",
                s -> a -> add(TimeField.of(text(a, 0)), integer(a, 1), integer(a, 2), s.operand(2), s.result()));
        catalogue.failing(
                "TIMESTAMPDIFF",
                "TIMESTAMPDIFF(unit, t, u): the whole units from t to u.",
                s -> a -> difference(TimeField.of(text(a, 0)), micros(a, 1, s), micros(a, 2, s), s.result()));
        catalogue.alias("DATEDIFF", "TIMESTAMPDIFF");
        catalogue.failing(
                "DATE_ADD",
                "DATE_ADD(t, interval): t moved by the interval.",
                s -> TimeArithmetic.bind(Arithmetic.Operation.ADD, s));
        catalogue.failing(
                "DATE_SUB",
                "DATE_SUB(t, interval): t moved back by the interval.",
                s -> TimeArithmetic.bind(Arithmetic.Operation.SUBTRACT, s));
        catalogue.failing("DATE", "DATE(x): x as a DATE, as CAST does it.", s -> Casts.bind(s.operand(0), s.result()));
        catalogue.strict(
                "MAKE_DATE", "MAKE_DATE(year, month, day): the date, NULL if there is none.", s -> TimeParts::makeDate);
        catalogue.strict(
                "MAKE_TIME",
                "MAKE_TIME(hour, minute, second): the time, NULL if there is none.",
                s -> a -> makeTime(a, 0, s));
        catalogue.strict(
                "MAKE_TIMESTAMP",
                "MAKE_TIMESTAMP(year, month, day, hour, minute, second): the timestamp, NULL if there is none.",
                s -> a -> {
                    Long date = makeDate(a);
                    Long time = makeTime(a, 3, s);
                    return date == null || time == null
                            ? null
                            : date * Times.MICROS_PER_DAY + time / Times.NANOS_PER_MICRO;
                });
        catalogue.strict(
                "CONVERT_TIMEZONE",
                "CONVERT_TIMEZONE(from, to, t): the clock in zone to when it shows t in zone from, NULL if there is no such zone.",
                s -> a -> convert(text(a, 0), text(a, 1), integer(a, 2)));
    }

    private static void part(Catalogue catalogue, String name, TimeField field) {
        catalogue.failing(
                name,
                name + "(t): EXTRACT(" + field + " FROM t).",
                s -> a -> extract(field, integer(a, 0), s.operand(0)));
    }

    private static Long extract(TimeField field, long value, SqlType type) {
        return TimeArithmetic.checked(() -> field.extract(value, type), type);
    }

    private static long micros(@Nullable Object[] arguments, int index, Signature signature) {
        return Times.micros(integer(arguments, index), signature.operand(index));
    }

    private static Long add(TimeField field, long count, long value, SqlType type, SqlType result) {
        return TimeArithmetic.checked(
                () -> {
                    if (type instanceof TimeType) {
                        return Math.floorMod(
                                value + Math.floorMod(Math.multiplyExact(count, field.nanos()), Times.NANOS_PER_DAY),
                                Times.NANOS_PER_DAY);
                    }
                    boolean months = field.months() > 0;
                    long amount = months
                            ? Math.multiplyExact(count, field.months())
                            : field == TimeField.NANOSECOND
                                    ? Math.floorDiv(count, Times.NANOS_PER_MICRO)
                                    : Math.multiplyExact(count, field.nanos() / Times.NANOS_PER_MICRO);
                    IntervalType interval = months ? MONTHS : SECONDS;
                    return TimeArithmetic.shift(value, type, amount, interval, result);
                },
                result);
    }

    private static Object difference(TimeField field, long from, long to, SqlType result) {
        BigDecimal units = field.months() > 0
                ? BigDecimal.valueOf(TimeArithmetic.monthsBetween(from, to) / field.months())
                : BigDecimal.valueOf(to)
                        .subtract(BigDecimal.valueOf(from))
                        .multiply(BigDecimal.valueOf(Times.NANOS_PER_MICRO))
                        .divide(BigDecimal.valueOf(field.nanos()), 0, RoundingMode.DOWN);
        return Numbers.fit(units, result);
    }

    private static @Nullable Long makeDate(@Nullable Object[] a) {
        try {
            int year = small(a, 0);
            return year < 1 || year > 9999
                    ? null
                    : LocalDate.of(year, small(a, 1), small(a, 2)).toEpochDay();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Long makeTime(@Nullable Object[] a, int first, Signature signature) {
        Object second = value(a, first + 2);
        if (second instanceof Double number && !Double.isFinite(number)) {
            return null;
        }
        BigDecimal seconds = second instanceof Double number
                ? new BigDecimal(Double.toString(number))
                : Numbers.exact(second, signature.operand(first + 2));
        if (seconds.signum() < 0 || seconds.compareTo(BigDecimal.valueOf(60)) >= 0) {
            return null;
        }
        try {
            long nanos = LocalTime.of(small(a, first), small(a, first + 1)).toNanoOfDay();
            return nanos + seconds.movePointRight(9).longValue();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Long convert(String from, String to, long micros) {
        try {
            var instant = Times.dateTime(micros).atZone(ZoneId.of(from)).toInstant();
            return Times.micros(instant.atZone(ZoneId.of(to)).toLocalDateTime());
        } catch (DateTimeException e) {
            return null;
        }
    }
}
