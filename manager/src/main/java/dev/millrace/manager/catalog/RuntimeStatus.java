package dev.millrace.manager.catalog;

import dev.millrace.api.WireName;

/** What the process of a pipeline is doing; as a wish: what it shall do. */
public enum RuntimeStatus implements WireName {
    UNAVAILABLE,
    STANDBY,
    INITIALIZING,
    AWAITING_APPROVAL,
    BOOTSTRAPPING,
    REPLAYING,
    PAUSED,
    RUNNING,
    SUSPENDED
}
