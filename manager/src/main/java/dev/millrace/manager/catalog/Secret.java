package dev.millrace.manager.catalog;

import java.time.Instant;
import java.util.UUID;

/**
 * A secret that configurations refer to by name.
 *
 * @param version raised by each change
 * @param sealed its value, encrypted
 */
public record Secret(
        UUID id, String name, long revision, String description, Instant createdAt, long version, String sealed)
        implements Resource {

    /** This secret with another value. */
    public Secret with(String newDescription, String newSealed) {
        return new Secret(id, name, revision, newDescription, createdAt, version + 1, newSealed);
    }
}
