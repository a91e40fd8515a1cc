package dev.millrace.functions;

import dev.millrace.types.SqlType.IntervalType;
import dev.millrace.types.TimeUnit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Intervals as numbers and as text. The text follows the qualifier: {@code +15} for a single unit, {@code +1-11} for YEAR TO
 * MONTH, {@code -3 04:05:06} for DAY TO SECOND; the sign always stands first.
 */
final class Intervals {
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final long MONTHS_PER_YEAR = 12;
    private static final long MONTHS_PER_QUARTER = 3;

    private Intervals() {}

    /** Months or microseconds in one unit. */
    static long size(TimeUnit unit) {
        return switch (unit) {
            case YEAR -> MONTHS_PER_YEAR;
            case QUARTER -> MONTHS_PER_QUARTER;
            case MONTH -> 1;
            case WEEK -> 7 * Times.MICROS_PER_DAY;
            case DAY -> Times.MICROS_PER_DAY;
            case HOUR -> Times.MICROS_PER_HOUR;
            case MINUTE -> Times.MICROS_PER_MINUTE;
            case SECOND -> Times.MICROS_PER_SECOND;
        };
    }

    /** The interval in units of the last field of its qualifier, with fractions only of seconds. */
    static BigDecimal inUnit(long value, IntervalType type) {
        return BigDecimal.valueOf(value)
                .divide(
                        BigDecimal.valueOf(size(type.last())),
                        type.last() == TimeUnit.SECOND ? 6 : 0,
                        RoundingMode.DOWN);
    }

    /** So many units of the last field of the qualifier. */
    static Long ofUnit(BigDecimal number, IntervalType type) {
        BigInteger value =
                number.multiply(BigDecimal.valueOf(size(type.last()))).toBigInteger();
        return TimeArithmetic.checked(value::longValueExact, type);
    }

    /** The text of CAST to VARCHAR. */
    static String format(long value, IntervalType type) {
        StringBuilder text = new StringBuilder().append(value < 0 ? '-' : '+');
        BigInteger rest = BigInteger.valueOf(value).abs();
        for (int i = type.first().ordinal(); i <= type.last().ordinal(); i++) {
            TimeUnit unit = TimeUnit.values()[i];
            if (unit != type.first() && (unit == TimeUnit.QUARTER || unit == TimeUnit.WEEK)) {
                continue;
            }
            BigInteger[] parts = rest.divideAndRemainder(BigInteger.valueOf(size(unit)));
            rest = parts[1];
            String digits = parts[0].toString();
            text.append(
                    unit == type.first() ? digits : separator(unit) + (digits.length() < 2 ? "0" + digits : digits));
        }
        if (type.last() == TimeUnit.SECOND && (type.first() != TimeUnit.DAY || rest.signum() != 0)) {
            text.append(String.format(java.util.Locale.ROOT, ".%06d", rest));
        }
        return text.toString();
    }

    private static String separator(TimeUnit unit) {
        return switch (unit) {
            case MONTH -> "-";
            case HOUR -> " ";
            default -> ":";
        };
    }

    /** The text of the shell: {@code Y-M} or {@code D HH:MM:SS.ffffff}, with a sign only if negative. */
    static String formatFull(long value, IntervalType type) {
        boolean months = type.yearMonth();
        BigInteger size = BigInteger.valueOf(months ? MONTHS_PER_YEAR : Times.MICROS_PER_DAY);
        BigInteger[] parts = BigInteger.valueOf(value).abs().divideAndRemainder(size);
        String sign = value < 0 ? "-" : "";
        return months
                ? sign + parts[0] + "-" + parts[1]
                : sign + parts[0] + " " + TimeText.clock(parts[1].longValue() * Times.NANOS_PER_MICRO, 6);
    }

    /** Reads the text of an interval literal: a sign, then a number for each field of the qualifier. */
    static Long parse(String text, IntervalType type) {
        String body = text.strip();
        boolean negative = body.startsWith("-");
        Matcher numbers = NUMBER.matcher(body);
        BigInteger total = BigInteger.ZERO;
        int unit = type.first().ordinal();
        int end = 0;
        while (numbers.find()) {
            boolean fraction = numbers.start() > 0 && body.charAt(numbers.start() - 1) == '.';
            if (fraction) {
                total = total.add(new BigInteger((numbers.group() + "000000").substring(0, 6)));
            } else {
                while (unit != type.first().ordinal()
                        && (unit == TimeUnit.QUARTER.ordinal() || unit == TimeUnit.WEEK.ordinal())) {
                    unit++;
                }
                if (unit > type.last().ordinal()) {
                    throw EvaluationException.badCast(text, type);
                }
                total = total.add(
                        new BigInteger(numbers.group()).multiply(BigInteger.valueOf(size(TimeUnit.values()[unit++]))));
            }
            end = numbers.end();
        }
        if (end == 0 || end != body.length() || unit <= type.last().ordinal() || !body.matches("[-+]?[\\d .:-]*")) {
            throw EvaluationException.badCast(text, type);
        }
        BigInteger value = negative ? total.negate() : total;
        return TimeArithmetic.checked(value::longValueExact, type);
    }
}
