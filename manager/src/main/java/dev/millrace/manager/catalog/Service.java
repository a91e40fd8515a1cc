package dev.millrace.manager.catalog;

import dev.millrace.api.Json;
import java.time.Instant;
import java.util.UUID;

/**
 * A shared definition of how something outside is reached, which fills in what a connector leaves out.
 *
 * @param config an object with one member that names its kind: {@code {kafka: {bootstrap_servers, options}}}
 */
public record Service(
        UUID id, String name, long revision, String description, Instant createdAt, long version, Json config)
        implements Configured<Service> {

    @Override
    public Service with(String newName, String newDescription, Json newConfig) {
        boolean same = newName.equals(name) && newDescription.equals(description) && newConfig.equals(config);
        return new Service(id, newName, revision, newDescription, createdAt, same ? version : version + 1, newConfig);
    }
}
