package dev.millrace.manager.rest;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.manager.catalog.Catalog;
import dev.millrace.manager.catalog.Pipeline;
import dev.millrace.manager.catalog.ResourcesStatus;
import dev.millrace.manager.pipeline.LegacyStatus;
import dev.millrace.manager.pipeline.PipelineProcess;
import dev.millrace.manager.pipeline.Pipelines;
import dev.millrace.manager.runner.Presence.Listening;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hands requests on to the process of a pipeline, bodies as they come, and its answers back. */
final class DataPlane {
    private static final Set<LegacyStatus> REACHABLE =
            Set.of(LegacyStatus.PAUSED, LegacyStatus.RUNNING, LegacyStatus.UNAVAILABLE, LegacyStatus.INITIALIZING);
    private static final Duration QUICK = Duration.ofSeconds(10);
    private static final Duration SLOW = Duration.ofMinutes(2);

    /** How a face refuses what only a process could answer, while there is none. */
    enum Refusal {
        LEGACY,
        FELDERA
    }

    private final String pipelinesPath;
    private final Refusal refusal;
    private final Catalog catalog;
    private final Pipelines pipelines;
    private final HttpClient client;

    DataPlane(String pipelinesPath, Refusal refusal, Catalog catalog, Pipelines pipelines, HttpClient client) {
        this.pipelinesPath = pipelinesPath;
        this.refusal = refusal;
        this.catalog = catalog;
        this.pipelines = pipelines;
        this.client = client;
    }

    void addTo(RoutesConfig routes) {
        String base = pipelinesPath + "/{name}";
        for (String path : List.of(
                "/stats", "/metrics", "/completion_status", "/checkpoint_status", "/checkpoints", "/time_series")) {
            routes.get(base + path, context -> forward(context, path, QUICK));
        }
        for (String path : List.of("/circuit_profile", "/circuit_json_profile", "/heap_profile")) {
            routes.get(base + path, context -> forward(context, path, SLOW));
        }
        for (String path : List.of("/start_transaction", "/commit_transaction")) {
            routes.post(base + path, context -> forward(context, path, QUICK));
        }
        if (refusal == Refusal.FELDERA) {
            routes.post(base + "/approve", context -> forward(context, "/approve", QUICK));
        }
        routes.post(base + "/checkpoint", context -> forward(context, "/checkpoint", SLOW));
        routes.get(base + "/time_series_stream", context -> forward(context, "/time_series_stream", null));
        routes.get(base + "/query", context -> forward(context, "/query", null));
        routes.post(base + "/query", context -> forward(context, "/query", null));
        routes.post(base + "/ingress/{relation}", context -> forward(context, "/ingress/" + relation(context), null));
        routes.post(base + "/egress/{relation}", context -> forward(context, "/egress/" + relation(context), null));
        routes.get(
                base + "/tables/{relation}/connectors/{connector}/completion_token",
                context -> forward(context, connector(context, "tables") + "/completion_token", QUICK));
        for (String kind : List.of("tables", "views")) {
            String connector = base + "/" + kind + "/{relation}/connectors/{connector}";
            routes.get(connector + "/stats", context -> forward(context, connector(context, kind) + "/stats", QUICK));
            routes.post(connector + "/{action}", context -> act(context, kind));
        }
    }

    private void act(Context context, String kind) throws IOException, InterruptedException {
        String action = context.pathParam("action");
        if (!action.equals("start") && !action.equals("pause")) {
            throw new ApiException(
                    ErrorCode.INVALID_CONNECTOR_ACTION, "'" + action + "' is no action; there are start and pause");
        }
        forward(context, connector(context, kind) + "/" + action, QUICK);
    }

    private static String relation(Context context) {
        return Paths.encoded(context.pathParam("relation"));
    }

    private static String connector(Context context, String kind) {
        return "/" + kind + "/" + relation(context) + "/connectors/" + Paths.encoded(context.pathParam("connector"));
    }

    private void forward(Context context, String path, @Nullable Duration timeout)
            throws IOException, InterruptedException {
        Pipeline pipeline = catalog.pipelines().get(context.pathParam("name"));
        String query = context.queryString();
        HttpRequest.Builder request =
                PipelineProcess.request(listening(pipeline), query == null ? path : path + "?" + query);
        try {
            new Relay(context).pass(client, request, timeout);
        } catch (Relay.UnreachableException e) {
            throw new ApiException(
                    refusal == Refusal.LEGACY
                            ? ErrorCode.PIPELINE_UNREACHABLE
                            : ErrorCode.PIPELINE_INTERACTION_UNREACHABLE,
                    "The pipeline '" + pipeline.name() + "' does not answer: " + e.getMessage());
        }
    }

    private Listening listening(Pipeline pipeline) {
        return refusal == Refusal.LEGACY ? legacy(pipeline) : feldera(pipelines, pipeline);
    }

    /** The process of a pipeline, or a refusal in the words of the newest contract. */
    static Listening feldera(Pipelines pipelines, Pipeline pipeline) {
        if (pipeline.deployment().resources() != ResourcesStatus.PROVISIONED) {
            throw new ApiException(
                    ErrorCode.PIPELINE_INTERACTION_NOT_DEPLOYED,
                    "The pipeline '" + pipeline.name() + "' is "
                            + pipeline.deployment().resources().wire());
        }
        if (pipelines.presence(pipeline) instanceof Listening listening) {
            return listening;
        }
        throw new ApiException(
                ErrorCode.PIPELINE_INTERACTION_UNREACHABLE, "The pipeline '" + pipeline.name() + "' does not answer");
    }

    private Listening legacy(Pipeline pipeline) {
        LegacyStatus status = LegacyStatus.of(pipeline.deployment());
        if (REACHABLE.contains(status) && pipelines.presence(pipeline) instanceof Listening listening) {
            return listening;
        }
        throw new ApiException(
                REACHABLE.contains(status) ? ErrorCode.PIPELINE_UNREACHABLE : ErrorCode.PIPELINE_NOT_RUNNING_OR_PAUSED,
                "The pipeline '" + pipeline.name() + "' is " + status.wire() + ", not Running or Paused");
    }
}
