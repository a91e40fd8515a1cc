package dev.millrace.manager.catalog;

import dev.millrace.api.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a pipeline shall be doing and what it is doing.
 *
 * @param desired STOPPED or PROVISIONED
 * @param runtime what the process does, null unless PROVISIONED
 * @param runtimeDesired what the process shall do, null unless PROVISIONED (or on the way from there to STOPPING)
 * @param initial what was asked for at the start, null when stopped
 * @param id one per start of a process, null when stopped
 * @param error the error envelope of the last failure; stays until dismissed
 * @param details of the runtime status, as the process gave them
 * @param stopMode how it shall be stopped; null if nobody asked for that
 * @param clearWhenStopped whether state and error are dropped once it has stopped
 * @param snapshot the pipeline as it was deployed, null if not deployed
 * @param bootstrap what was asked for at the start, null when stopped
 */
public record Deployment(
        ResourcesStatus resources,
        Instant resourcesSince,
        ResourcesStatus desired,
        Instant desiredSince,
        @Nullable RuntimeStatus runtime,
        @Nullable Instant runtimeSince,
        @Nullable RuntimeStatus runtimeDesired,
        @Nullable Instant runtimeDesiredSince,
        @Nullable RuntimeStatus initial,
        @Nullable UUID id,
        StorageStatus storage,
        @Nullable Json error,
        @Nullable Json details,
        @Nullable StopMode stopMode,
        boolean clearWhenStopped,
        @Nullable Json snapshot,
        @Nullable BootstrapPolicy bootstrap) {

    /** A pipeline that never ran. */
    public static Deployment none(Instant now) {
        return new Deployment(
                ResourcesStatus.STOPPED,
                now,
                ResourcesStatus.STOPPED,
                now,
                null,
                null,
                null,
                null,
                null,
                null,
                StorageStatus.CLEARED,
                null,
                null,
                null,
                false,
                null,
                null);
    }

    /** Whether it has no process and shall have none. */
    public boolean stopped() {
        return resources == ResourcesStatus.STOPPED && desired == ResourcesStatus.STOPPED;
    }

    /** Whether nothing is left to do until somebody asks for something. */
    public boolean atRest() {
        return stopped() && storage != StorageStatus.CLEARING && !clearWhenStopped;
    }

    /** How long nothing about it has changed but its details. */
    public Duration unchangedFor(Instant now) {
        Instant newest = Stream.of(resourcesSince, desiredSince, runtimeSince, runtimeDesiredSince)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(now);
        return Duration.between(newest, now);
    }

    /** A copy to change. */
    public DeploymentChange change(Instant now) {
        return new DeploymentChange(this, now);
    }
}
