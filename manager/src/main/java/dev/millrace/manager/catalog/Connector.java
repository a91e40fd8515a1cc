package dev.millrace.manager.catalog;

import dev.millrace.api.Json;
import java.time.Instant;
import java.util.UUID;

/**
 * A connector that pipelines attach to their relations.
 *
 * @param config {@code {transport: {name, config}, format: {name, config}, …}}
 */
public record Connector(
        UUID id, String name, long revision, String description, Instant createdAt, long version, Json config)
        implements Configured<Connector> {

    @Override
    public Connector with(String newName, String newDescription, Json newConfig) {
        boolean same = newName.equals(name) && newDescription.equals(description) && newConfig.equals(config);
        return new Connector(id, newName, revision, newDescription, createdAt, same ? version : version + 1, newConfig);
    }
}
