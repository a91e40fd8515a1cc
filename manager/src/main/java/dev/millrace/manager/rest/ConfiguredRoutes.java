package dev.millrace.manager.rest;

import dev.millrace.api.Json;
import dev.millrace.manager.catalog.Configured;
import dev.millrace.manager.catalog.Store;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v0/connectors} and {@code /v0/services}. */
final class ConfiguredRoutes<T extends Configured<T>> {
    private final ConfiguredKind<T> kind;
    private final Store<T> store;
    private final Clock clock;

    ConfiguredRoutes(ConfiguredKind<T> kind, Clock clock) {
        this.kind = kind;
        this.store = kind.store();
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        String base = "/v0/" + kind.word() + "s";
        routes.get(base, this::list);
        routes.post(base, this::create);
        routes.get(base + "/{name}", this::get);
        routes.put(base + "/{name}", this::replace);
        routes.patch(base + "/{name}", this::update);
        routes.delete(base + "/{name}", this::delete);
    }

    private void list(Context context) {
        ArrayNode all = Json.object().arrayNode();
        Filter.of(context, store).forEach(one -> all.add(json(one)));
        Answers.json(context, 200, all);
    }

    private void get(Context context) {
        T one = store.get(context.pathParam("name"));
        Answers.version(context, one.version());
        Answers.json(context, 200, json(one));
    }

    private void create(Context context) {
        Body body = Body.of(context);
        answer(context, 201, create(Names.checked(body.text("name")), body));
    }

    private T create(String name, Body body) {
        return store.create(kind.make(
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
        if (store.find(name).isEmpty()) {
            Answers.guard(context, body.optionalWhole("guard"), 0, kind.outdated());
            answer(context, 201, create(Names.checked(name), body));
            return;
        }
        Json config = config(body);
        T changed = change(
                context,
                name,
                body,
                one -> one.with(one.name(), Names.description(body.text("description", "")), config));
        answer(context, 200, changed);
    }

    private void update(Context context) {
        Body body = Body.of(context);
        T changed = change(
                context,
                context.pathParam("name"),
                body,
                one -> one.with(
                        Names.checked(body.text("name", one.name())),
                        Names.description(body.text("description", one.description())),
                        body.has("config") ? config(body) : one.config()));
        Answers.version(context, changed.version());
        Answers.json(context, 200, Map.of("version", changed.version()));
    }

    private T change(Context context, String name, Body body, UnaryOperator<T> change) {
        return store.change(name, one -> {
            Answers.guard(context, body.optionalWhole("guard"), one.version(), kind.outdated());
            return change.apply(one);
        });
    }

    private void delete(Context context) {
        store.delete(context.pathParam("name"), one -> {
            Answers.guard(context, null, one.version(), kind.outdated());
            kind.refuseIfUsed(one.name());
        });
        context.status(200);
    }

    private Json config(Body body) {
        if (!body.has("config")) {
            throw Body.invalid("'config' is missing");
        }
        Json config = body.object("config", Json.EMPTY);
        kind.check(config);
        return config;
    }

    private void answer(Context context, int status, T one) {
        Answers.version(context, one.version());
        Answers.json(
                context,
                status,
                Json.object().put(kind.word() + "_id", one.id().toString()).put("version", one.version()));
    }

    private ObjectNode json(T one) {
        ObjectNode node = Json.object();
        node.put(kind.word() + "_id", one.id().toString());
        node.put("name", one.name());
        node.put("description", one.description());
        node.put("version", one.version());
        node.set("config", one.config().tree());
        kind.describe(one, node);
        return node;
    }
}
