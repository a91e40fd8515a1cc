package dev.millrace.manager.catalog;

import dev.millrace.api.Json;
import java.time.Instant;
import java.util.UUID;

/** A resource that is a configuration with a name. */
public sealed interface Configured<T extends Configured<T>> extends Resource permits Connector, Service {
    /** For people. */
    String description();

    /** When it was first written. */
    Instant createdAt();

    /** Raised by each change of what it is, its name and description included. */
    long version();

    /** What it configures. */
    Json config();

    /** This one changed; its version is raised if anything differs. */
    T with(String newName, String newDescription, Json newConfig);

    /** Makes one of its parts. */
    interface Maker<T> {
        T make(UUID id, String name, long revision, String description, Instant createdAt, long version, Json config);
    }
}
