package dev.millrace.manager.rest;

import dev.millrace.api.Json;
import dev.millrace.manager.catalog.Attachment;
import dev.millrace.manager.catalog.Deployment;
import dev.millrace.manager.catalog.Pipeline;
import dev.millrace.manager.catalog.ProgramState;
import dev.millrace.manager.pipeline.LegacyStatus;
import dev.millrace.manager.pipeline.RuntimeSettings;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** Pipelines as {@code /v0} shows them. */
final class PipelineJson {
    /** How much of a pipeline is shown. */
    enum Selector {
        ALL,
        /** Without the text of the program. */
        NO_CODE,
        /** What changes by itself. */
        STATUS
    }

    private static final int WRITTEN_MAX = 1000;
    private static final ConcurrentMap<String, String> WRITTEN = new ConcurrentHashMap<>();

    private PipelineJson() {}

    static ObjectNode of(Pipeline pipeline, ProgramState program, Selector selector) {
        ObjectNode node = Json.object();
        node.put("id", pipeline.id().toString());
        node.put("name", pipeline.name());
        node.put("description", pipeline.settings().description());
        node.put("created_at", pipeline.createdAt().toString());
        node.put("version", pipeline.version());
        node.put("platform_version", pipeline.platformVersion());
        if (selector != Selector.STATUS) {
            settings(pipeline, node);
        }
        if (selector == Selector.ALL) {
            node.put("program_code", program.text().code());
            node.put("udf_rust", program.text().udfRust());
            node.put("udf_toml", program.text().udfToml());
        }
        if (selector != Selector.STATUS) {
            node.set("program_config", programConfig(program));
        }
        node.put("program_version", program.version());
        node.set("program_status", ProgramStatusJson.of(program));
        node.put("program_status_since", program.since().toString());
        if (selector != Selector.STATUS) {
            raw(node, "program_info", program.info());
        }
        deployment(pipeline.deployment(), node);
        return node;
    }

    private static void settings(Pipeline pipeline, ObjectNode node) {
        ArrayNode tags = node.putArray("tags");
        pipeline.settings().tags().forEach(tags::add);
        Json config = pipeline.settings().runtimeConfig();
        node.putRawValue("runtime_config", written(config));
        node.put("program_name", pipeline.settings().programName());
        ArrayNode connectors = node.putArray("connectors");
        for (Attachment attachment : pipeline.settings().attachments()) {
            ObjectNode one = connectors.addObject();
            one.put("name", attachment.name());
            one.put("is_input", attachment.isInput());
            one.put("connector_name", attachment.connectorName());
            one.put("relation_name", attachment.relationName());
        }
    }

    private static JsonNode programConfig(ProgramState program) {
        ObjectNode config = Json.object();
        config.putNull("profile");
        config.put("cache", true);
        config.setAll((ObjectNode) program.text().config().tree());
        return config;
    }

    private static void deployment(Deployment deployment, ObjectNode node) {
        node.put("deployment_status", LegacyStatus.of(deployment).wire());
        node.put("deployment_status_since", LegacyStatus.since(deployment).toString());
        node.put("deployment_desired_status", LegacyStatus.desired(deployment).wire());
        raw(node, "deployment_error", deployment.error());
    }

    /** Documents are passed on unread: a list has thousands of them. */
    private static void raw(ObjectNode node, String name, @Nullable Json document) {
        if (document == null) {
            node.putNull(name);
        } else {
            node.putRawValue(name, new RawValue(document.text()));
        }
    }

    /** Most pipelines have one of a few configurations; this remembers what they look like when all defaults are written out. */
    private static RawValue written(Json config) {
        String known = WRITTEN.get(config.text());
        if (known == null) {
            known = Json.of(RuntimeSettings.of(config).written().tree()).text();
            if (WRITTEN.size() < WRITTEN_MAX) {
                WRITTEN.put(config.text(), known);
            }
        }
        return new RawValue(known);
    }
}
