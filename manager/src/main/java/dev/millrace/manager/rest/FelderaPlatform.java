package dev.millrace.manager.rest;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.api.Json;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code /feldera/v0} says about the server itself. There is one tenant, whose administrator everybody is; nobody owns the
 * platform, so that what only owners may do is refused.
 */
final class FelderaPlatform {
    /** What clients take for the version of the server: that of the contract. */
    static final String CONTRACT = "0.369.0";

    private static final String TENANT = "00000000-0000-0000-0000-000000000000";
    private static final String TENANT_NAME = "default";
    private static final int STALE_SECONDS = 60;
    private static final List<String> PARTS = List.of("api", "compiler", "runner");

    private final Instant since;
    private final ClusterEvents events;
    private final Clock clock;

    FelderaPlatform(Clock clock) {
        this.clock = clock;
        this.since = clock.instant();
        this.events = new ClusterEvents(clock);
    }

    void addTo(RoutesConfig routes, String base) {
        routes.get(base + "/config", FelderaPlatform::config);
        routes.get("/feldera/config/authentication", context -> Answers.text(context, 200, "{}"));
        routes.get("/feldera/healthz", context -> Answers.text(context, 200, "{\"status\":\"healthy\"}"));
        routes.get(base + "/config/session", FelderaPlatform::session);
        routes.get(base + "/config/demos", FelderaPlatform::none);
        routes.get(base + "/cluster_healthz", this::health);
        routes.get(base + "/cluster/events", context -> Answers.json(context, 200, events.all()));
        routes.get(base + "/cluster/events/{id}", this::event);
        routes.get(base + "/tenant/users", FelderaPlatform::none);
        routes.get(base + "/oidc_trust", FelderaPlatform::none);
        for (String owners : List.of("/tenants", "/tenants/{id}", "/config/owners")) {
            routes.get(base + owners, FelderaPlatform::ownersOnly);
        }
        routes.post(base + "/tenants", FelderaPlatform::ownersOnly);
        routes.patch(base + "/tenants/{id}", FelderaPlatform::ownersOnly);
        routes.delete(base + "/tenants/{id}", FelderaPlatform::ownersOnly);
    }

    private static void none(Context context) {
        Answers.text(context, 200, "[]");
    }

    private static void ownersOnly(Context context) {
        throw new ApiException(
                ErrorCode.INSUFFICIENT_PERMISSIONS, "This is for owners of the platform, and there are none", Map.of());
    }

    private static void config(Context context) {
        ObjectNode config = Json.object();
        for (String empty : List.of(
                "posthog",
                "conceptualhq",
                "product_fruits",
                "revision",
                "runtime_revision",
                "changelog_url",
                "build_source")) {
            config.put(empty, "");
        }
        config.put("edition", "Enterprise");
        config.put("version", CONTRACT);
        config.put("allow_rust_udfs", false);
        ObjectNode build = config.putObject("build_info");
        for (String member : List.of(
                "build_timestamp",
                "build_cpu",
                "build_os",
                "cargo_dependencies",
                "cargo_features",
                "cargo_debug",
                "cargo_opt_level",
                "cargo_target_triple",
                "rustc_version")) {
            build.put(member, "");
        }
        Answers.json(context, 200, config);
    }

    private static void session(Context context) {
        ObjectNode session = Json.object();
        session.put("tenant_id", TENANT);
        session.put("tenant_name", TENANT_NAME);
        session.put("role", "admin");
        ArrayNode memberships = session.putArray("memberships");
        memberships
                .addObject()
                .put("tenant_id", TENANT)
                .put("name", TENANT_NAME)
                .put("role", "admin");
        session.putNull("user_created_at");
        Answers.json(context, 200, session);
    }

    private void health(Context context) {
        ObjectNode health = Json.object();
        health.put("all_healthy", true);
        for (String part : PARTS) {
            health.putObject(part)
                    .put("healthy", true)
                    .put("message", "")
                    .put("unchanged_since", since.toString())
                    .put("checked_at", clock.instant().toString());
        }
        health.put("stale", false).put("stale_after_seconds", STALE_SECONDS);
        Answers.json(context, 200, health);
    }

    private void event(Context context) {
        String id = context.pathParam("id");
        ArrayNode all = events.all();
        ObjectNode found = (ObjectNode) all.valueStream()
                .filter(event ->
                        id.equals("latest") || event.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow(() -> new ApiException(
                        ErrorCode.UNKNOWN_CLUSTER_MONITOR_EVENT, "There is no event " + Filter.uuid(id)));
        if ("all".equals(context.queryParam("selector"))) {
            for (String part : PARTS) {
                found.put(part + "_self_info", "").put(part + "_resources_info", "");
            }
        }
        Answers.json(context, 200, found);
    }
}
