package dev.millrace.manager.rest;

import dev.millrace.manager.catalog.ProgramState;
import dev.millrace.manager.pipeline.RuntimeSettings;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The configuration of a pipeline with everything in it: all settings, the connectors of its program and those attached to it. */
final class ExpandedConfig {
    private ExpandedConfig() {}

    /** {@code program} adds the connectors that SQL declares. */
    static ObjectNode of(JsonNode snapshot, @Nullable ProgramState program) {
        JsonNode pipeline = snapshot.path("pipeline");
        ObjectNode config = (ObjectNode)
                RuntimeSettings.of(pipeline.path("config")).written().tree();
        config.put("name", "pipeline-" + pipeline.path("pipeline_id").asString());
        ObjectNode inputs = config.putObject("inputs");
        ObjectNode outputs = config.putObject("outputs");
        if (program != null && program.info() != null) {
            JsonNode info = program.info().tree();
            inputs.setAll((ObjectNode) info.path("input_connectors"));
            outputs.setAll((ObjectNode) info.path("output_connectors"));
        }
        JsonNode attached = pipeline.path("attached_connectors");
        for (int i = 0; i < attached.size(); i++) {
            JsonNode attachment = attached.get(i);
            String relation = attachment.path("relation_name").asString();
            ObjectNode all = attachment.path("is_input").asBoolean() ? inputs : outputs;
            ObjectNode one =
                    all.putObject(relation + "." + attachment.path("name").asString());
            one.put("stream", relation);
            one.setAll((ObjectNode) snapshot.path("connectors").path(i).path("config"));
        }
        return config;
    }
}
