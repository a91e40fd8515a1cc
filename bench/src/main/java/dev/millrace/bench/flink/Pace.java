package dev.millrace.bench.flink;

import java.util.ArrayList;
import java.util.List;

/** Keeps the tables of a pipeline together: none is read more than {@link #LEAD} slices ahead of another. Thread-safe. */
final class Pace {
    private static final int LEAD = 4;

    private final List<Runner> runners = new ArrayList<>();

    /** How far a table is. */
    static final class Runner {
        private int slice;
    }

    /** A table that will be read, from its first slice on. */
    synchronized Runner join() {
        Runner runner = new Runner();
        runners.add(runner);
        return runner;
    }

    /** Waits until a slice may be read. */
    synchronized void await(Runner runner, int slice) throws InterruptedException {
        runner.slice = slice;
        notifyAll();
        while (slice > runners.stream().mapToInt(other -> other.slice).min().orElse(slice) + LEAD) {
            wait();
        }
    }

    /** A table that is not read any more holds nobody up. */
    synchronized void leave(Runner runner) {
        runners.remove(runner);
        notifyAll();
    }
}
