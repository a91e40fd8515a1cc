package dev.millrace.connect;

import dev.millrace.types.Batch;
import dev.millrace.types.Schema;

/**
 * A destination for the changes of one view.
 *
 * <p>The runtime calls {@link #open} once, then for each step with a change {@link #write} one or more times followed
 * by {@link #flush}, and {@link #close} at the end, all from one thread at a time. Step numbers increase.
 */
public interface OutputConnector extends AutoCloseable {
    /** The answer of a destination that does not know what it holds. */
    long UNKNOWN_STEP = Long.MIN_VALUE;

    /** Prepares for changes of this schema. */
    void open(Schema schema) throws ConnectorException;

    /**
     * The last step whose change the destination holds, read from the destination itself after {@link #open}; −1 if it holds none.
     * After a crash the pipeline makes the steps since its checkpoint again, exactly as they were, and does not write to an output
     * what it has. A destination that cannot tell answers {@link #UNKNOWN_STEP} and gets the steps that may not have reached it once
     * more: at least once.
     */
    default long deliveredStep() throws ConnectorException {
        return UNKNOWN_STEP;
    }

    /** Takes a part of the change of a step: rows with weights, consolidated within the step. May block. */
    void write(long step, Batch delta) throws ConnectorException, InterruptedException;

    /**
     * When it returns, the destination holds everything written up to this step, all of this step or, had it failed, nothing of it
     * that counts; {@link #deliveredStep} of a new connector would answer this step.
     */
    void flush(long step) throws ConnectorException, InterruptedException;

    /** How it finds its destination. Any thread may ask, also while another method waits. */
    default ConnectorHealth health() {
        return ConnectorHealth.FINE;
    }

    /** Releases everything. What was not flushed may be lost. */
    @Override
    void close() throws ConnectorException;
}
