package dev.millrace.manager.catalog;

import dev.millrace.api.WireName;

/** How a pipeline that shall stop is stopped: at once, or after a checkpoint. */
public enum StopMode implements WireName {
    FORCE,
    SUSPEND
}
