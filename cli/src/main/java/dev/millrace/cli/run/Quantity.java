package dev.millrace.cli.run;

import java.util.Locale;

/** Numbers for people. */
final class Quantity {
    private static final String[] BYTE_UNITS = {"B", "kB", "MB", "GB", "TB"};
    private static final double STEP = 1000;

    private Quantity() {}

    /** {@code 1,234,567}. */
    static String count(double number) {
        return String.format(Locale.ROOT, "%,d", Math.round(number));
    }

    /** {@code 12.3 MB}. */
    static String bytes(double bytes) {
        int unit = 0;
        double rest = bytes;
        while (rest >= STEP && unit < BYTE_UNITS.length - 1) {
            rest /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || rest >= 100 ? "%.0f %s" : "%.1f %s", rest, BYTE_UNITS[unit]);
    }

    /** {@code 2.35 s} or {@code 1:02:03}. */
    static String seconds(double seconds) {
        if (seconds < 100) {
            return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.1f s", seconds);
        }
        return clock(seconds);
    }

    /** {@code 0:07} or {@code 1:02:03}. */
    static String clock(double seconds) {
        long whole = (long) seconds;
        return whole < 3600
                ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }

    /** {@code 35 %}, or nothing if it is not known. */
    static String percent(double fraction) {
        return Double.isNaN(fraction) ? "" : String.format(Locale.ROOT, "%.0f %%", Math.floor(fraction * 100));
    }

    /** {@code 1 row}, {@code 2 rows}. */
    static String of(long number, String one, String many) {
        return count(number) + " " + (number == 1 ? one : many);
    }
}
