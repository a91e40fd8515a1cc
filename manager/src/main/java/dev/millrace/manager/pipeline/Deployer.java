package dev.millrace.manager.pipeline;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.api.Json;
import dev.millrace.manager.catalog.Attachment;
import dev.millrace.manager.catalog.BootstrapPolicy;
import dev.millrace.manager.catalog.Catalog;
import dev.millrace.manager.catalog.Connector;
import dev.millrace.manager.catalog.Pipeline;
import dev.millrace.manager.catalog.ProgramState;
import dev.millrace.manager.catalog.ProgramText;
import dev.millrace.manager.catalog.RuntimeStatus;
import dev.millrace.manager.catalog.Service;
import dev.millrace.manager.compile.Compiled;
import dev.millrace.manager.compile.ProgramCompiler;
import dev.millrace.manager.runner.Launch;
import dev.millrace.manager.secret.SecretStore;
import dev.millrace.plan.Plan;
import dev.millrace.plan.Table;
import dev.millrace.plan.View;
import dev.millrace.plan.codec.PlanCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes the snapshot of a pipeline when it is deployed, and makes of a snapshot what a runner needs. */
public final class Deployer {
    private final Catalog catalog;
    private final ProgramCompiler compiler;
    private final SecretStore secrets;

    public Deployer(Catalog catalog, ProgramCompiler compiler, SecretStore secrets) {
        this.catalog = catalog;
        this.compiler = compiler;
        this.secrets = secrets;
    }

    /** What a pipeline runs: the stored program it names, or its own. */
    public ProgramState program(Pipeline pipeline) {
        String name = pipeline.settings().programName();
        return name == null ? pipeline.program() : catalog.programs().get(name).program();
    }

    /** The pipeline as it is now: what runs from now on, whatever is edited. Throws {@link ApiException} if it cannot run. */
    public Json snapshot(Pipeline pipeline, UUID deployment) {
        ProgramState program = program(pipeline);
        ObjectNode snapshot = Json.object();
        snapshot.put("revision", deployment.toString());
        ObjectNode descriptor = snapshot.putObject("pipeline");
        descriptor.put("pipeline_id", pipeline.id().toString());
        descriptor.put("name", pipeline.name());
        descriptor.put("description", pipeline.settings().description());
        descriptor.put("program_name", pipeline.settings().programName());
        descriptor.put("version", pipeline.version());
        descriptor.set("config", pipeline.settings().runtimeConfig().tree());
        ObjectNode text = snapshot.putObject("program");
        text.put("name", pipeline.settings().programName());
        text.put("version", program.version());
        text.put("code", program.text().code());
        text.put("udf_rust", program.text().udfRust());
        text.put("udf_toml", program.text().udfToml());
        text.set("config", program.text().config().tree());
        connectors(pipeline, snapshot);
        plan(snapshot);
        return Json.of(snapshot);
    }

    private void connectors(Pipeline pipeline, ObjectNode snapshot) {
        ArrayNode attached = ((ObjectNode) snapshot.path("pipeline")).putArray("attached_connectors");
        ArrayNode connectors = snapshot.putArray("connectors");
        ArrayNode services = snapshot.putArray("services_for_connectors");
        for (Attachment attachment : pipeline.settings().attachments()) {
            ObjectNode node = attached.addObject();
            node.put("name", attachment.name());
            node.put("is_input", attachment.isInput());
            node.put("connector_name", attachment.connectorName());
            node.put("relation_name", attachment.relationName());
            Connector connector = catalog.connectors()
                    .find(attachment.connectorName())
                    .orElseThrow(() -> new ApiException(
                            ErrorCode.UNKNOWN_ATTACHED_CONNECTOR,
                            "There is no connector '" + attachment.connectorName() + "'"));
            ObjectNode config = (ObjectNode) connector.config().tree();
            services.add(fillIn(config));
            config.put("name", attachment.name());
            ObjectNode one = connectors.addObject();
            one.put("name", connector.name());
            one.put("version", connector.version());
            one.set("config", config);
        }
    }

    /** Puts in what a service says and the connector leaves out; the names of the services it took. */
    private ArrayNode fillIn(ObjectNode connector) {
        ArrayNode taken = connector.arrayNode();
        if (connector.path("transport").path("config") instanceof ObjectNode config) {
            List<String> references = config.propertyNames().stream()
                    .filter(n -> n.endsWith("_service"))
                    .toList();
            for (String reference : references) {
                String name = config.path(reference).asString("");
                Service service = catalog.services().get(name);
                config.remove(reference);
                ServiceConfig.fillIn(service.config(), config);
                taken.add(name);
            }
        }
        return taken;
    }

    /** What to start for a snapshot; throws {@link ApiException} if the program does not compile any more. */
    public Launch launch(Pipeline pipeline, UUID deployment, Json snapshot) {
        JsonNode tree = snapshot.tree();
        RuntimeSettings settings =
                RuntimeSettings.of(new Json(tree.path("pipeline").path("config").toString()));
        @Nullable Long memory = settings.memoryMbMax();
        @Nullable Integer cores = settings.coresMax();
        Plan plan = plan(tree);
        return new Launch(
                pipeline.id(),
                deployment,
                pipeline.name(),
                tree.path("program").path("code").asString(),
                PlanCodec.toJson(plan),
                runtimeConfig(settings, pipeline),
                pipeline.deployment().initial() == RuntimeStatus.PAUSED,
                memory,
                cores,
                secrets.referredTo(connectors(plan)),
                settings.agent());
    }

    /** All that is configured in a plan. */
    private static String connectors(Plan plan) {
        return Stream.concat(
                        plan.tables().stream().map(Table::properties),
                        plan.views().stream().map(View::properties))
                .map(properties -> properties.getOrDefault("connectors", ""))
                .collect(Collectors.joining("\n"));
    }

    /** The settings, and what was said at the start about state of another program. */
    private static Json runtimeConfig(RuntimeSettings settings, Pipeline pipeline) {
        BootstrapPolicy bootstrap = pipeline.deployment().bootstrap();
        ObjectNode config = (ObjectNode) settings.written().tree();
        if (bootstrap != null) {
            config.put("bootstrap_policy", bootstrap.text());
        }
        return Json.of(config);
    }

    private Plan plan(JsonNode snapshot) {
        ProgramText text = new ProgramText(snapshot.path("program").path("code").asString(), "", "", Json.EMPTY);
        Compiled compiled = compiler.compile(text);
        if (compiled.plan() == null) {
            throw new ApiException(
                    ErrorCode.PROGRAM_FAILED_TO_COMPILE,
                    "The program does not compile",
                    compiled.error() == null
                            ? Map.of()
                            : Map.of("cause", compiled.error().tree()));
        }
        return attach(compiled.plan(), snapshot);
    }

    private static Plan attach(Plan plan, JsonNode snapshot) {
        List<JsonNode> attached = new ArrayList<>();
        snapshot.path("pipeline").path("attached_connectors").forEach(attached::add);
        Plan extended = plan;
        for (int i = 0; i < attached.size(); i++) {
            JsonNode attachment = attached.get(i);
            extended = AttachedPlan.of(
                    extended,
                    attachment.path("relation_name").asString(),
                    attachment.path("is_input").asBoolean(),
                    snapshot.path("connectors").path(i).path("config"));
        }
        return extended;
    }
}
