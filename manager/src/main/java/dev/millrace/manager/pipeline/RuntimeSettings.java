package dev.millrace.manager.pipeline;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.api.Json;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The runtime configuration of a pipeline: an object in Feldera's words, numbers in the units that older versions name in the key.
 * A member that is null is one that was not given. What is not known is kept and passed on.
 */
public final class RuntimeSettings {
    private static final int WORKERS_MAX = 1024;
    private static final String AGENT = "agent";
    private static final String RESOURCES = "resources";
    private static final String FAULT_TOLERANCE = "fault_tolerance";

    private final ObjectNode given;

    private RuntimeSettings(ObjectNode given) {
        this.given = given;
    }

    /** Reads a configuration; throws {@link ErrorCode#INVALID_RUNTIME_CONFIG} if it is none. */
    public static RuntimeSettings of(Json config) {
        return of(config.tree());
    }

    /** The same. */
    public static RuntimeSettings of(JsonNode config) {
        if (!(config instanceof ObjectNode object)) {
            throw invalid("it is an object");
        }
        RuntimeSettings settings = new RuntimeSettings(withoutNulls(object));
        settings.check();
        return settings;
    }

    private static ObjectNode withoutNulls(ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        List.copyOf(copy.propertyNames()).forEach(name -> {
            if (copy.path(name).isNull()) {
                copy.remove(name);
            } else if (copy.path(name) instanceof ObjectNode inner) {
                copy.set(name, withoutNulls(inner));
            }
        });
        return copy;
    }

    private void check() {
        whole(given, "workers", 1, WORKERS_MAX);
        whole(given, "hosts", 1, WORKERS_MAX);
        for (String key : List.of(
                "min_batch_size_records",
                "max_buffering_delay_usecs",
                "clock_resolution_usecs",
                "provisioning_timeout_secs",
                "max_rss_mb",
                "min_storage_bytes",
                "http_workers",
                "io_workers")) {
            whole(given, key, 0, Long.MAX_VALUE);
        }
        for (String key : List.of("cpu_profiler", "tracing", "checkpoint_during_suspend")) {
            if (given.has(key) && !given.path(key).isBoolean()) {
                throw invalid(key + " is true or false");
            }
        }
        if (given.has(AGENT)
                && (!given.path(AGENT).isString()
                        || given.path(AGENT).asString().isEmpty())) {
            throw invalid("agent is the name of an agent");
        }
        JsonNode storage = given.path("storage");
        if (!storage.isMissingNode() && !storage.isBoolean() && !storage.isObject()) {
            throw invalid("storage is true, false or an object");
        }
        checkFaultTolerance(given.path(FAULT_TOLERANCE));
        checkResources(given.path(RESOURCES));
    }

    private static void checkFaultTolerance(JsonNode tolerance) {
        boolean legacy = tolerance.isString()
                && List.of("initial_state", "latest_checkpoint").contains(tolerance.asString());
        if (!tolerance.isMissingNode() && !legacy && !tolerance.isObject()) {
            throw invalid("fault_tolerance is an object with 'model' and 'checkpoint_interval_secs'");
        }
        JsonNode model = tolerance.path("model");
        if (!model.isMissingNode()
                && !List.of("none", "at_least_once", "exactly_once").contains(model.asString(""))) {
            throw invalid("fault_tolerance.model is none, at_least_once or exactly_once");
        }
    }

    private static void checkResources(JsonNode resources) {
        if (resources.isMissingNode()) {
            return;
        }
        if (!(resources instanceof ObjectNode object)) {
            throw invalid("resources is an object");
        }
        for (String key : List.of("memory_mb_min", "memory_mb_max", "storage_mb_max")) {
            whole(object, key, 0, Long.MAX_VALUE);
        }
        for (String key : List.of("cpu_cores_min", "cpu_cores_max")) {
            if (object.has(key)
                    && !(object.path(key).isNumber() && object.path(key).asDouble() >= 0)) {
                throw invalid("resources." + key + " is a number from 0");
            }
        }
    }

    private static void whole(ObjectNode object, String key, long min, long max) {
        JsonNode value = object.path(key);
        if (!value.isMissingNode()
                && !(value.isIntegralNumber()
                        && value.canConvertToLong()
                        && value.asLong() >= min
                        && value.asLong() <= max)) {
            throw invalid(key + " is a whole number from " + min + (max == Long.MAX_VALUE ? "" : " to " + max));
        }
    }

    private static ApiException invalid(String message) {
        return new ApiException(ErrorCode.INVALID_RUNTIME_CONFIG, "Invalid runtime_config: " + message);
    }

    /** What was given, nothing added: how it is stored. */
    public Json given() {
        return Json.of(given);
    }

    /** Every setting, defaults included, as answers and processes get it. */
    public Json written() {
        ObjectNode all = Json.object();
        all.put("workers", 8);
        all.put("storage", false);
        all.putNull(FAULT_TOLERANCE);
        all.put("cpu_profiler", true);
        all.put("tracing", false);
        all.put("tracing_endpoint_jaeger", "");
        all.put("min_batch_size_records", 0);
        all.put("max_buffering_delay_usecs", 0);
        ObjectNode resources = all.putObject(RESOURCES);
        for (String key : List.of(
                "cpu_cores_min",
                "cpu_cores_max",
                "memory_mb_min",
                "memory_mb_max",
                "storage_mb_max",
                "storage_class")) {
            resources.putNull(key);
        }
        all.putNull("min_storage_bytes");
        all.put("clock_resolution_usecs", 1_000_000);
        given.properties().forEach(entry -> {
            if (entry.getKey().equals(RESOURCES)) {
                resources.setAll((ObjectNode) entry.getValue());
            } else {
                all.set(entry.getKey(), entry.getValue());
            }
        });
        return Json.of(all);
    }

    /** How long the process may take to listen; null if nothing is said. */
    @Nullable
    Duration provisioningMax() {
        return given.has("provisioning_timeout_secs")
                ? Duration.ofSeconds(given.path("provisioning_timeout_secs").asLong())
                : null;
    }

    /** Which agent shall run the pipeline; null for the manager's machine. */
    @Nullable
    String agent() {
        return given.has(AGENT) ? given.path(AGENT).asString() : null;
    }

    @Nullable
    Long memoryMbMax() {
        JsonNode max = given.path(RESOURCES).path("memory_mb_max");
        return max.isMissingNode() ? null : max.asLong();
    }

    @Nullable
    Integer coresMax() {
        JsonNode max = given.path(RESOURCES).path("cpu_cores_max");
        return max.isMissingNode() ? null : (int) Math.ceil(max.asDouble());
    }

    /** Whether the state shall survive a shutdown. */
    public boolean faultTolerant() {
        JsonNode tolerance = given.path(FAULT_TOLERANCE);
        return tolerance.isString()
                ? tolerance.asString().equals("latest_checkpoint")
                : tolerance.isObject()
                        && !tolerance.path("model").asString("exactly_once").equals("none");
    }
}
