package dev.millrace.manager.runner;

import java.io.IOException;
import java.util.UUID;

/**
 * Starts, sees, ends and cleans up after the processes of pipelines. Processes outlive the runner: after a restart it sees those it
 * started before. Calls are quick, and safe for any number of threads as long as one at a time is about the same pipeline.
 */
public interface Runner {
    /** Starts a process; nothing happens if this deployment was started before. */
    void launch(Launch launch) throws IOException;

    /** What there is of a deployment. */
    Presence presence(UUID pipeline, UUID deployment);

    /** Ends a process that is still there, by force if it lingers; asked again until the presence says that it exited. */
    void end(UUID pipeline, UUID deployment);

    /** Forgets a deployment that ended. Its state on disk and its log stay. */
    void forget(UUID pipeline, UUID deployment) throws IOException;

    /** Drops the state that a pipeline has on disk. */
    void clear(UUID pipeline) throws IOException;

    /** Drops everything of a pipeline that is gone. */
    void remove(UUID pipeline) throws IOException;

    /** The newest lines that a pipeline wrote. */
    PipelineLog log(UUID pipeline);

    /** Runs {@code listener} with the id of a pipeline when its process ended, if the runner notices at once. */
    void onExit(java.util.function.Consumer<UUID> listener);
}
