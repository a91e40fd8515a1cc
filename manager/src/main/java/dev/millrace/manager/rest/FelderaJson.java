package dev.millrace.manager.rest;

import dev.millrace.api.Json;
import dev.millrace.manager.catalog.Deployment;
import dev.millrace.manager.catalog.Pipeline;
import dev.millrace.manager.catalog.ProgramState;
import dev.millrace.manager.catalog.ResourcesStatus;
import dev.millrace.manager.catalog.RuntimeStatus;
import dev.millrace.manager.catalog.StorageStatus;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Pipelines as Feldera's newest contract shows them: 41 members, or the 33 that change by themselves. None is ever left out. */
final class FelderaJson {
    private FelderaJson() {}

    static ObjectNode of(Pipeline pipeline, ProgramState program, boolean all) {
        ObjectNode node = Json.object();
        node.put("id", pipeline.id().toString());
        node.put("name", pipeline.name());
        node.put("description", pipeline.settings().description());
        ArrayNode tags = node.putArray("tags");
        pipeline.settings().tags().forEach(tags::add);
        node.put("created_at", pipeline.createdAt().toString());
        node.put("version", pipeline.version());
        node.put("platform_version", pipeline.platformVersion());
        if (all) {
            node.set("runtime_config", FelderaConfig.written(pipeline.settings().runtimeConfig()));
            node.putNull("deployment_config");
            node.put("program_code", program.text().code());
            node.put("udf_rust", program.text().udfRust());
            node.put("udf_toml", program.text().udfToml());
        }
        ObjectNode config = node.putObject("program_config");
        config.putNull("profile").put("cache", true).putNull("runtime_version");
        config.setAll((ObjectNode) program.text().config().tree());
        node.put("program_version", program.version());
        node.put("program_status", program.status().wire());
        node.put("program_status_since", program.since().toString());
        if (all) {
            node.set("program_error", error(program).tree());
            Answers.put(node, "program_info", program.info());
        }
        deployment(pipeline, node, all);
        return node;
    }

    private static Json error(ProgramState program) {
        return Objects.requireNonNullElse(
                program.error(),
                new Json("{\"sql_compilation\":null,\"rust_compilation\":null,\"system_error\":null}"));
    }

    private static void deployment(Pipeline pipeline, ObjectNode node, boolean all) {
        Deployment d = pipeline.deployment();
        boolean provisioned = d.resources() == ResourcesStatus.PROVISIONED && d.runtime() != null;
        Instant since =
                provisioned ? Objects.requireNonNullElse(d.runtimeSince(), d.resourcesSince()) : d.resourcesSince();
        node.put(
                "deployment_status",
                provisioned ? name(d.runtime()) : d.resources().wire());
        node.put("deployment_status_since", since.toString());
        node.put("deployment_desired_status", desired(d));
        node.put("deployment_desired_status_since", d.desiredSince().toString());
        Answers.put(node, "deployment_error", d.error());
        node.put("refresh_version", pipeline.refreshVersion());
        node.put("storage_status", d.storage().wire());
        if (d.storage() == StorageStatus.CLEARED) {
            node.putNull("storage_status_details");
        } else {
            node.putObject("storage_status_details").putArray("checkpoints");
        }
        node.put("deployment_resources_status", d.resources().wire());
        if (all) {
            node.putNull("deployment_resources_status_details");
        }
        node.put("deployment_resources_status_since", d.resourcesSince().toString());
        node.put("deployment_resources_desired_status", d.desired().wire());
        node.put("deployment_resources_desired_status_since", d.desiredSince().toString());
        node.put("deployment_runtime_status", name(d.runtime()));
        Answers.put(node, "deployment_runtime_status_details", d.details());
        node.put("deployment_runtime_status_since", text(d.runtimeSince()));
        node.put("deployment_runtime_desired_status", name(d.runtimeDesired()));
        node.put("deployment_runtime_desired_status_since", text(d.runtimeDesiredSince()));
        node.put("deployment_initial", name(d.initial()));
        node.put("deployment_id", d.id() == null ? null : d.id().toString());
        node.put(
                "bootstrap_policy", d.bootstrap() == null ? null : d.bootstrap().text());
        node.put("silent_bootstrap", false);
        node.put("concurrent_bootstrap", false);
    }

    private static String desired(Deployment d) {
        if (d.desired() == ResourcesStatus.STOPPED) {
            return ResourcesStatus.STOPPED.wire();
        }
        String wish = name(d.runtimeDesired() == null ? d.initial() : d.runtimeDesired());
        return wish == null ? RuntimeStatus.RUNNING.wire() : wish;
    }

    private static @Nullable String name(@Nullable RuntimeStatus status) {
        return status == null ? null : status.wire();
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
