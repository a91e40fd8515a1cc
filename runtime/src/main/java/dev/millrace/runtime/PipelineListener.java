package dev.millrace.runtime;

import dev.millrace.engine.algebra.Delta;

/** Follows a pipeline. Called by the thread that runs it, between the halves of a step. */
public interface PipelineListener {
    /** Hears nothing. */
    PipelineListener NONE = (view, step, delta) -> {};

    /** A view changed. The delta is consolidated and valid during the call only. */
    void changed(String view, long step, Delta delta);

    /** All changes of a step were reported; also if there were none. */
    default void stepped(long step) {}
}
