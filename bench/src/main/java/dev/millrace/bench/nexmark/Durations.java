package dev.millrace.bench.nexmark;

import java.util.Arrays;

/** How long things took, in order, in nanoseconds. */
public record Durations(long[] sorted) {
    /** These. */
    public static Durations of(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Durations(sorted);
    }

    /** The time in milliseconds that the part {@code quantile}, 0 to 1, of them did not exceed. */
    public double millis(double quantile) {
        int index = (int) Math.ceil(quantile * sorted.length) - 1;
        return sorted[Math.clamp(index, 0, sorted.length - 1)] / 1e6;
    }

    double meanMillis() {
        return Arrays.stream(sorted).average().orElse(0) / 1e6;
    }
}
