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
    /** Prepares for changes of this schema. */
    void open(Schema schema) throws ConnectorException;

    /** Takes a part of the change of a step: rows with weights, consolidated within the step. May block. */
    void write(long step, Batch delta) throws ConnectorException, InterruptedException;

    /** Everything written up to this step is handed to the destination before it returns. */
    void flush(long step) throws ConnectorException, InterruptedException;

    /** Releases everything. What was not flushed may be lost. */
    @Override
    void close() throws ConnectorException;
}
