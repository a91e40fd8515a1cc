package dev.millrace.embedded;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.types.Batch;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The clock of a pipeline, as an input of its circuit: the change that each step makes to it. One thread at a time. */
public final class ClockInput {
    /** The relation of one row that NOW() reads. */
    public static final String RELATION = Clock.NAME;

    private @Nullable Long current;
    private long next = Clock.startMicros();

    /** Sets it, from the next step on. */
    public void set(LocalDateTime now) {
        next = ChronoUnit.MICROS.between(Instant.EPOCH, now.toInstant(ZoneOffset.UTC));
    }

    /** The change of the next step. */
    public Delta take() {
        Long before = current;
        if (before == null) {
            return Delta.of(Clock.at(next));
        }
        Batch stopped = Clock.at(before).negated();
        return before == next ? Delta.EMPTY : new Delta(List.of(stopped, Clock.at(next)));
    }

    /** Ends the step. */
    public void finish(boolean commit) {
        Long before = current;
        if (commit) {
            current = next;
        } else {
            next = before == null ? Clock.startMicros() : before;
        }
    }
}
