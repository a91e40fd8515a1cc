package dev.millrace.runtime;

import java.util.List;

/**
 * How a pipeline is doing, at one moment.
 *
 * @param seconds since it started
 * @param cpuSeconds of the whole process since it started
 * @param steps finished
 * @param rowsIn taken into steps
 * @param changesOut of all views, consolidated within steps
 * @param errorRows rows that could not be read
 * @param lateRows rows dropped because of LATENESS
 * @param stateBytes of the engine, as accounted
 * @param stateBytesMax the greatest seen
 * @param rssBytesMax peak resident memory of the process, 0 if the system does not tell
 */
public record PipelineStatistics(
        double seconds,
        double cpuSeconds,
        long steps,
        long rowsIn,
        long changesOut,
        long errorRows,
        long lateRows,
        long stateBytes,
        long stateBytesMax,
        long rssBytesMax,
        List<Input> inputs,
        List<View> views) {
    /** A connector that feeds a table. */
    public record Input(String name, long rows, long bytes, long queuedRows, long errorRows, boolean ended) {}

    /** A view: what changed and, if contents are kept, its rows now (else −1); {@code hash} is its {@link dev.millrace.engine.algebra.ViewHash}. */
    public record View(String name, long changes, long rows, String hash) {}
}
