package dev.millrace.manager.catalog;

import java.util.UUID;

/** Something the catalog keeps under a unique name. */
public sealed interface Resource permits StoredProgram, Configured, Pipeline, ApiKey, Secret, Agent {
    /** Never changes, never used again. */
    UUID id();

    /** Unique among its kind. */
    String name();

    /** Counts every write, by whomever: what guards against lost updates. */
    long revision();
}
