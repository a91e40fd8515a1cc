package dev.millrace.dataplane.service;

import dev.millrace.api.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What the process is told when it is started, as a JSON object.
 *
 * @param name of the pipeline
 * @param id of the pipeline, for metrics; its name if there is no other
 * @param program SQL
 * @param planFile the compiled program; without it the process compiles
 * @param runtime settings
 * @param storage the folder of its state
 * @param portFile where the process writes its port when it listens
 * @param token what every request must present
 * @param paused whether it waits to be started
 * @param access what its program may reach
 */
public record ProcessConfig(
        String name,
        String id,
        String program,
        @Nullable Path planFile,
        RuntimeConfig runtime,
        Path storage,
        Path portFile,
        String token,
        boolean paused,
        AccessConfig access) {

    /** Reads a configuration file. Throws {@link IllegalArgumentException} if something in it is missing or wrong. */
    public static ProcessConfig read(Path file) throws IOException {
        JsonNode json;
        try {
            json = Json.read(Files.readString(file));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the configuration is not JSON: " + e.getOriginalMessage());
        }
        String plan = json.path("plan_file").asString("");
        String name = text(json, "name");
        String id = json.path("pipeline_id").asString("");
        return new ProcessConfig(
                name,
                id.isEmpty() ? name : id,
                text(json, "program"),
                plan.isEmpty() ? null : Path.of(plan),
                RuntimeConfig.of(json.path("runtime_config")),
                Path.of(text(json, "storage")),
                Path.of(text(json, "port_file")),
                text(json, "token"),
                paused(json.path("initial_state").asString("running")),
                AccessConfig.of(json.path("access")));
    }

    private static String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isString()) {
            throw new IllegalArgumentException("the configuration lacks the text '" + field + "'");
        }
        return value.stringValue();
    }

    private static boolean paused(String state) {
        return switch (state) {
            case "paused" -> true;
            case "running" -> false;
            default -> throw new IllegalArgumentException("initial_state is paused or running, not '" + state + "'");
        };
    }
}
