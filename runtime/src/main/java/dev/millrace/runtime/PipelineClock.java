package dev.millrace.runtime;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.types.Batch;
import dev.millrace.types.LongColumn;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * The relation {@code now}: one row with the time, in microseconds, that NOW() reads; renewed as often as asked, if the program
 * reads it at all.
 */
final class PipelineClock {
    private static final String RELATION = "now";
    /** No time. */
    static final long NONE = Long.MIN_VALUE;

    private static final long IDLE_MILLIS = 1_000;

    private final boolean used;
    private final long tickMillis;
    private long shown = NONE;
    private long pending = NONE;

    PipelineClock(List<String> sources, long tickMillis) {
        this.used = sources.contains(RELATION);
        this.tickMillis = tickMillis;
    }

    boolean isDue() {
        return used && (shown == NONE || micros() - shown >= tickMillis * 1_000);
    }

    /** How long one may wait for input, in milliseconds. */
    long millisToTick() {
        return used ? Math.max(1, Math.min(IDLE_MILLIS, tickMillis - (micros() - shown) / 1_000)) : IDLE_MILLIS;
    }

    /** The time that the next step shows, {@link #NONE} if it is not time for another. */
    long next() {
        return isDue() ? micros() : NONE;
    }

    /** The time that is shown, {@link #NONE} if none is. */
    long shown() {
        return shown;
    }

    /** Goes on from a time that was shown before. */
    void restore(long time) {
        shown = time;
    }

    /** Adds a new time to a step; not if it is {@link #NONE}. */
    void tick(long time, Map<String, Delta> deltas) {
        if (time == NONE) {
            return;
        }
        pending = time;
        boolean first = shown == NONE;
        long[] times = first ? new long[] {pending} : new long[] {shown, pending};
        long[] weights = first ? new long[] {1} : new long[] {-1, 1};
        deltas.put(
                RELATION,
                Delta.of(new Batch(times.length, List.of(new LongColumn(times.length, times, null)), weights)));
    }

    void finish(boolean commit) {
        if (commit && pending != NONE) {
            shown = pending;
        }
        pending = NONE;
    }

    private static long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
