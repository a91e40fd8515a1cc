package dev.millrace.connectors.generator.datagen;

import java.time.Duration;

/** The passing of time, for rates. */
interface Pace {
    /** Nanoseconds since some moment. */
    long nanos();

    /** Waits. */
    void pause(long nanos) throws InterruptedException;

    /** The time of this machine. */
    Pace REAL = new Pace() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void pause(long nanos) throws InterruptedException {
            Thread.sleep(Duration.ofNanos(nanos));
        }
    };
}
