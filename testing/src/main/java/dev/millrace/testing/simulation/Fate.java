package dev.millrace.testing.simulation;

import java.io.IOException;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Counts what a process does to the world outside, and decides where it dies and what fails. */
final class Fate {
    private final SplittableRandom random;
    private final @Nullable StringBuilder trace;
    private long operations;
    private long crashAt = Long.MAX_VALUE;
    private long troubleFrom = Long.MAX_VALUE;
    private long troubleTo;
    private int troubleShare = 1;
    private boolean dead;
    private boolean troubled;
    private long hash;

    /** Everything is written to {@code trace}, if there is one. */
    Fate(SplittableRandom random, @Nullable StringBuilder trace) {
        this.random = random;
        this.trace = trace;
    }

    /** A new process, which dies at its {@code crash}-th operation, and for which the disk fails at times; 0 for neither. */
    void begin(long crash, long trouble, int troubleOperations) {
        dead = false;
        troubled = false;
        crashAt = crash == 0 ? Long.MAX_VALUE : operations + crash;
        troubleFrom = trouble == 0 ? Long.MAX_VALUE : operations + trouble;
        troubleTo = troubleFrom + troubleOperations;
        troubleShare = 1 + random.nextInt(3);
    }

    /** Says what happens, for a person. */
    void note(String what) {
        hash = hash * 31 + what.hashCode();
        if (trace != null) {
            trace.append(operations).append(' ').append(what).append('\n');
        }
    }

    /** The process does something to the world: or dies instead. */
    void operation(String what) {
        if (dead) {
            throw new Crash();
        }
        operations++;
        note(what);
        if (operations >= crashAt) {
            dead = true;
            note("CRASH");
            throw new Crash();
        }
    }

    /** The process does something to the disk, which may be full or broken for a while. */
    void disk(String what) throws IOException {
        operation(what);
        if (operations >= troubleFrom && operations < troubleTo && random.nextInt(troubleShare) == 0) {
            trouble(what);
            throw new IOException("No space left on device");
        }
    }

    /** Something fails that may fail. */
    void trouble(String what) {
        troubled = true;
        note("FAILS " + what);
    }

    boolean isDead() {
        return dead;
    }

    /** Whether something failed in this life of the process. */
    boolean isTroubled() {
        return troubled;
    }

    /** True in one of {@code n} cases. */
    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    int below(int n) {
        return random.nextInt(n);
    }

    long operations() {
        return operations;
    }

    /** Of all that happened: equal for equal runs. */
    long hash() {
        return hash;
    }
}
