package dev.millrace.dataplane.service;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The settings of a pipeline in Feldera's words, as far as this process follows them. What is absent or null has its default.
 *
 * @param workers threads of the engine: {@code workers}, but no more than there are processors
 * @param clockMillis how often NOW() moves: {@code clock_resolution}
 * @param gatherRows how many rows a step waits for: {@code min_batch_size_records}
 * @param gatherMillisMax how long it waits for them: {@code max_buffering_delay}
 * @param storage how state is kept
 * @param environment variables that references to secrets find before those of the process: {@code env}
 */
record RuntimeConfig(
        int workers,
        long clockMillis,
        long gatherRows,
        long gatherMillisMax,
        StorageConfig storage,
        Map<String, String> environment) {
    private static final int WORKERS = 8;
    private static final long CLOCK_MICROS = 1_000_000;

    static RuntimeConfig of(JsonNode json) {
        int workers = json.path("workers").asInt(WORKERS);
        if (workers < 1) {
            throw new IllegalArgumentException("runtime_config: workers must be 1 or more, not " + workers);
        }
        return new RuntimeConfig(
                Math.min(workers, Runtime.getRuntime().availableProcessors()),
                Math.max(1, micros(json, "clock_resolution", "_usecs", CLOCK_MICROS) / 1_000),
                json.path("min_batch_size_records").asLong(0),
                roundedUp(micros(json, "max_buffering_delay", "_usecs", 0)),
                StorageConfig.of(json),
                environment(json.path("env")));
    }

    /** A duration as text under its name, or as a number of microseconds under either name. */
    private static long micros(JsonNode json, String name, String unit, long otherwise) {
        for (String key : new String[] {name, name + unit}) {
            JsonNode value = json.path(key);
            if (value.isNumber()) {
                return value.asLong();
            }
            if (value.isString()) {
                return Durations.parse(value.stringValue()).toNanos() / 1_000;
            }
        }
        return otherwise;
    }

    private static long roundedUp(long micros) {
        return (micros + 999) / 1_000;
    }

    private static Map<String, String> environment(JsonNode json) {
        Map<String, String> environment = new LinkedHashMap<>();
        json.properties()
                .forEach(entry ->
                        environment.put(entry.getKey(), entry.getValue().asString("")));
        return environment;
    }
}
