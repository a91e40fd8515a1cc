package dev.millrace.manager.catalog;

import dev.millrace.api.Json;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A deployment being changed: sets what it is told to, and the times since when with it. */
public final class DeploymentChange {
    private final Instant now;
    private ResourcesStatus resources;
    private Instant resourcesSince;
    private ResourcesStatus desired;
    private Instant desiredSince;
    private @Nullable RuntimeStatus runtime;
    private @Nullable Instant runtimeSince;
    private @Nullable RuntimeStatus runtimeDesired;
    private @Nullable Instant runtimeDesiredSince;
    private @Nullable RuntimeStatus initial;
    private @Nullable UUID id;
    private StorageStatus storage;
    private @Nullable Json error;
    private @Nullable Json details;
    private @Nullable StopMode stopMode;
    private boolean clearWhenStopped;
    private @Nullable Json snapshot;
    private @Nullable BootstrapPolicy bootstrap;

    DeploymentChange(Deployment from, Instant now) {
        this.now = now;
        resources = from.resources();
        resourcesSince = from.resourcesSince();
        desired = from.desired();
        desiredSince = from.desiredSince();
        runtime = from.runtime();
        runtimeSince = from.runtimeSince();
        runtimeDesired = from.runtimeDesired();
        runtimeDesiredSince = from.runtimeDesiredSince();
        initial = from.initial();
        id = from.id();
        storage = from.storage();
        error = from.error();
        details = from.details();
        stopMode = from.stopMode();
        clearWhenStopped = from.clearWhenStopped();
        snapshot = from.snapshot();
        bootstrap = from.bootstrap();
    }

    public DeploymentChange resources(ResourcesStatus value) {
        resourcesSince = value == resources ? resourcesSince : now;
        resources = value;
        return this;
    }

    public DeploymentChange desired(ResourcesStatus value) {
        desiredSince = value == desired ? desiredSince : now;
        desired = value;
        return this;
    }

    public DeploymentChange runtime(@Nullable RuntimeStatus value) {
        runtimeSince = value == runtime ? runtimeSince : value == null ? null : now;
        runtime = value;
        return this;
    }

    public DeploymentChange runtimeDesired(@Nullable RuntimeStatus value) {
        runtimeDesiredSince = value == runtimeDesired ? runtimeDesiredSince : value == null ? null : now;
        runtimeDesired = value;
        return this;
    }

    public DeploymentChange initial(@Nullable RuntimeStatus value) {
        initial = value;
        return this;
    }

    public DeploymentChange id(@Nullable UUID value) {
        id = value;
        return this;
    }

    public DeploymentChange storage(StorageStatus value) {
        storage = value;
        return this;
    }

    public DeploymentChange error(@Nullable Json value) {
        error = value;
        return this;
    }

    public DeploymentChange details(@Nullable Json value) {
        details = value;
        return this;
    }

    public DeploymentChange stopMode(@Nullable StopMode value) {
        stopMode = value;
        return this;
    }

    public DeploymentChange clearWhenStopped(boolean value) {
        clearWhenStopped = value;
        return this;
    }

    public DeploymentChange snapshot(@Nullable Json value) {
        snapshot = value;
        return this;
    }

    public DeploymentChange bootstrap(@Nullable BootstrapPolicy value) {
        bootstrap = value;
        return this;
    }

    public Deployment done() {
        return new Deployment(
                resources,
                resourcesSince,
                desired,
                desiredSince,
                runtime,
                runtimeSince,
                runtimeDesired,
                runtimeDesiredSince,
                initial,
                id,
                storage,
                error,
                details,
                stopMode,
                clearWhenStopped,
                snapshot,
                bootstrap);
    }
}
