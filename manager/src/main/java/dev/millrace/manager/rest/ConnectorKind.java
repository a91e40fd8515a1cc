package dev.millrace.manager.rest;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.api.Json;
import dev.millrace.manager.catalog.Catalog;
import dev.millrace.manager.catalog.Connector;
import dev.millrace.manager.catalog.Pipeline;
import dev.millrace.manager.catalog.Store;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Connectors, which pipelines attach. */
record ConnectorKind(Catalog catalog) implements ConfiguredKind<Connector> {
    @Override
    public String word() {
        return "connector";
    }

    @Override
    public Store<Connector> store() {
        return catalog.connectors();
    }

    @Override
    public ErrorCode outdated() {
        return ErrorCode.OUTDATED_CONNECTOR_VERSION;
    }

    @Override
    public Connector make(
            UUID id, String name, long revision, String description, Instant createdAt, long version, Json config) {
        return new Connector(id, name, revision, description, createdAt, version, config);
    }

    @Override
    public void refuseIfUsed(String name) {
        List<String> users = catalog.pipelines().list().stream()
                .filter(p -> p.settings().attachments().stream()
                        .anyMatch(a -> a.connectorName().equals(name)))
                .map(Pipeline::name)
                .toList();
        if (!users.isEmpty()) {
            throw new ApiException(
                    ErrorCode.CONNECTOR_IN_USE_BY_PIPELINE,
                    "The connector is attached to pipelines: " + String.join(", ", users));
        }
    }

    @Override
    public void describe(Connector one, ObjectNode node) {
        // Its configuration says it all.
    }

    @Override
    public void check(Json config) {
        JsonNode transport = config.tree().path("transport");
        if (!transport.isObject() || !transport.path("name").isString()) {
            throw new ApiException(
                    ErrorCode.INVALID_CONNECTOR_TRANSPORT, "A connector's config has a 'transport' with a 'name'");
        }
        objectIfAny("transport.config", transport.path("config"));
        objectIfAny("format", config.tree().path("format"));
    }

    private static void objectIfAny(String name, JsonNode value) {
        if (!value.isMissingNode() && !value.isNull() && !value.isObject()) {
            throw new ApiException(
                    ErrorCode.INVALID_CONNECTOR_CONFIG, "In a connector's config, '" + name + "' is an object");
        }
    }
}
