package dev.millrace.manager.rest;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.api.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runtime configurations as Feldera 0.375 spells them. What is kept has the names and numbers of older versions; read are both
 * spellings, written is only the newer one.
 */
final class FelderaConfig {
    private static final long MEGABYTE = 1_000_000;
    /** What is kept of an interval that was given as null, which means that nothing happens by itself. */
    private static final int NEVER = -1;

    /** A setting: where it is, what it was and is called, and how many nanoseconds or bytes one of the old unit is. */
    private record Renamed(String parent, String before, String after, long unit, boolean duration) {}

    private static final List<Renamed> RENAMED = List.of(
            new Renamed("", "clock_resolution_usecs", "clock_resolution", 1_000, true),
            new Renamed("", "max_buffering_delay_usecs", "max_buffering_delay", 1_000, true),
            new Renamed("", "provisioning_timeout_secs", "provisioning_timeout", 1_000_000_000, true),
            new Renamed("fault_tolerance", "checkpoint_interval_secs", "checkpoint_interval", 1_000_000_000, true),
            new Renamed("", "max_rss_mb", "max_rss", MEGABYTE, false),
            new Renamed("", "datafusion_memory_mb", "datafusion_memory", MEGABYTE, false),
            new Renamed("resources", "memory_mb_min", "memory_min", MEGABYTE, false),
            new Renamed("resources", "memory_mb_max", "memory_max", MEGABYTE, false),
            new Renamed("resources", "storage_mb_min", "storage_min", MEGABYTE, false),
            new Renamed("resources", "storage_mb_max", "storage_max", MEGABYTE, false));

    private static final String DEFAULTS = """
            {"workers":8,"hosts":1,"storage":{"backend":{"name":"default"},"compression":"default","compression_level":null},
             "fault_tolerance":{"model":"none"},"cpu_profiler":true,"tracing":false,"tracing_endpoint_jaeger":"127.0.0.1:6831",
             "min_batch_size_records":0,"resources":{"cpu_cores_min":null,"cpu_cores_max":null,"storage_class":null,
             "service_account_name":null,"namespace":null},"clock_timezone_offset":null,"pin_cpus":[],
             "max_parallel_connector_init":null,"init_containers":null,"checkpoint_during_suspend":true,"http_workers":null,
             "io_workers":null,"env":{},"dev_tweaks":{},"logging":null,"pipeline_template_configmap":null}
            """;

    private FelderaConfig() {}

    /** What is kept of a configuration that was given in either spelling. */
    static Json read(Json given) {
        ObjectNode config = (ObjectNode) given.tree();
        for (Renamed setting : RENAMED) {
            if (place(config, setting) instanceof ObjectNode object) {
                read(object, setting);
            }
        }
        if (config.path("storage").isMissingNode() || config.path("storage").isNull()) {
            config.put("storage", true);
        }
        return Json.of(config);
    }

    private static JsonNode place(ObjectNode config, Renamed setting) {
        return setting.parent().isEmpty() ? config : config.path(setting.parent());
    }

    private static void read(ObjectNode object, Renamed setting) {
        if (object.has(setting.before()) && object.has(setting.after())) {
            throw new ApiException(
                    ErrorCode.INVALID_RUNTIME_CONFIG,
                    "Invalid runtime_config: duplicate field '" + setting.after() + "'");
        }
        String key = object.has(setting.after()) ? setting.after() : setting.before();
        JsonNode value = object.path(key);
        if (value.isMissingNode()) {
            return;
        }
        object.remove(key);
        if (value.isString()) {
            String text = value.asString();
            long amount = setting.duration() ? FelderaText.nanos(text) : FelderaText.bytes(text);
            object.put(setting.before(), amount / setting.unit());
        } else if (value.isNumber()) {
            object.put(setting.before(), value.asLong());
        } else if (setting.after().equals("checkpoint_interval")) {
            object.put(setting.before(), NEVER);
        }
    }

    /** A configuration that is kept, with all defaults, in the newer spelling. */
    static ObjectNode written(Json kept) {
        ObjectNode all = (ObjectNode) Json.read(DEFAULTS);
        kept.tree().properties().forEach(member -> merge(all, member.getKey(), member.getValue()));
        for (Renamed setting : RENAMED) {
            if (place(all, setting) instanceof ObjectNode object && object.has(setting.before())) {
                long amount = object.path(setting.before()).asLong() * setting.unit();
                object.remove(setting.before());
                object.put(setting.after(), amount < 0 ? null : text(setting, amount));
            }
        }
        return all;
    }

    private static String text(Renamed setting, long amount) {
        return setting.duration() ? FelderaText.duration(amount) : FelderaText.size(amount);
    }

    private static void merge(ObjectNode all, String key, JsonNode value) {
        if (key.equals("fault_tolerance") && value.isString()) {
            ((ObjectNode) all.path(key)).put("model", "exactly_once");
        } else if (key.equals("storage") && value.isBoolean()) {
            if (!value.asBoolean()) {
                all.putNull(key);
            }
        } else if (all.path(key) instanceof ObjectNode object && value.isObject()) {
            value.properties().forEach(inner -> object.set(inner.getKey(), inner.getValue()));
        } else {
            all.set(key, value);
        }
    }
}
