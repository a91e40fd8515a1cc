package dev.millrace.dataplane.service;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as text: terms of a number and a unit, added up, as in {@code 1m40s} and {@code 1.5h}; a lone 0. */
final class Durations {
    private static final Pattern TERM = Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)(ns|us|µs|ms|s|m|h|d)");

    private Durations() {}

    static Duration parse(String text) {
        String terms = text.startsWith("+") ? text.substring(1) : text;
        if (terms.equals("0")) {
            return Duration.ZERO;
        }
        Matcher matcher = TERM.matcher(terms);
        BigDecimal nanos = BigDecimal.ZERO;
        int at = 0;
        while (matcher.find() && matcher.start() == at) {
            nanos = nanos.add(new BigDecimal(matcher.group(1)).multiply(nanos(matcher.group(2))));
            at = matcher.end();
        }
        if (at == 0 || at < terms.length()) {
            throw new IllegalArgumentException("'" + text + "' is not a duration such as 500ms, 1m40s or 1.5h");
        }
        return Duration.ofNanos(nanos.setScale(0, RoundingMode.HALF_UP).longValueExact());
    }

    private static BigDecimal nanos(String unit) {
        return switch (unit) {
            case "ns" -> BigDecimal.ONE;
            case "us", "µs" -> BigDecimal.valueOf(1_000);
            case "ms" -> BigDecimal.valueOf(1_000_000);
            case "s" -> BigDecimal.valueOf(1_000_000_000);
            case "m" -> BigDecimal.valueOf(60_000_000_000L);
            case "h" -> BigDecimal.valueOf(3_600_000_000_000L);
            default -> BigDecimal.valueOf(86_400_000_000_000L);
        };
    }
}
