package dev.millrace.manager.pipeline;

import dev.millrace.manager.catalog.Deployment;
import java.time.Duration;

/** What to do next about a pipeline. */
sealed interface Decision {
    /** Write this down, then decide again. */
    record Become(Deployment deployment) implements Decision {}

    /** Take the snapshot of the pipeline, write it down as being provisioned, then decide again. */
    record Deploy() implements Decision {}

    /** Do something outside, then decide again. If it fails, the pipeline fails. */
    record Act(Action action) implements Decision {}

    /** Decide again after this time, or as soon as something happens. */
    record Wait(Duration time) implements Decision {}

    /** There is nothing to do until somebody asks for something. */
    record Rest() implements Decision {}

    /** Things to do outside. Doing one twice does no harm. */
    enum Action {
        LAUNCH,
        START,
        PAUSE,
        END
    }

    /** Do something outside and write this down once it is done, then decide again. */
    record Finish(Last last, Deployment deployment) implements Decision {}

    /** What ends a stage. */
    enum Last {
        SUSPEND,
        FORGET,
        CLEAR
    }
}
