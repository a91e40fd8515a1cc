package dev.millrace.connect;

/** Where a source hands over what it read. Used by the thread that runs the connector. */
public interface InputSink {
    /**
     * Takes a chunk. Blocks while the pipeline is paused or too much is queued: this is the only back-pressure there
     * is.
     *
     * @throws InterruptedException if the connector shall stop; it lets the exception pass
     */
    void accept(InputChunk chunk) throws InterruptedException;
}
