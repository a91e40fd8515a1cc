package dev.millrace.manager.rest;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.api.Json;
import dev.millrace.manager.catalog.Catalog;
import dev.millrace.manager.catalog.Connector;
import dev.millrace.manager.catalog.Service;
import dev.millrace.manager.catalog.Store;
import dev.millrace.manager.pipeline.ServiceConfig;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** Services, which connectors refer to. */
record ServiceKind(Catalog catalog) implements ConfiguredKind<Service> {
    @Override
    public String word() {
        return "service";
    }

    @Override
    public Store<Service> store() {
        return catalog.services();
    }

    @Override
    public ErrorCode outdated() {
        return ErrorCode.OUTDATED_SERVICE_VERSION;
    }

    @Override
    public Service make(
            UUID id, String name, long revision, String description, Instant createdAt, long version, Json config) {
        return new Service(id, name, revision, description, createdAt, version, config);
    }

    @Override
    public void check(Json config) {
        ServiceConfig.check(config.tree());
    }

    @Override
    public void refuseIfUsed(String name) {
        List<String> users = catalog.connectors().list().stream()
                .filter(c -> refersTo(c, name))
                .map(Connector::name)
                .toList();
        if (!users.isEmpty()) {
            throw new ApiException(
                    ErrorCode.SERVICE_IN_USE_BY_CONNECTOR,
                    "The service is used by connectors: " + String.join(", ", users));
        }
    }

    private static boolean refersTo(Connector connector, String service) {
        return connector.config().tree().path("transport").path("config").properties().stream()
                .anyMatch(e -> e.getKey().endsWith("_service")
                        && e.getValue().asString("").equals(service));
    }

    @Override
    public void describe(Service one, ObjectNode node) {
        node.put("config_type", ServiceConfig.type(one.config()));
    }
}
