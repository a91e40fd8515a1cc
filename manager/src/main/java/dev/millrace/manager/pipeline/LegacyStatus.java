package dev.millrace.manager.pipeline;

import dev.millrace.api.WireName;
import dev.millrace.manager.catalog.Deployment;
import dev.millrace.manager.catalog.ResourcesStatus;
import dev.millrace.manager.catalog.StorageStatus;
import java.time.Instant;
import java.util.Objects;

/** The status of a pipeline in the words of {@code /v0}: one where the core has three. */
public enum LegacyStatus implements WireName {
    SHUTDOWN,
    PROVISIONING,
    INITIALIZING,
    PAUSED,
    RUNNING,
    UNAVAILABLE,
    FAILED,
    SHUTTING_DOWN;

    /** What a deployment is doing. */
    public static LegacyStatus of(Deployment deployment) {
        return switch (deployment.resources()) {
            case STOPPED -> stopped(deployment);
            case PROVISIONING -> PROVISIONING;
            case PROVISIONED ->
                deployment.desired() == ResourcesStatus.STOPPED ? SHUTTING_DOWN : provisioned(deployment);
            // Nobody asked for that: it is over, but for the sweeping.
            case STOPPING -> deployment.error() != null && !deployment.clearWhenStopped() ? FAILED : SHUTTING_DOWN;
        };
    }

    private static LegacyStatus stopped(Deployment deployment) {
        if (deployment.clearWhenStopped() || deployment.storage() == StorageStatus.CLEARING) {
            return SHUTTING_DOWN;
        }
        return deployment.error() != null ? FAILED : SHUTDOWN;
    }

    private static LegacyStatus provisioned(Deployment deployment) {
        if (deployment.runtime() == null) {
            return INITIALIZING;
        }
        return switch (deployment.runtime()) {
            case PAUSED -> PAUSED;
            case RUNNING -> RUNNING;
            case UNAVAILABLE -> UNAVAILABLE;
            case SUSPENDED -> SHUTTING_DOWN;
            case STANDBY, INITIALIZING, AWAITING_APPROVAL, BOOTSTRAPPING, REPLAYING -> INITIALIZING;
        };
    }

    /** What a deployment shall be doing: SHUTDOWN, PAUSED or RUNNING. */
    public static LegacyStatus desired(Deployment deployment) {
        if (deployment.desired() == ResourcesStatus.STOPPED || deployment.stopMode() != null) {
            return SHUTDOWN;
        }
        var wish = deployment.runtimeDesired() == null ? deployment.initial() : deployment.runtimeDesired();
        return wish == dev.millrace.manager.catalog.RuntimeStatus.PAUSED ? PAUSED : RUNNING;
    }

    /** Since when it is doing what it is doing. */
    public static Instant since(Deployment deployment) {
        return deployment.resources() == ResourcesStatus.PROVISIONED
                ? Objects.requireNonNullElse(deployment.runtimeSince(), deployment.resourcesSince())
                : deployment.resourcesSince();
    }
}
