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
}
