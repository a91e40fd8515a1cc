package dev.millrace.manager.catalog;

import dev.millrace.api.WireName;

/** Whether a pipeline has state on disk. */
public enum StorageStatus implements WireName {
    CLEARED,
    IN_USE,
    CLEARING
}
