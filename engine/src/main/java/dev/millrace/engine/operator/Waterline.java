package dev.millrace.engine.operator;

import dev.millrace.engine.state.Durable;
import dev.millrace.engine.state.SmallPart;
import java.util.concurrent.atomic.AtomicLong;

/** The greatest value of a column in all finished steps, shared by the shards of a node. Thread-safe. */
public final class Waterline {
    /** Before any value. */
    public static final long NONE = Long.MIN_VALUE;

    private final AtomicLong greatest = new AtomicLong(NONE);

    /** The greatest value so far, or {@link #NONE}. */
    public long greatest() {
        return greatest.get();
    }

    /** The waterline as a part of the state. */
    public Durable part() {
        return SmallPart.of(() -> new long[] {greatest.get()}, words -> greatest.set(words[0]));
    }

    /** Takes notice of a value. */
    public void raise(long value) {
        greatest.accumulateAndGet(value, Math::max);
    }
}
