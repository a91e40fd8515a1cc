package dev.millrace.dataplane.service;

import dev.millrace.runtime.FaultTolerance;
import dev.millrace.runtime.StorageOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How state is kept, in Feldera's words: {@code storage} and {@code fault_tolerance}.
 *
 * @param enabled whether there is a folder at all; without one nothing outlives the process
 * @param model what survives a crash
 * @param interval between checkpoints, {@code null} for none of their own accord
 * @param anew whether what the folder holds is thrown away
 * @param bootstrap what happens if that is the state of another program
 */
record StorageConfig(
        boolean enabled, FaultTolerance model, @Nullable Duration interval, boolean anew, Bootstrap bootstrap) {
    /** What happens if the folder holds the state of another program. */
    enum Bootstrap {
        /** The pipeline does not start. */
        REJECT,
        /** It is thrown away, and all inputs begin at their beginning. */
        ALLOW,
        /** The same, once somebody has approved. */
        AWAIT_APPROVAL
    }

    private static final Duration INTERVAL_MIN = Duration.ofSeconds(1);
    private static final Duration INTERVAL_MAX = Duration.ofHours(1);

    static StorageConfig of(JsonNode runtime) {
        JsonNode storage = runtime.path("storage");
        JsonNode tolerance = runtime.path("fault_tolerance");
        FaultTolerance model = model(tolerance);
        boolean off = storage.isBoolean() && !storage.booleanValue();
        return new StorageConfig(
                !off || model.journals(),
                model,
                interval(tolerance),
                tolerance.asString("").equals("initial_state"),
                bootstrap(runtime.path("bootstrap_policy").asString("reject")));
    }

    private static Bootstrap bootstrap(String policy) {
        return switch (policy) {
            case "reject" -> Bootstrap.REJECT;
            case "allow" -> Bootstrap.ALLOW;
            case "await_approval" -> Bootstrap.AWAIT_APPROVAL;
            default ->
                throw new IllegalArgumentException("runtime_config: there is no bootstrap_policy '" + policy + "'");
        };
    }

    private static FaultTolerance model(JsonNode tolerance) {
        if (tolerance.isString()) {
            return switch (tolerance.stringValue()) {
                case "none" -> FaultTolerance.NONE;
                case "initial_state", "latest_checkpoint" -> FaultTolerance.EXACTLY_ONCE;
                default -> throw wrong(tolerance.stringValue());
            };
        }
        if (!tolerance.isObject()) {
            return FaultTolerance.NONE;
        }
        return switch (tolerance.path("model").asString("exactly_once")) {
            case "none" -> FaultTolerance.NONE;
            case "at_least_once" -> FaultTolerance.AT_LEAST_ONCE;
            case "exactly_once" -> FaultTolerance.EXACTLY_ONCE;
            default -> throw wrong(tolerance.path("model").asString());
        };
    }

    private static IllegalArgumentException wrong(String model) {
        return new IllegalArgumentException("runtime_config: there is no fault_tolerance '" + model + "'");
    }

    private static @Nullable Duration interval(JsonNode tolerance) {
        for (String key : new String[] {"checkpoint_interval", "checkpoint_interval_secs"}) {
            JsonNode value = tolerance.path(key);
            if (tolerance.has(key) && (value.isNull() || value.isNumber() && value.asDouble() < 0)) {
                return null;
            }
            if (value.isNumber()) {
                return clamped(Duration.ofMillis((long) (value.asDouble() * 1_000)));
            }
            if (value.isString()) {
                return clamped(Durations.parse(value.stringValue()));
            }
        }
        return StorageOptions.INTERVAL_DEFAULT;
    }

    private static Duration clamped(Duration interval) {
        return interval.compareTo(INTERVAL_MIN) < 0
                ? INTERVAL_MIN
                : interval.compareTo(INTERVAL_MAX) > 0 ? INTERVAL_MAX : interval;
    }

    /** The options for a pipeline with a folder; empty if it has none. */
    Optional<StorageOptions> options(Path folder, String pipeline) throws IOException {
        return enabled
                ? Optional.of(StorageOptions.of(folder)
                        .named(pipeline)
                        .with(model)
                        .every(interval)
                        .anew(anew))
                : Optional.empty();
    }
}
