package dev.millrace.manager.runner;

import dev.millrace.api.Json;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A process to start.
 *
 * @param deployment one per start
 * @param program SQL
 * @param plan the same compiled, connectors that the pipeline attaches included
 * @param runtimeConfig an object in Feldera's words
 * @param paused whether it waits to be started once it is up
 * @param memoryMbMax null if unlimited
 * @param coresMax null if unlimited
 * @param secrets that the plan refers to, by name; they are handed to the process and written nowhere
 * @param agent which machine shall run it; null for the manager's
 */
public record Launch(
        UUID pipeline,
        UUID deployment,
        String name,
        String program,
        String plan,
        Json runtimeConfig,
        boolean paused,
        @Nullable Long memoryMbMax,
        @Nullable Integer coresMax,
        Map<String, String> secrets,
        @Nullable String agent) {
    public Launch {
        secrets = Map.copyOf(secrets);
    }

    @Override
    public String toString() {
        return "Launch[" + name + " " + deployment + "]";
    }
}
