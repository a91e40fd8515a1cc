package dev.millrace.manager.agent;

import dev.millrace.api.Json;
import dev.millrace.manager.runner.Deployed;
import dev.millrace.manager.runner.Launch;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Something an agent shall do. Doing it twice does no harm: it is repeated until the agent says that it is done. */
sealed interface Order {
    record Start(Launch launch) implements Order {}

    record End(Deployed deployed) implements Order {}

    record Forget(Deployed deployed) implements Order {}

    record Clear(UUID pipeline) implements Order {}

    record Remove(UUID pipeline) implements Order {}

    /** What it is about. */
    default UUID pipeline() {
        return switch (this) {
            case Start start -> start.launch().pipeline();
            case End end -> end.deployed().pipeline();
            case Forget forget -> forget.deployed().pipeline();
            case Clear clear -> clear.pipeline();
            case Remove remove -> remove.pipeline();
        };
    }

    /** As it goes over the wire. */
    default ObjectNode json() {
        ObjectNode node = Json.object();
        switch (this) {
            case Start start -> start(node.put("kind", "start"), start.launch());
            case End end -> deployed(node.put("kind", "end"), end.deployed());
            case Forget forget -> deployed(node.put("kind", "forget"), forget.deployed());
            case Clear clear ->
                node.put("kind", "clear").put("pipeline", clear.pipeline().toString());
            case Remove remove ->
                node.put("kind", "remove").put("pipeline", remove.pipeline().toString());
        }
        return node;
    }

    private static void deployed(ObjectNode node, Deployed deployed) {
        node.put("pipeline", deployed.pipeline().toString());
        node.put("deployment", deployed.deployment().toString());
    }

    private static void start(ObjectNode node, Launch launch) {
        deployed(node, new Deployed(launch.pipeline(), launch.deployment()));
        node.put("name", launch.name());
        node.put("program", launch.program());
        node.put("plan", launch.plan());
        node.set("runtime_config", launch.runtimeConfig().tree());
        node.put("paused", launch.paused());
        node.put("memory_mb_max", launch.memoryMbMax());
        node.put("cores_max", launch.coresMax());
        ObjectNode secrets = node.putObject("secrets");
        launch.secrets().forEach(secrets::put);
    }

    /** Reads an order; throws {@link IllegalArgumentException} if it is none. */
    static Order of(JsonNode node) {
        UUID pipeline = UUID.fromString(node.path("pipeline").asString(""));
        return switch (node.path("kind").asString("")) {
            case "start" -> new Start(launch(node, deployed(node)));
            case "end" -> new End(deployed(node));
            case "forget" -> new Forget(deployed(node));
            case "clear" -> new Clear(pipeline);
            case "remove" -> new Remove(pipeline);
            default -> throw new IllegalArgumentException("an order of an unknown kind: " + node.path("kind"));
        };
    }

    private static Deployed deployed(JsonNode node) {
        return new Deployed(
                UUID.fromString(node.path("pipeline").asString("")),
                UUID.fromString(node.path("deployment").asString("")));
    }

    private static Launch launch(JsonNode node, Deployed deployed) {
        @Nullable
        Long memory = node.path("memory_mb_max").isNumber()
                ? (Long) node.path("memory_mb_max").asLong()
                : null;
        @Nullable
        Integer cores = node.path("cores_max").isNumber()
                ? (Integer) node.path("cores_max").asInt()
                : null;
        Map<String, String> secrets = new LinkedHashMap<>();
        node.path("secrets")
                .properties()
                .forEach(
                        secret -> secrets.put(secret.getKey(), secret.getValue().asString()));
        return new Launch(
                deployed.pipeline(),
                deployed.deployment(),
                node.path("name").asString(""),
                node.path("program").asString(""),
                node.path("plan").asString(""),
                Json.of(node.path("runtime_config")),
                node.path("paused").asBoolean(),
                memory,
                cores,
                secrets,
                null);
    }
}
