package dev.millrace.manager.pipeline;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.manager.catalog.BootstrapPolicy;
import dev.millrace.manager.catalog.Deployment;
import dev.millrace.manager.catalog.Pipeline;
import dev.millrace.manager.catalog.ProgramState;
import dev.millrace.manager.catalog.ResourcesStatus;
import dev.millrace.manager.catalog.RuntimeStatus;
import dev.millrace.manager.catalog.StopMode;
import dev.millrace.manager.catalog.StorageStatus;
import java.time.Instant;

/** What Feldera's newest contract lets a user wish for, and when it refuses. */
public final class FelderaWishes {
    private FelderaWishes() {}

    /** To be started, unless it is already. */
    public static Deployment start(
            Pipeline pipeline,
            ProgramState program,
            RuntimeStatus initial,
            BootstrapPolicy bootstrap,
            boolean dismissError,
            Instant now) {
        Deployment deployment = pipeline.deployment();
        if (deployment.desired() == ResourcesStatus.PROVISIONED) {
            return alreadyStarted(deployment, initial, bootstrap);
        }
        if (deployment.resources() != ResourcesStatus.STOPPED) {
            throw new ApiException(
                    ErrorCode.ILLEGAL_PIPELINE_ACTION,
                    "The pipeline is stopping; it can be started when it has stopped");
        }
        if (deployment.storage() == StorageStatus.CLEARING) {
            throw new ApiException(
                    ErrorCode.CANNOT_START_WHILE_CLEARING_STORAGE, "The storage of the pipeline is being cleared");
        }
        if (program.status().failed()) {
            throw new ApiException(
                    ErrorCode.CANNOT_START_WITH_COMPILATION_ERROR,
                    "The program could not be compiled: " + program.status().wire());
        }
        if (deployment.error() != null && !dismissError) {
            throw new ApiException(
                    ErrorCode.CANNOT_START_WITH_UNDISMISSED_ERROR, "The last failure has to be dismissed first");
        }
        return deployment
                .change(now)
                .error(null)
                .desired(ResourcesStatus.PROVISIONED)
                .initial(initial)
                .bootstrap(bootstrap)
                .done();
    }

    private static Deployment alreadyStarted(Deployment deployment, RuntimeStatus initial, BootstrapPolicy bootstrap) {
        if (deployment.initial() != initial) {
            throw new ApiException(
                    ErrorCode.INITIAL_IMMUTABLE_UNLESS_STOPPED, "The pipeline was started with another 'initial'");
        }
        if (deployment.bootstrap() != null && deployment.bootstrap() != bootstrap) {
            throw new ApiException(
                    ErrorCode.BOOTSTRAP_POLICY_IMMUTABLE_UNLESS_STOPPED,
                    "The pipeline was started with another 'bootstrap_policy'");
        }
        return deployment;
    }

    /** To be paused or running, of one that has a process. */
    public static Deployment become(Pipeline pipeline, RuntimeStatus wish, Instant now) {
        Deployment deployment = pipeline.deployment();
        if (deployment.resources() != ResourcesStatus.PROVISIONED || deployment.desired() == ResourcesStatus.STOPPED) {
            throw new ApiException(
                    wish == RuntimeStatus.PAUSED
                            ? ErrorCode.PAUSE_WHILE_NOT_PROVISIONED
                            : ErrorCode.RESUME_WHILE_NOT_PROVISIONED,
                    "The pipeline is " + deployment.resources().wire());
        }
        return deployment.change(now).runtimeDesired(wish).done();
    }

    /** To be stopped: at once, or after a checkpoint. Of one that is stopped already, nothing. */
    public static Deployment stop(Pipeline pipeline, boolean force, Instant now) {
        Deployment deployment = pipeline.deployment();
        if (deployment.stopped()) {
            return deployment;
        }
        RuntimeStatus runtime = deployment.runtime();
        boolean able = runtime == RuntimeStatus.RUNNING || runtime == RuntimeStatus.PAUSED;
        if (!force && able && deployment.desired() == ResourcesStatus.PROVISIONED) {
            return deployment
                    .change(now)
                    .runtimeDesired(RuntimeStatus.SUSPENDED)
                    .stopMode(StopMode.SUSPEND)
                    .done();
        }
        boolean begun = deployment.resources() != ResourcesStatus.STOPPED;
        return deployment
                .change(now)
                .desired(ResourcesStatus.STOPPED)
                .initial(begun ? deployment.initial() : null)
                .bootstrap(begun ? deployment.bootstrap() : null)
                .stopMode(begun ? StopMode.FORCE : null)
                .done();
    }

    /** To have no state on disk. */
    public static Deployment clear(Pipeline pipeline, Instant now) {
        Deployment deployment = pipeline.deployment();
        if (!deployment.stopped()) {
            throw new ApiException(
                    ErrorCode.STORAGE_STATUS_IMMUTABLE_UNLESS_STOPPED,
                    "The storage of a pipeline can be cleared when it is stopped");
        }
        return deployment.storage() == StorageStatus.IN_USE
                ? deployment.change(now).storage(StorageStatus.CLEARING).done()
                : deployment;
    }

    /** To forget the last failure. */
    public static Deployment dismissError(Pipeline pipeline, Instant now) {
        Deployment deployment = pipeline.deployment();
        if (deployment.error() == null) {
            return deployment;
        }
        if (!deployment.stopped()) {
            throw new ApiException(
                    ErrorCode.DISMISS_ERROR_RESTRICTED_TO_FULLY_STOPPED,
                    "An error can be dismissed when the pipeline is stopped");
        }
        return deployment.change(now).error(null).done();
    }

    /** Throws if it may not be deleted. */
    public static void checkDeletable(Pipeline pipeline) {
        if (!pipeline.deployment().stopped()) {
            throw new ApiException(
                    ErrorCode.DELETE_RESTRICTED_TO_FULLY_STOPPED, "A pipeline can be deleted when it is stopped");
        }
        if (pipeline.deployment().storage() != StorageStatus.CLEARED) {
            throw new ApiException(
                    ErrorCode.DELETE_RESTRICTED_TO_CLEARED_STORAGE,
                    "A pipeline can be deleted when its storage is cleared");
        }
    }
}
