package dev.millrace.engine.expression;

/**
 * Days since 1970-01-01 in the proleptic Gregorian calendar, without objects.
 *
 * <p>The year is counted from March, so that the leap day is its last; 400 such years are an era of always the same length (after
 * H. Hinnant, "chrono-compatible low-level date algorithms").
 */
final class Calendar {
    private static final long DAYS_PER_ERA = 146_097;
    /** Days from 0000-03-01 to 1970-01-01. */
    private static final long EPOCH = 719_468;

    private Calendar() {}

    /** Year, month (1–12) and day of month (1–31), packed: {@code year * 512 + month * 32 + day}. */
    static long civil(long day) {
        long shifted = day + EPOCH;
        long era = Math.floorDiv(shifted, DAYS_PER_ERA);
        int dayOfEra = (int) (shifted - era * DAYS_PER_ERA);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int fromMarch = (5 * dayOfYear + 2) / 153;
        int dayOfMonth = dayOfYear - (153 * fromMarch + 2) / 5 + 1;
        int month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        return year << 9 | (long) month << 5 | dayOfMonth;
    }

    static long year(long day) {
        return civil(day) >> 9;
    }

    static int month(long day) {
        return (int) (civil(day) >> 5) & 15;
    }

    static int dayOfMonth(long day) {
        return (int) civil(day) & 31;
    }

    /** The day of a year, month and day of month. */
    static long day(long year, int month, int dayOfMonth) {
        long shifted = month <= 2 ? year - 1 : year;
        long era = Math.floorDiv(shifted, 400);
        int yearOfEra = (int) (shifted - era * 400);
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + dayOfMonth - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * DAYS_PER_ERA + dayOfEra - EPOCH;
    }

    /** The first day of the year that the day lies in. */
    static long startOfYear(long day) {
        return day(year(day), 1, 1);
    }

    /** The first day of the period of {@code months} months, a divisor of 12, that the day lies in. */
    static long startOfMonths(long day, int months) {
        long civil = civil(day);
        int month = (int) (civil >> 5) & 15;
        return day(civil >> 9, (month - 1) / months * months + 1, 1);
    }

    /** The day moved by months; the last of the month if it has no such day. */
    static long plusMonths(long day, long months) {
        long civil = civil(day);
        long total = (civil >> 9) * 12 + ((civil >> 5) & 15) - 1 + months;
        long year = Math.floorDiv(total, 12);
        int month = (int) Math.floorMod(total, 12L) + 1;
        return day(year, month, Math.min((int) civil & 31, length(year, month)));
    }

    private static int length(long year, int month) {
        boolean leap = (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
        return month == 2 ? leap ? 29 : 28 : 30 + (month + (month >> 3) & 1);
    }

    static int dayOfYear(long day) {
        return (int) (day - startOfYear(day)) + 1;
    }

    /** 1 for Monday to 7 for Sunday. */
    static int isoDayOfWeek(long day) {
        return (int) Math.floorMod(day + 3, 7L) + 1;
    }

    /** The Thursday of the week from Monday to Sunday: it lies in the year that the week belongs to. */
    static long thursday(long day) {
        return day - isoDayOfWeek(day) + 4;
    }

    static int isoWeek(long day) {
        return (dayOfYear(thursday(day)) - 1) / 7 + 1;
    }
}
