package dev.millrace.manager.catalog;

import dev.millrace.api.WireName;

/** Whether a pipeline has a process. */
public enum ResourcesStatus implements WireName {
    STOPPED,
    PROVISIONING,
    PROVISIONED,
    STOPPING
}
