package dev.millrace.runtime;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;

/**
 * Threads and time, as a pipeline has them: those of this machine, or simulated ones, so that all that a pipeline does is a function
 * of a seed. Thread-safe.
 */
public interface Host {
    /** This machine. */
    Host MACHINE = new MachineHost();

    /** A thread, not started, that does not keep the process alive. */
    Thread thread(String name, Runnable task);

    /** The time that has passed since some moment, in nanoseconds. */
    long nanoTime();

    /** The time of day, in microseconds since 1970. */
    long epochMicros();

    /** Waits that long. */
    void sleep(Duration time) throws InterruptedException;

    /** Waits for a permit, {@code millis} at most; did it get one? */
    boolean acquire(Semaphore permits, long millis) throws InterruptedException;

    /** Waits, holding the lock, for a signal, {@code nanos} at most, or returns for no reason. */
    void await(Condition condition, long nanos) throws InterruptedException;
}
