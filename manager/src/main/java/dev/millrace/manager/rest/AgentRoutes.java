package dev.millrace.manager.rest;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.api.Json;
import dev.millrace.manager.agent.AgentGate;
import dev.millrace.manager.agent.RemoteRunner;
import dev.millrace.manager.auth.ApiKeys;
import dev.millrace.manager.catalog.Agent;
import dev.millrace.manager.catalog.Catalog;
import dev.millrace.manager.catalog.Pipeline;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v0/agents}: machines that run pipelines. An agent's token is shown once, in the answer that creates it. */
final class AgentRoutes {
    private static final int TOKEN_BYTES = 32;

    private final Catalog catalog;
    private final RemoteRunner runner;
    private final AgentGate gate;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    AgentRoutes(Catalog catalog, RemoteRunner runner, Clock clock) {
        this.catalog = catalog;
        this.runner = runner;
        this.gate = new AgentGate(catalog, runner);
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/v0/agents", this::list);
        routes.post("/v0/agents", this::create);
        routes.get("/v0/agents/{name}", this::get);
        routes.delete("/v0/agents/{name}", this::delete);
        routes.post("/v0/agents/{name}/sync", this::sync);
    }

    private void list(Context context) {
        ArrayNode all = Json.object().arrayNode();
        Filter.of(context, catalog.agents()).forEach(agent -> all.add(json(agent)));
        Answers.json(context, 200, all);
    }

    private void get(Context context) {
        Answers.json(context, 200, json(catalog.agents().get(context.pathParam("name"))));
    }

    private void create(Context context) {
        Body body = Body.of(context);
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = "agent:" + HexFormat.of().formatHex(bytes);
        Agent created = catalog.agents()
                .create(new Agent(
                        UUID.randomUUID(),
                        Names.checked(body.text("name")),
                        1,
                        Names.description(body.text("description", "")),
                        clock.instant(),
                        ApiKeys.hash(token)));
        Answers.json(
                context,
                201,
                Json.object()
                        .put("agent_id", created.id().toString())
                        .put("name", created.name())
                        .put("token", token));
    }

    private void delete(Context context) {
        String name = context.pathParam("name");
        catalog.agents().delete(name, agent -> {
            if (catalog.placements().isUsed(name)
                    || catalog.pipelines().list().stream().anyMatch(pipeline -> names(pipeline, name))) {
                throw new ApiException(
                        ErrorCode.AGENT_IN_USE_BY_PIPELINE,
                        "Pipelines run, or have their state, at the agent '" + name + "'");
            }
        });
        runner.gone(name);
        context.status(200);
    }

    private static boolean names(Pipeline pipeline, String agent) {
        return pipeline.settings()
                .runtimeConfig()
                .tree()
                .path("agent")
                .asString("")
                .equals(agent);
    }

    private void sync(Context context) throws InterruptedException {
        Json orders = gate.sync(
                context.pathParam("name"),
                context.header("Authorization"),
                context.body(),
                Answers.flag(context, "wait", false));
        Answers.text(context, 200, orders.text());
    }

    private ObjectNode json(Agent agent) {
        ObjectNode node = Json.object();
        node.put("agent_id", agent.id().toString());
        node.put("name", agent.name());
        node.put("description", agent.description());
        node.put("created_at", agent.createdAt().toString());
        node.put("connected", runner.connected(agent.name()));
        node.put("address", runner.description(agent.name()));
        node.put("deployments", runner.deployments(agent.name()));
        return node;
    }
}
