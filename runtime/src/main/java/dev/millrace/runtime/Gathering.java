package dev.millrace.runtime;

import java.util.function.LongSupplier;

/** Lets rows gather before a step takes them: until there are enough, or the first has waited long enough. One thread. */
final class Gathering {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final RuntimeOptions options;
    private final Host host;
    private boolean began;
    private long beganNanos;

    Gathering(RuntimeOptions options, Host host) {
        this.options = options;
        this.host = host;
    }

    /** How many milliseconds to wait for more, there being rows; 0 if a step is to take them now. */
    long millisLeft(LongSupplier rows) {
        if (options.gatherRows() <= 1 || options.gatherMillisMax() <= 0 || rows.getAsLong() >= options.gatherRows()) {
            return 0;
        }
        if (!began) {
            began = true;
            beganNanos = host.nanoTime();
        }
        long waited = (host.nanoTime() - beganNanos) / NANOS_PER_MILLI;
        return Math.max(0, options.gatherMillisMax() - waited);
    }

    /** A step took what there was. */
    void stepped() {
        began = false;
    }
}
