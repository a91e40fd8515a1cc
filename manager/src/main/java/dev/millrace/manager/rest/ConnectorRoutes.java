package dev.millrace.manager.rest;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.api.Json;
import dev.millrace.manager.catalog.Catalog;
import dev.millrace.manager.catalog.Connector;
import dev.millrace.manager.catalog.Pipeline;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v0/connectors}. */
final class ConnectorRoutes {
    private final Catalog catalog;
    private final Clock clock;

    ConnectorRoutes(Catalog catalog, Clock clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/v0/connectors", this::list);
        routes.post("/v0/connectors", this::create);
        routes.get("/v0/connectors/{name}", this::get);
        routes.put("/v0/connectors/{name}", this::replace);
        routes.patch("/v0/connectors/{name}", this::update);
        routes.delete("/v0/connectors/{name}", this::delete);
    }

    private void list(Context context) {
        ArrayNode all = Json.object().arrayNode();
        Filter.of(context, catalog.connectors()).forEach(connector -> all.add(json(connector)));
        Answers.json(context, 200, all);
    }

    private void get(Context context) {
        Connector connector = catalog.connectors().get(context.pathParam("name"));
        Answers.version(context, connector.version());
        Answers.json(context, 200, json(connector));
    }

    private void create(Context context) {
        Body body = Body.of(context);
        answer(context, 201, create(Names.checked(body.text("name")), body));
    }

    private Connector create(String name, Body body) {
        return catalog.connectors()
                .create(new Connector(
                        UUID.randomUUID(),
                        name,
                        1,
                        Names.description(body.text("description", "")),
                        clock.instant(),
                        1,
                        config(body)));
    }

    private void replace(Context context) {
        String name = context.pathParam("name");
        Body body = Body.of(context);
        if (catalog.connectors().find(name).isEmpty()) {
            Answers.guard(context, body.optionalWhole("guard"), 0, ErrorCode.OUTDATED_CONNECTOR_VERSION);
            answer(context, 201, create(Names.checked(name), body));
            return;
        }
        Json config = config(body);
        answer(
                context,
                200,
                change(
                        context,
                        name,
                        body,
                        c -> c.with(c.name(), Names.description(body.text("description", "")), config)));
    }

    private void update(Context context) {
        Body body = Body.of(context);
        Connector changed = change(
                context,
                context.pathParam("name"),
                body,
                c -> c.with(
                        Names.checked(body.text("name", c.name())),
                        Names.description(body.text("description", c.description())),
                        body.has("config") ? config(body) : c.config()));
        Answers.version(context, changed.version());
        Answers.json(context, 200, Map.of("version", changed.version()));
    }

    private Connector change(
            Context context, String name, Body body, java.util.function.UnaryOperator<Connector> change) {
        return catalog.connectors().change(name, connector -> {
            Answers.guard(
                    context, body.optionalWhole("guard"), connector.version(), ErrorCode.OUTDATED_CONNECTOR_VERSION);
            return change.apply(connector);
        });
    }

    private void delete(Context context) {
        String name = context.pathParam("name");
        catalog.connectors().delete(name, connector -> {
            Answers.guard(context, null, connector.version(), ErrorCode.OUTDATED_CONNECTOR_VERSION);
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
        });
        context.status(200);
    }

    private static Json config(Body body) {
        if (!body.has("config")) {
            throw Body.invalid("'config' is missing");
        }
        Json config = body.object("config", Json.EMPTY);
        JsonNode transport = config.tree().path("transport");
        if (!transport.isObject() || !transport.path("name").isString()) {
            throw new ApiException(
                    ErrorCode.INVALID_CONNECTOR_TRANSPORT, "A connector's config has a 'transport' with a 'name'");
        }
        objectIfAny("transport.config", transport.path("config"));
        objectIfAny("format", config.tree().path("format"));
        return config;
    }

    private static void objectIfAny(String name, JsonNode value) {
        if (!value.isMissingNode() && !value.isNull() && !value.isObject()) {
            throw new ApiException(
                    ErrorCode.INVALID_CONNECTOR_CONFIG, "In a connector's config, '" + name + "' is an object");
        }
    }

    private static void answer(Context context, int status, Connector connector) {
        Answers.version(context, connector.version());
        Answers.json(
                context,
                status,
                Json.object().put("connector_id", connector.id().toString()).put("version", connector.version()));
    }

    private static ObjectNode json(Connector connector) {
        ObjectNode node = Json.object();
        node.put("connector_id", connector.id().toString());
        node.put("name", connector.name());
        node.put("description", connector.description());
        node.put("version", connector.version());
        node.set("config", connector.config().tree());
        return node;
    }
}
