package dev.millrace.runtime;

import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** In which step the chunks of an input became visible. Thread-safe. */
final class ChunkSteps {
    /** Of how many steps it is known exactly; for chunks before them a later step is named. */
    static final int STEPS_MAX = 4_096;

    private final TreeMap<Long, Long> steps = new TreeMap<>();

    /** All chunks up to number {@code chunk}, counted from 1, are visible now that {@code step} is finished. */
    synchronized void add(long chunk, long step) {
        if (chunk > 0 && (steps.isEmpty() || steps.lastKey() < chunk)) {
            steps.put(chunk, step);
        }
        if (steps.size() > STEPS_MAX) {
            steps.pollFirstEntry();
        }
    }

    /** A step after which chunk {@code chunk} was visible, the first one if it is not long ago; none if it is not visible yet. */
    synchronized OptionalLong step(long chunk) {
        Map.Entry<Long, Long> entry = steps.ceilingEntry(chunk);
        return chunk <= 0
                ? OptionalLong.of(0)
                : entry == null ? OptionalLong.empty() : OptionalLong.of(entry.getValue());
    }
}
