package dev.millrace.cli.run;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.runtime.Pipeline;
import dev.millrace.runtime.PipelineListener;
import dev.millrace.runtime.PipelineStatistics;

/**
 * Where a run is shown. {@link #begin} comes first, then {@link #changed} by the thread that makes steps and {@link #progress} by
 * another, then, when both are done, {@link #finish}.
 */
interface Display extends PipelineListener {
    /** How often {@link #progress} is wanted. */
    int progressMillis();

    /** The pipeline is about to run. */
    void begin(Pipeline pipeline);

    /** How it is doing. */
    void progress(PipelineStatistics statistics);

    /** It has ended. */
    void finish(Pipeline pipeline, RunSummary summary);

    @Override
    default boolean follows(String view) {
        return false;
    }

    @Override
    default void changed(String view, long step, Delta delta) {}
}
