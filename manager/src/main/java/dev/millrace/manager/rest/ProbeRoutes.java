package dev.millrace.manager.rest;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.api.Json;
import dev.millrace.manager.catalog.Catalog;
import dev.millrace.manager.catalog.Service;
import dev.millrace.manager.catalog.ServiceProbe;
import dev.millrace.manager.probe.KafkaProbe;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v0/services/NAME/probes}: asks a service in the background, and keeps what it answered. */
final class ProbeRoutes {
    private static final int LIST_MAX = 1000;

    private final Catalog catalog;
    private final Clock clock;
    private final boolean restricted;

    /** {@code restricted}: whether services may name files and URLs of this machine. */
    ProbeRoutes(Catalog catalog, Clock clock, boolean restricted) {
        this.restricted = restricted;
        this.catalog = catalog;
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/v0/services/{name}/probes", this::list);
        routes.post("/v0/services/{name}/probes", this::create);
    }

    private void list(Context context) {
        Service service = catalog.services().get(context.pathParam("name"));
        UUID id = context.queryParam("id") == null ? null : Filter.uuid(String.valueOf(context.queryParam("id")));
        String type = context.queryParam("type");
        List<ServiceProbe> all = catalog.serviceProbes().list(service.id()).stream()
                .filter(probe -> id == null || probe.id().equals(id))
                .filter(probe -> type == null || probe.type().equals(type))
                .limit(limit(context.queryParam("limit")))
                .toList();
        if (id != null && all.isEmpty()) {
            throw new ApiException(ErrorCode.UNKNOWN_SERVICE_PROBE, "There is no probe " + id);
        }
        ArrayNode nodes = Json.object().arrayNode();
        all.forEach(probe -> nodes.add(json(probe)));
        Answers.json(context, 200, nodes);
    }

    private static long limit(@Nullable String text) {
        if (text == null) {
            return LIST_MAX;
        }
        if (!text.matches("\\d{1,9}")) {
            throw Body.invalid("parameter 'limit' is a whole number from 0");
        }
        return Long.parseLong(text);
    }

    private void create(Context context) {
        Service service = catalog.services().get(context.pathParam("name"));
        String type = type(context);
        ServiceProbe probe =
                new ServiceProbe(UUID.randomUUID(), service.id(), type, "running", clock.instant(), null, null);
        catalog.serviceProbes().add(probe);
        // A platform thread: the client of Kafka waits in ways that hold on to the carrier of a virtual one.
        Thread thread = new Thread(() -> ask(service, probe), "probe");
        thread.setDaemon(true);
        thread.start();
        Answers.json(
                context, 201, Json.object().put("service_probe_id", probe.id().toString()));
    }

    /** The name of a type, or an object with the member {@code type}. */
    private static String type(Context context) {
        String text = context.body().strip();
        String type = text.startsWith("\"") && text.endsWith("\"") && text.length() > 1
                ? text.substring(1, text.length() - 1)
                : Body.of(context).text("type");
        if (!KafkaProbe.TYPES.contains(type)) {
            throw new ApiException(
                    ErrorCode.INVALID_SERVICE_PROBE,
                    "'" + type + "' is no probe; there are " + String.join(", ", KafkaProbe.TYPES));
        }
        return type;
    }

    private void ask(Service service, ServiceProbe probe) {
        try {
            Json answer = KafkaProbe.ask(service.config(), probe.type(), restricted);
            String status = answer.tree().has("success") ? "success" : "failure";
            catalog.serviceProbes().finish(probe.id(), status, answer, clock.instant());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ObjectNode json(ServiceProbe probe) {
        ObjectNode node = Json.object();
        node.put("service_probe_id", probe.id().toString());
        node.put("status", probe.status());
        node.put("probe_type", probe.type());
        node.put("created_at", probe.createdAt().toString());
        node.put("started_at", probe.createdAt().toString());
        node.put(
                "finished_at",
                probe.finishedAt() == null ? null : probe.finishedAt().toString());
        Answers.put(node, "response", probe.response());
        return node;
    }
}
