package dev.millrace.manager.rest;

import dev.millrace.api.Json;
import dev.millrace.manager.auth.ApiKeys;
import dev.millrace.manager.auth.Role;
import dev.millrace.manager.catalog.ApiKey;
import dev.millrace.manager.catalog.Catalog;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v0/api_keys}. A key is shown once, in the answer that creates it. */
final class ApiKeyRoutes {
    private final String path;
    private final Catalog catalog;
    private final ApiKeys keys;

    ApiKeyRoutes(String path, Catalog catalog, ApiKeys keys) {
        this.path = path;
        this.catalog = catalog;
        this.keys = keys;
    }

    void addTo(RoutesConfig routes) {
        routes.get(path, this::list);
        routes.post(path, this::create);
        routes.get(path + "/{name}", this::get);
        routes.delete(path + "/{name}", this::delete);
    }

    private void list(Context context) {
        ArrayNode all = Json.object().arrayNode();
        Filter.of(context, catalog.apiKeys()).forEach(key -> all.add(json(key)));
        Answers.json(context, 200, all);
    }

    private void get(Context context) {
        Answers.json(
                context,
                200,
                Json.object().arrayNode().add(json(catalog.apiKeys().get(context.pathParam("name")))));
    }

    private void create(Context context) {
        Body body = Body.of(context);
        String role = body.text("role", "read").toLowerCase(Locale.ROOT);
        if (!List.of("read", "write").contains(role)) {
            throw Body.invalid("'role' is read or write");
        }
        ApiKeys.Created created =
                keys.create(Names.checked(body.text("name")), Role.valueOf(role.toUpperCase(Locale.ROOT)));
        Answers.json(
                context,
                201,
                Json.object()
                        .put("id", created.kept().id().toString())
                        .put("name", created.kept().name())
                        .put("api_key", created.key()));
    }

    private void delete(Context context) {
        catalog.apiKeys().delete(context.pathParam("name"), key -> {});
        context.status(200);
    }

    private static ObjectNode json(ApiKey key) {
        ObjectNode node = Json.object();
        node.put("id", key.id().toString());
        node.put("name", key.name());
        node.putArray("scopes").add(key.role().equals("write") ? "Write" : "Read");
        node.put("role", key.role());
        return node;
    }
}
