package dev.millrace.manager.agent;

import dev.millrace.api.Json;
import dev.millrace.manager.runner.Deployed;
import dev.millrace.manager.runner.Presence;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an agent says about itself.
 *
 * @param incarnation one per start of the agent
 * @param sequence raised with each report of an incarnation
 * @param address where it takes requests for its pipelines
 * @param token what such requests present
 * @param version of Millrace
 * @param seen the deployments it has
 * @param done orders it carried out: null, or why it could not
 */
record Report(
        UUID incarnation,
        long sequence,
        URI address,
        String token,
        String version,
        Map<Deployed, Seen> seen,
        Map<Long, String> done) {

    /** What it sees of a deployment: {@link Presence}, without where the process listens there. */
    sealed interface Seen {
        record Starting() implements Seen {}

        record Listening() implements Seen {}

        record Exited(String reason) implements Seen {}

        /** Null for what it never started. */
        static @Nullable Seen of(Presence presence) {
            return switch (presence) {
                case Presence.Absent absent -> null;
                case Presence.Lost lost -> null;
                case Presence.Starting starting -> new Starting();
                case Presence.Listening listening -> new Listening();
                case Presence.Exited exited -> new Exited(exited.reason());
            };
        }
    }

    @Override
    public String toString() {
        return "Report[" + incarnation + " " + sequence + "]";
    }

    ObjectNode json() {
        ObjectNode node = Json.object();
        node.put("incarnation", incarnation.toString());
        node.put("sequence", sequence);
        node.put("address", address.toString());
        node.put("token", token);
        node.put("version", version);
        ArrayNode deployments = node.putArray("deployments");
        seen.forEach((deployed, what) -> {
            ObjectNode one = deployments.addObject();
            one.put("pipeline", deployed.pipeline().toString());
            one.put("deployment", deployed.deployment().toString());
            switch (what) {
                case Seen.Starting starting -> one.put("status", "starting");
                case Seen.Listening listening -> one.put("status", "listening");
                case Seen.Exited exited -> one.put("status", "exited").put("reason", exited.reason());
            }
        });
        ObjectNode orders = node.putObject("done");
        done.forEach((id, trouble) -> orders.put(String.valueOf(id), trouble));
        return node;
    }

    /** Reads a report; throws {@link IllegalArgumentException} if it is none. */
    static Report of(JsonNode node) {
        Map<Deployed, Seen> seen = new LinkedHashMap<>();
        for (JsonNode one : node.path("deployments")) {
            Deployed deployed = new Deployed(
                    UUID.fromString(one.path("pipeline").asString("")),
                    UUID.fromString(one.path("deployment").asString("")));
            seen.put(deployed, seen(one));
        }
        Map<Long, String> done = new TreeMap<>();
        node.path("done")
                .properties()
                .forEach(entry -> done.put(
                        Long.parseLong(entry.getKey()), entry.getValue().asString("")));
        return new Report(
                UUID.fromString(node.path("incarnation").asString("")),
                node.path("sequence").asLong(),
                URI.create(node.path("address").asString("")),
                node.path("token").asString(""),
                node.path("version").asString(""),
                seen,
                done);
    }

    private static Seen seen(JsonNode one) {
        return switch (one.path("status").asString("")) {
            case "starting" -> new Seen.Starting();
            case "listening" -> new Seen.Listening();
            case "exited" -> new Seen.Exited(one.path("reason").asString(""));
            default -> throw new IllegalArgumentException("a deployment of unknown status: " + one.path("status"));
        };
    }
}
