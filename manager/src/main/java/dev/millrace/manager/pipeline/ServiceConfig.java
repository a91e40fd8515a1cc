package dev.millrace.manager.pipeline;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.api.Json;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a service says: {@code {"kafka": {"bootstrap_servers": […], "options": {…}}}}. */
public final class ServiceConfig {
    private static final String KAFKA = "kafka";

    private ServiceConfig() {}

    /** Throws {@link ApiException} if it is none. */
    public static void check(JsonNode config) {
        if (!config.isObject() || config.size() != 1 || !config.path(KAFKA).isObject()) {
            throw invalid("a service's config is an object with the one member 'kafka'");
        }
        JsonNode servers = config.path(KAFKA).path("bootstrap_servers");
        if (!servers.isArray() || servers.isEmpty() || !servers.valueStream().allMatch(JsonNode::isString)) {
            throw invalid("kafka.bootstrap_servers is a list of at least one HOST:PORT");
        }
        JsonNode options = config.path(KAFKA).path("options");
        if (!options.isMissingNode()
                && !(options.isObject() && options.valueStream().allMatch(JsonNode::isString))) {
            throw invalid("kafka.options is an object of strings");
        }
    }

    /** The kind of service: the name of its one member. */
    public static String type(Json config) {
        return config.tree().propertyNames().stream().findFirst().orElse("");
    }

    /** Puts into a transport's configuration what it leaves out. */
    static void fillIn(Json service, ObjectNode transport) {
        JsonNode kafka = service.tree().path(KAFKA);
        StringJoiner servers = new StringJoiner(",");
        kafka.path("bootstrap_servers").forEach(server -> servers.add(server.asString()));
        if (!transport.has("bootstrap.servers")) {
            transport.put("bootstrap.servers", servers.toString());
        }
        kafka.path("options").properties().forEach(option -> {
            if (!transport.has(option.getKey())) {
                transport.set(option.getKey(), option.getValue());
            }
        });
    }

    private static ApiException invalid(String message) {
        return new ApiException(ErrorCode.INVALID_SERVICE_CONFIG, "Invalid service: " + message);
    }
}
