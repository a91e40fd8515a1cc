package dev.millrace.runtime;

import dev.millrace.engine.algebra.Delta;

/** Follows a pipeline. Called by the thread that runs it, between the halves of a step. */
public interface PipelineListener {
    /** Hears nothing. */
    PipelineListener NONE = new PipelineListener() {
        @Override
        public void changed(String view, long step, Delta delta) {}

        @Override
        public boolean follows(String view) {
            return false;
        }
    };

    /** Whether it wants to hear of this view in the step that is made now; the changes of others need not be brought into order. */
    default boolean follows(String view) {
        return true;
    }

    /** A view changed. The delta is consolidated and valid during the call only. */
    void changed(String view, long step, Delta delta);

    /** All changes of a step were reported; also if there were none. */
    default void stepped(long step) {}
}
