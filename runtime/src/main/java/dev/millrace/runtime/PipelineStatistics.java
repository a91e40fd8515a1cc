package dev.millrace.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a pipeline is doing, at one moment.
 *
 * @param seconds since it was made
 * @param cpuSeconds of the whole process since then
 * @param steps finished
 * @param rowsIn taken into steps
 * @param changesOut of all views, consolidated within steps where anybody reads them
 * @param errorRows rows that could not be read
 * @param lateRows rows dropped because of LATENESS
 * @param stateBytes of the engine, as accounted
 * @param stateBytesMax the greatest seen after a step
 * @param rssBytes resident memory of the process, 0 if the system does not tell
 * @param rssBytesMax the greatest it was, 0 if the system does not tell
 * @param durability what survives a crash; {@code null} if the pipeline has no storage
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
        long rssBytes,
        long rssBytesMax,
        List<Input> inputs,
        List<View> views,
        List<Output> outputs,
        @Nullable Durability durability) {
    public PipelineStatistics {
        inputs = List.copyOf(inputs);
        views = List.copyOf(views);
        outputs = List.copyOf(outputs);
    }

    /** The figures of a pipeline without storage. */
    public PipelineStatistics(
            double seconds,
            double cpuSeconds,
            long steps,
            long rowsIn,
            long changesOut,
            long errorRows,
            long lateRows,
            long stateBytes,
            long stateBytesMax,
            long rssBytes,
            long rssBytesMax,
            List<Input> inputs,
            List<View> views,
            List<Output> outputs) {
        this(
                seconds,
                cpuSeconds,
                steps,
                rowsIn,
                changesOut,
                errorRows,
                lateRows,
                stateBytes,
                stateBytesMax,
                rssBytes,
                rssBytesMax,
                inputs,
                views,
                outputs,
                null);
    }

    /**
     * What survives a crash.
     *
     * @param model what is promised
     * @param history names the life of the pipeline since it had no state
     * @param checkpoints that are kept, the newest first
     * @param checkpointing whether one is being written
     * @param safeStep the last step whose input survives a crash
     * @param journalBytes written since the start
     * @param journalSteps steps that would have to be made again
     * @param replayed steps that were made again since the start
     * @param replaying steps that are still to be made again
     * @param trouble why something cannot be written, so that input waits or there is no new checkpoint; {@code null} if all is well
     * @param remarks what was found damaged or was thrown away at the start, in sentences
     */
    public record Durability(
            FaultTolerance model,
            String history,
            List<Checkpoint> checkpoints,
            boolean checkpointing,
            long safeStep,
            long journalBytes,
            long journalSteps,
            long replayed,
            long replaying,
            @Nullable String trouble,
            List<String> remarks) {
        public Durability {
            checkpoints = List.copyOf(checkpoints);
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * A checkpoint.
     *
     * @param number from 1
     * @param step the last one that is in it
     * @param rows taken in up to there
     * @param bytes of all images that make it up
     * @param bytesWritten for it: what did not change was not written again
     * @param madeMillis when it was made, in milliseconds since 1970
     * @param stallMicros how long steps had to wait for it
     * @param writeMillis how long it took to write
     */
    public record Checkpoint(
            long number,
            long step,
            long rows,
            long bytes,
            long bytesWritten,
            long madeMillis,
            long stallMicros,
            long writeMillis) {}

    /** What an input is doing. */
    public enum State {
        /** For others to end ({@code start_after}). */
        WAITING,
        /** It was declared {@code paused}, or somebody paused it. */
        PAUSED,
        RUNNING,
        ENDED,
        FAILED
    }

    /**
     * A connector that feeds a table.
     *
     * @param name of the table and the connector, with a dot between
     * @param rows taken into steps
     * @param bytes read
     * @param queuedRows read and not yet taken
     * @param errorRows that could not be read
     * @param queuedBytes read and not yet taken
     * @param troubles failures after which it went on
     * @param failure the last of them, or that which ended it; {@code null} if there was none
     * @param fraction of the source that is in steps, about, 0 to 1; NaN if unknown
     */
    public record Input(
            String name,
            State state,
            long rows,
            long bytes,
            long queuedRows,
            long queuedBytes,
            long errorRows,
            long troubles,
            @Nullable String failure,
            double fraction) {}

    /**
     * A view: its changes, of which nobody may have asked for the net ones; how many rows it has now, counted with their weights; and
     * its {@link dev.millrace.engine.algebra.ViewHash}, empty if that is not kept.
     */
    public record View(String name, long changes, long rows, String hash) {}

    /** A connector that follows a view: the changes handed over; whether it throws them away. */
    public record Output(String name, long rows, boolean paused) {}
}
