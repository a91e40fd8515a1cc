package dev.millrace.manager.pipeline;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.manager.catalog.Deployment;
import dev.millrace.manager.catalog.Pipeline;
import dev.millrace.manager.catalog.ProgramState;
import dev.millrace.manager.catalog.ResourcesStatus;
import dev.millrace.manager.catalog.RuntimeStatus;
import dev.millrace.manager.catalog.StopMode;
import java.time.Instant;
import java.util.Map;

/** What {@code /v0} lets a user wish for, and when it refuses. */
public final class LegacyWishes {
    private LegacyWishes() {}

    /** To be running, or paused: from the start, or from now on. */
    public static Deployment run(Pipeline pipeline, ProgramState program, RuntimeStatus wish, Instant now) {
        Deployment deployment = pipeline.deployment();
        LegacyStatus status = LegacyStatus.of(deployment);
        if (status == LegacyStatus.FAILED || status == LegacyStatus.SHUTTING_DOWN || deployment.stopMode() != null) {
            throw new ApiException(
                    ErrorCode.ILLEGAL_PIPELINE_STATE_TRANSITION,
                    "The pipeline is " + status.wire() + ": it can be started again once it is Shutdown",
                    Map.of("current_status", status.wire(), "desired_status", wish.wire()));
        }
        if (deployment.stopped() && program.status().failed()) {
            throw new ApiException(
                    ErrorCode.START_FAILED_DUE_TO_FAILED_COMPILATION,
                    "The program of the pipeline could not be compiled: "
                            + program.status().wire());
        }
        return deployment.resources() == ResourcesStatus.PROVISIONED
                ? deployment.change(now).runtimeDesired(wish).done()
                : deployment
                        .change(now)
                        .desired(ResourcesStatus.PROVISIONED)
                        .initial(wish)
                        .done();
    }

    /**
     * To be shut down, whatever it is doing. Its state on disk is dropped, unless it is fault tolerant: then it takes a checkpoint
     * first, if it still can, and begins there when it is started again.
     */
    public static Deployment shutDown(Pipeline pipeline, Instant now) {
        Deployment deployment = pipeline.deployment();
        boolean keep = RuntimeSettings.of(pipeline.settings().runtimeConfig()).faultTolerant();
        RuntimeStatus runtime = deployment.runtime();
        boolean able = runtime == RuntimeStatus.RUNNING || runtime == RuntimeStatus.PAUSED;
        if (keep && able && deployment.desired() == ResourcesStatus.PROVISIONED) {
            return deployment
                    .change(now)
                    .runtimeDesired(RuntimeStatus.SUSPENDED)
                    .stopMode(StopMode.SUSPEND)
                    .done();
        }
        return deployment
                .change(now)
                .desired(ResourcesStatus.STOPPED)
                .initial(null)
                .stopMode(deployment.resources() == ResourcesStatus.STOPPED ? null : StopMode.FORCE)
                .error(null)
                .clearWhenStopped(!keep)
                .done();
    }
}
