package dev.millrace.manager.rest;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and sizes as Feldera writes them: {@code 1m40s}, {@code 16G}. */
final class FelderaText {
    private static final Pattern TERM = Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)(ns|us|µs|ms|s|m|h|d)");
    private static final Pattern DURATION =
            Pattern.compile("\\+?(?:(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:ns|us|µs|ms|s|m|h|d))+");
    private static final Pattern SIZE = Pattern.compile("\\+?(\\d+(?:\\.\\d*)?|\\.\\d+)(?:([kKMGTPE])(i?))?B?");
    private static final Map<String, Long> NANOS = new LinkedHashMap<>();
    private static final String PREFIXES = "kMGTPE";

    static {
        NANOS.put("d", 86_400_000_000_000L);
        NANOS.put("h", 3_600_000_000_000L);
        NANOS.put("m", 60_000_000_000L);
        NANOS.put("s", 1_000_000_000L);
        NANOS.put("ms", 1_000_000L);
        NANOS.put("us", 1_000L);
        NANOS.put("ns", 1L);
    }

    private FelderaText() {}

    /** Nanoseconds; throws {@link ErrorCode#INVALID_RUNTIME_CONFIG} if the text is no duration. */
    static long nanos(String text) {
        if (text.equals("0")) {
            return 0;
        }
        if (!DURATION.matcher(text).matches()) {
            throw invalid("'" + text + "' is no duration, such as 1h30m or 500ms");
        }
        BigDecimal sum = BigDecimal.ZERO;
        Matcher terms = TERM.matcher(text);
        while (terms.find()) {
            long unit = NANOS.getOrDefault(terms.group(2), 1_000L);
            sum = sum.add(new BigDecimal(terms.group(1)).multiply(BigDecimal.valueOf(unit)));
        }
        return sum.longValue();
    }

    static String duration(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        StringBuilder text = new StringBuilder();
        long rest = nanos;
        for (Map.Entry<String, Long> unit : NANOS.entrySet()) {
            if (rest >= unit.getValue()) {
                text.append(rest / unit.getValue()).append(unit.getKey());
                rest %= unit.getValue();
            }
        }
        return text.toString();
    }

    /** Bytes; throws {@link ErrorCode#INVALID_RUNTIME_CONFIG} if the text is no size with a unit. */
    static long bytes(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches() || matcher.group(2) == null && !text.endsWith("B")) {
            throw invalid("'" + text + "' is no size, such as 512M or 4Gi");
        }
        BigDecimal factor = BigDecimal.ONE;
        if (matcher.group(2) != null) {
            int power = PREFIXES.indexOf(matcher.group(2).equals("K") ? "k" : matcher.group(2)) + 1;
            factor =
                    BigDecimal.valueOf(matcher.group(3).isEmpty() ? 1000 : 1024).pow(power);
        }
        return new BigDecimal(matcher.group(1)).multiply(factor).longValue();
    }

    /** In the unit that divides it with the smallest number, binary before decimal. */
    static String size(long bytes) {
        if (bytes == 0) {
            return "0B";
        }
        String best = bytes + "B";
        long smallest = Long.MAX_VALUE;
        for (int base : new int[] {1024, 1000}) {
            long unit = base;
            for (int i = 0; i < PREFIXES.length() && unit <= bytes; i++, unit *= base) {
                if (bytes % unit == 0 && bytes / unit < smallest) {
                    smallest = bytes / unit;
                    String prefix = PREFIXES.substring(i, i + 1);
                    best = smallest + (base == 1024 ? prefix.replace('k', 'K') + "i" : prefix);
                }
                if (i == PREFIXES.length() - 1) {
                    break;
                }
            }
        }
        return best;
    }

    private static ApiException invalid(String message) {
        return new ApiException(ErrorCode.INVALID_RUNTIME_CONFIG, "Invalid runtime_config: " + message);
    }
}
