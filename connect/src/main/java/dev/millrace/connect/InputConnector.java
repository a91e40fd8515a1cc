package dev.millrace.connect;

/**
 * A source of rows for one table.
 *
 * <p>The runtime calls {@link #run} once, on a thread of its own (virtual or not). The connector reads from where it
 * was told to go on and hands over chunks until its source ends, then returns: end of input. To stop it early, the
 * thread is interrupted.
 */
@FunctionalInterface
public interface InputConnector {
    /**
     * Reads the source to its end.
     *
     * @throws ConnectorException if the source cannot be read (on)
     * @throws InterruptedException if the thread was interrupted
     */
    void run(InputSink sink) throws ConnectorException, InterruptedException;

    /** How much of its source it has handed over, 0 to 1; NaN if it cannot tell. Any thread may ask while {@link #run} runs. */
    default double fraction() {
        return Double.NaN;
    }

    /**
     * Whether what it has handed over can be read once more from a position, with the same result. The rows of a connector that
     * answers false are written to the journal themselves.
     */
    default boolean readsAgain() {
        return true;
    }

    /**
     * All chunks up to the one with this position are safe: after a crash they are in the pipeline's checkpoint or journal. The
     * connector may tell its source so. Called by the thread that makes steps, in the order of the chunks; returns at once.
     */
    default void acknowledge(SourcePosition position) {}

    /** How it finds its source. Any thread may ask. */
    default ConnectorHealth health() {
        return ConnectorHealth.FINE;
    }
}
