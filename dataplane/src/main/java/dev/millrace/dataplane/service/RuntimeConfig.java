package dev.millrace.dataplane.service;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The settings of a pipeline in Feldera's words, as far as this process follows them. What is absent or null has its default.
 *
 * @param workers threads of the engine: {@code workers}, but no more than there are processors
 * @param clockMillis how often NOW() moves: {@code clock_resolution}
 * @param storage how state is kept
 * @param environment variables that references to secrets find before those of the process: {@code env}
 */
record RuntimeConfig(int workers, long clockMillis, StorageConfig storage, Map<String, String> environment) {
    private static final int WORKERS = 8;
    private static final long CLOCK_MILLIS = 1_000;

    static RuntimeConfig of(JsonNode json) {
        int workers = json.path("workers").asInt(WORKERS);
        if (workers < 1) {
            throw new IllegalArgumentException("runtime_config: workers must be 1 or more, not " + workers);
        }
        return new RuntimeConfig(
                Math.min(workers, Runtime.getRuntime().availableProcessors()),
                clockMillis(json),
                StorageConfig.of(json),
                environment(json.path("env")));
    }

    private static long clockMillis(JsonNode json) {
        for (String key : new String[] {"clock_resolution", "clock_resolution_usecs"}) {
            JsonNode value = json.path(key);
            if (value.isNumber()) {
                return Math.max(1, value.asLong() / 1_000);
            }
            if (value.isString()) {
                return Math.max(1, Durations.parse(value.stringValue()).toMillis());
            }
        }
        return CLOCK_MILLIS;
    }

    private static Map<String, String> environment(JsonNode json) {
        Map<String, String> environment = new LinkedHashMap<>();
        json.properties()
                .forEach(entry ->
                        environment.put(entry.getKey(), entry.getValue().asString("")));
        return environment;
    }
}
