package dev.millrace.manager.rest;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.api.Json;
import dev.millrace.manager.catalog.Catalog;
import dev.millrace.manager.catalog.Connector;
import dev.millrace.manager.catalog.Service;
import dev.millrace.manager.pipeline.ServiceConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v0/services}. */
final class ServiceRoutes {
    private final Catalog catalog;
    private final Clock clock;

    ServiceRoutes(Catalog catalog, Clock clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/v0/services", this::list);
        routes.post("/v0/services", this::create);
        routes.get("/v0/services/{name}", this::get);
        routes.put("/v0/services/{name}", this::replace);
        routes.patch("/v0/services/{name}", this::update);
        routes.delete("/v0/services/{name}", this::delete);
    }

    private void list(Context context) {
        ArrayNode all = Json.object().arrayNode();
        Filter.of(context, catalog.services()).forEach(service -> all.add(json(service)));
        Answers.json(context, 200, all);
    }

    private void get(Context context) {
        Service service = catalog.services().get(context.pathParam("name"));
        Answers.version(context, service.version());
        Answers.json(context, 200, json(service));
    }

    private void create(Context context) {
        Body body = Body.of(context);
        answer(context, 201, create(Names.checked(body.text("name")), body));
    }

    private Service create(String name, Body body) {
        return catalog.services()
                .create(new Service(
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
        if (catalog.services().find(name).isEmpty()) {
            Answers.guard(context, body.optionalWhole("guard"), 0, ErrorCode.OUTDATED_SERVICE_VERSION);
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
        Service changed = change(
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

    private Service change(Context context, String name, Body body, java.util.function.UnaryOperator<Service> change) {
        return catalog.services().change(name, service -> {
            Answers.guard(context, body.optionalWhole("guard"), service.version(), ErrorCode.OUTDATED_SERVICE_VERSION);
            return change.apply(service);
        });
    }

    private void delete(Context context) {
        String name = context.pathParam("name");
        catalog.services().delete(name, service -> {
            Answers.guard(context, null, service.version(), ErrorCode.OUTDATED_SERVICE_VERSION);
            List<String> users = catalog.connectors().list().stream()
                    .filter(c -> refersTo(c, name))
                    .map(Connector::name)
                    .toList();
            if (!users.isEmpty()) {
                throw new ApiException(
                        ErrorCode.SERVICE_IN_USE_BY_CONNECTOR,
                        "The service is used by connectors: " + String.join(", ", users));
            }
        });
        context.status(200);
    }

    private static Json config(Body body) {
        if (!body.has("config")) {
            throw Body.invalid("'config' is missing");
        }
        Json config = body.object("config", Json.EMPTY);
        ServiceConfig.check(config.tree());
        return config;
    }

    private static boolean refersTo(Connector connector, String service) {
        return connector.config().tree().path("transport").path("config").properties().stream()
                .anyMatch(e -> e.getKey().endsWith("_service")
                        && e.getValue().asString("").equals(service));
    }

    private static void answer(Context context, int status, Service service) {
        Answers.version(context, service.version());
        Answers.json(
                context,
                status,
                Json.object().put("service_id", service.id().toString()).put("version", service.version()));
    }

    private static ObjectNode json(Service service) {
        ObjectNode node = Json.object();
        node.put("service_id", service.id().toString());
        node.put("name", service.name());
        node.put("description", service.description());
        node.put("version", service.version());
        node.set("config", service.config().tree());
        node.put("config_type", ServiceConfig.type(service.config()));
        return node;
    }
}
