package dev.millrace.manager.rest;

import dev.millrace.api.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the server has been since it was started, which is well: one event at its start and one for each ten minutes since. They
 * follow from the two times alone, so nothing has to be kept.
 */
final class ClusterEvents {
    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final int EVENTS_MAX = 72 * 6;

    private final Clock clock;
    private final Instant start;

    ClusterEvents(Clock clock) {
        this.clock = clock;
        this.start = clock.instant();
    }

    /** The newest first. */
    ArrayNode all() {
        ArrayNode events = Json.object().arrayNode();
        long newest = Duration.between(start, clock.instant()).dividedBy(INTERVAL);
        for (long i = newest; i >= 0 && newest - i < EVENTS_MAX; i--) {
            events.add(event(start.plus(INTERVAL.multipliedBy(i))));
        }
        return events;
    }

    private static ObjectNode event(Instant at) {
        ObjectNode event = Json.object();
        event.put(
                "id",
                UUID.nameUUIDFromBytes(at.toString().getBytes(StandardCharsets.UTF_8))
                        .toString());
        event.put("recorded_at", at.toString());
        event.put("all_healthy", true);
        event.put("api_status", "Healthy");
        event.put("compiler_status", "Healthy");
        event.put("runner_status", "Healthy");
        return event;
    }
}
