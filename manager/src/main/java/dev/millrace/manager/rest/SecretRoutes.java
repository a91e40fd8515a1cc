package dev.millrace.manager.rest;

import dev.millrace.api.ErrorCode;
import dev.millrace.api.Json;
import dev.millrace.manager.catalog.Catalog;
import dev.millrace.manager.catalog.Secret;
import dev.millrace.manager.secret.SecretStore;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v0/secrets}. No answer ever has a value. */
final class SecretRoutes {
    private static final int VALUE_MAX = 1 << 16;

    private final Catalog catalog;
    private final SecretStore secrets;

    SecretRoutes(Catalog catalog, SecretStore secrets) {
        this.catalog = catalog;
        this.secrets = secrets;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/v0/secrets", this::list);
        routes.post("/v0/secrets", this::create);
        routes.get("/v0/secrets/{name}", this::get);
        routes.put("/v0/secrets/{name}", this::replace);
        routes.delete("/v0/secrets/{name}", this::delete);
    }

    private void list(Context context) {
        ArrayNode all = Json.object().arrayNode();
        Filter.of(context, catalog.secrets()).forEach(secret -> all.add(json(secret)));
        Answers.json(context, 200, all);
    }

    private void get(Context context) {
        Secret secret = catalog.secrets().get(context.pathParam("name"));
        Answers.version(context, secret.version());
        Answers.json(context, 200, json(secret));
    }

    private void create(Context context) {
        Body body = Body.of(context);
        answer(context, 201, secrets.create(Names.checked(body.text("name")), description(body), value(body)));
    }

    private void replace(Context context) {
        String name = context.pathParam("name");
        Body body = Body.of(context);
        if (catalog.secrets().find(name).isEmpty()) {
            guard(context, body, 0);
            answer(context, 201, secrets.create(Names.checked(name), description(body), value(body)));
            return;
        }
        answer(
                context,
                200,
                secrets.replace(
                        name, description(body), value(body), secret -> guard(context, body, secret.version())));
    }

    private void delete(Context context) {
        catalog.secrets()
                .delete(
                        context.pathParam("name"),
                        secret -> Answers.guard(context, null, secret.version(), ErrorCode.OUTDATED_SECRET_VERSION));
        context.status(200);
    }

    private static void guard(Context context, Body body, long version) {
        Answers.guard(context, body.optionalWhole("guard"), version, ErrorCode.OUTDATED_SECRET_VERSION);
    }

    private static String description(Body body) {
        return Names.description(body.text("description", ""));
    }

    private static String value(Body body) {
        String value = body.text("value");
        if (value.isEmpty() || value.length() > VALUE_MAX) {
            throw Body.invalid("'value' has 1 to " + VALUE_MAX + " characters");
        }
        return value;
    }

    private static void answer(Context context, int status, Secret secret) {
        Answers.version(context, secret.version());
        Answers.json(
                context,
                status,
                Json.object().put("secret_id", secret.id().toString()).put("version", secret.version()));
    }

    private static ObjectNode json(Secret secret) {
        ObjectNode node = Json.object();
        node.put("secret_id", secret.id().toString());
        node.put("name", secret.name());
        node.put("description", secret.description());
        node.put("version", secret.version());
        node.put("created_at", secret.createdAt().toString());
        return node;
    }
}
