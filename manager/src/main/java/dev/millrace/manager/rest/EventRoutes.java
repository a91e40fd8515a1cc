package dev.millrace.manager.rest;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.api.Json;
import dev.millrace.manager.catalog.Catalog;
import dev.millrace.manager.catalog.Pipeline;
import dev.millrace.manager.catalog.PipelineEvent;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The transitions of a pipeline, newest first. */
final class EventRoutes {
    private final String pipelinesPath;
    private final Catalog catalog;

    EventRoutes(String pipelinesPath, Catalog catalog) {
        this.pipelinesPath = pipelinesPath;
        this.catalog = catalog;
    }

    void addTo(RoutesConfig routes) {
        routes.get(pipelinesPath + "/{name}/events", this::events);
        routes.get(pipelinesPath + "/{name}/events/{id}", this::event);
    }

    private Pipeline pipeline(Context context) {
        return catalog.pipelines().get(context.pathParam("name"));
    }

    private void events(Context context) {
        Answers.json(context, 200, all(catalog, pipeline(context)));
    }

    /** Those of a pipeline. */
    static ArrayNode all(Catalog catalog, Pipeline pipeline) {
        ArrayNode all = Json.object().arrayNode();
        catalog.events().list(pipeline.id()).forEach(event -> all.add(json(event)));
        return all;
    }

    private void event(Context context) {
        String id = context.pathParam("id");
        List<PipelineEvent> all = catalog.events().list(pipeline(context).id());
        UUID wanted = id.equals("latest") && !all.isEmpty() ? all.getFirst().id() : Filter.uuid(id);
        PipelineEvent event = all.stream()
                .filter(e -> e.id().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new ApiException(ErrorCode.UNKNOWN_PIPELINE_EVENT, "There is no event " + id));
        Answers.json(context, 200, json(event));
    }

    private static ObjectNode json(PipelineEvent event) {
        ObjectNode node = Json.object();
        node.put("event_id", event.id().toString());
        node.put("recorded_at", event.recordedAt().toString());
        node.setAll((ObjectNode) event.content().tree());
        return node;
    }
}
