package dev.millrace.manager.rest;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.api.Json;
import dev.millrace.manager.catalog.Attachment;
import dev.millrace.manager.catalog.Catalog;
import dev.millrace.manager.catalog.Deployment;
import dev.millrace.manager.catalog.Pipeline;
import dev.millrace.manager.catalog.PipelineSettings;
import dev.millrace.manager.catalog.ProgramState;
import dev.millrace.manager.catalog.ProgramText;
import dev.millrace.manager.catalog.RuntimeStatus;
import dev.millrace.manager.pipeline.Deployer;
import dev.millrace.manager.pipeline.LegacyStatus;
import dev.millrace.manager.pipeline.LegacyWishes;
import dev.millrace.manager.pipeline.Pipelines;
import dev.millrace.manager.pipeline.Pipelines.Edited;
import dev.millrace.manager.pipeline.RuntimeSettings;
import dev.millrace.manager.rest.PipelineJson.Selector;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v0/pipelines}, but for what is handed on to the processes. */
final class PipelineRoutes {
    private static final UUID NO_DEPLOYMENT = new UUID(0, 0);

    private final Catalog catalog;
    private final Pipelines pipelines;
    private final Deployer deployer;

    PipelineRoutes(Catalog catalog, Pipelines pipelines, Deployer deployer) {
        this.catalog = catalog;
        this.pipelines = pipelines;
        this.deployer = deployer;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/v0/pipelines", this::list);
        routes.post("/v0/pipelines", this::create);
        routes.get("/v0/pipelines/{name}", this::get);
        routes.put("/v0/pipelines/{name}", this::replace);
        routes.patch("/v0/pipelines/{name}", this::update);
        routes.delete("/v0/pipelines/{name}", this::delete);
        routes.get("/v0/pipelines/{name}/config", this::config);
        routes.get("/v0/pipelines/{name}/validate", this::validate);
        routes.get("/v0/pipelines/{name}/deployed", this::deployed);
        routes.post("/v0/pipelines/{name}/start", context -> run(context, RuntimeStatus.RUNNING));
        routes.post("/v0/pipelines/{name}/pause", context -> run(context, RuntimeStatus.PAUSED));
        routes.post("/v0/pipelines/{name}/shutdown", this::shutDown);
    }

    private void list(Context context) {
        Selector selector = selector(context);
        Map<String, ProgramState> stored = new HashMap<>();
        catalog.programs().list().forEach(program -> stored.put(program.name(), program.program()));
        ArrayNode all = Json.object().arrayNode();
        for (Pipeline pipeline : Filter.of(context, catalog.pipelines())) {
            String program = pipeline.settings().programName();
            ProgramState state = program == null ? null : stored.get(program);
            all.add(PipelineJson.of(pipeline, state == null ? pipeline.program() : state, selector));
        }
        Answers.json(context, 200, all);
    }

    private static Selector selector(Context context) {
        String selector = context.queryParam("selector");
        boolean code = Answers.flag(context, "code", true);
        return switch (selector) {
            case "all" -> code ? Selector.ALL : Selector.NO_CODE;
            case "status" -> Selector.STATUS;
            case null -> code ? Selector.ALL : Selector.NO_CODE;
            default -> throw Body.invalid("parameter 'selector' is all or status");
        };
    }

    private void get(Context context) {
        answer(context, 200, pipeline(context), selector(context));
    }

    private Pipeline pipeline(Context context) {
        return catalog.pipelines().get(context.pathParam("name"));
    }

    private void answer(Context context, int status, Pipeline pipeline, Selector selector) {
        Answers.version(context, pipeline.version());
        Answers.json(context, status, PipelineJson.of(pipeline, pipelines.program(pipeline), selector));
    }

    private void create(Context context) {
        answer(context, 201, create(Body.of(context)), Selector.ALL);
    }

    private Pipeline create(Body body) {
        PipelineSettings settings = settings(body, null);
        return pipelines.create(settings, text(body, null, settings.programName()));
    }

    private void replace(Context context) {
        String name = context.pathParam("name");
        Body body = Body.of(context);
        if (catalog.pipelines().find(name).isPresent()) {
            answer(context, 200, edit(context, name, body, true), Selector.ALL);
            return;
        }
        Answers.guard(context, body.optionalWhole("guard"), 0, ErrorCode.OUTDATED_PIPELINE_VERSION);
        if (!name.equals(body.text("name", name))) {
            throw new ApiException(
                    ErrorCode.CANNOT_RENAME_NON_EXISTING_PIPELINE,
                    "There is no pipeline '" + name + "' that could be renamed to '" + body.text("name") + "'");
        }
        Names.checked(name);
        PipelineSettings settings = settings(body, named(name));
        answer(context, 201, pipelines.create(settings, text(body, null, settings.programName())), Selector.ALL);
    }

    private void update(Context context) {
        answer(context, 200, edit(context, context.pathParam("name"), Body.of(context), false), Selector.ALL);
    }

    private Pipeline edit(Context context, String name, Body body, boolean whole) {
        return pipelines.edit(name, (pipeline, now) -> {
            Answers.guard(
                    context, body.optionalWhole("guard"), pipeline.version(), ErrorCode.OUTDATED_PIPELINE_VERSION);
            PipelineSettings settings = settings(body, whole ? named(name) : pipeline.settings());
            ProgramText from = whole ? null : pipeline.program().text();
            Edited edited = new Edited(settings, text(body, from, settings.programName()));
            refuseIfDeployed(pipeline, edited);
            return edited;
        });
    }

    private static void refuseIfDeployed(Pipeline pipeline, Edited edited) {
        PipelineSettings before = pipeline.settings();
        PipelineSettings same = new PipelineSettings(
                before.name(),
                edited.settings().description(),
                edited.settings().tags(),
                before.runtimeConfig(),
                before.programName(),
                before.attachments());
        boolean changes =
                !same.equals(edited.settings()) || !pipeline.program().text().equals(edited.text());
        if (changes && !isShutdown(pipeline.deployment())) {
            throw new ApiException(
                    ErrorCode.CANNOT_UPDATE_NON_SHUTDOWN_PIPELINE,
                    "The pipeline is " + LegacyStatus.of(pipeline.deployment()).wire()
                            + "; only its description and tags can be changed before it is shut down");
        }
    }

    private static boolean isShutdown(Deployment deployment) {
        return LegacyStatus.of(deployment) == LegacyStatus.SHUTDOWN
                && LegacyStatus.desired(deployment) == LegacyStatus.SHUTDOWN;
    }

    private static PipelineSettings named(String name) {
        return new PipelineSettings(name, "", List.of(), Json.EMPTY, null, List.of());
    }

    /** What the body says, and what it leaves out from {@code from}. */
    private static PipelineSettings settings(Body body, @Nullable PipelineSettings from) {
        PipelineSettings base = from == null ? named("") : from;
        String name = from == null ? body.text("name") : body.text("name", base.name());
        String config = body.has("config") && !body.has("runtime_config") ? "config" : "runtime_config";
        return new PipelineSettings(
                Names.checked(name),
                Names.description(body.text("description", base.description())),
                Names.tags(body.texts("tags", base.tags())),
                RuntimeSettings.of(body.object(config, base.runtimeConfig())).given(),
                program(body, base),
                body.has("connectors") ? attachments(body) : base.attachments());
    }

    private static @Nullable String program(Body body, PipelineSettings base) {
        if (body.has("program_name") && body.has("program_code")) {
            throw Body.invalid("a pipeline has either 'program_name' or 'program_code'");
        }
        return body.has("program_code")
                ? null
                : body.has("program_name") ? body.text("program_name") : base.programName();
    }

    private static List<Attachment> attachments(Body body) {
        List<Attachment> all = body.objects("connectors").stream()
                .map(one -> new Attachment(
                        Names.checked(one.text("name", one.text("connector_name"))),
                        one.flag("is_input", false),
                        one.text("connector_name"),
                        one.text("relation_name")))
                .toList();
        if (all.stream().map(Attachment::name).distinct().count() < all.size()) {
            throw Body.invalid("two of the 'connectors' have the same name");
        }
        return all;
    }

    private static ProgramText text(Body body, @Nullable ProgramText from, @Nullable String programName) {
        if (programName != null) {
            return ProgramText.EMPTY;
        }
        if (from == null && !body.has("program_code")) {
            throw new ApiException(
                    ErrorCode.PROGRAM_NOT_SET,
                    "A pipeline has a program: 'program_code', or 'program_name' of a stored one");
        }
        ProgramText base = from == null ? ProgramText.EMPTY : from;
        return new ProgramText(
                body.text("program_code", base.code()),
                body.text("udf_rust", base.udfRust()),
                body.text("udf_toml", base.udfToml()),
                ProgramConfigs.checked(body.object("program_config", base.config())));
    }

    private void delete(Context context) {
        pipelines.delete(context.pathParam("name"), pipeline -> {
            Answers.guard(context, null, pipeline.version(), ErrorCode.OUTDATED_PIPELINE_VERSION);
            if (!pipeline.deployment().atRest() || pipeline.deployment().error() != null) {
                throw new ApiException(
                        ErrorCode.CANNOT_DELETE_NON_SHUTDOWN_PIPELINE,
                        "The pipeline is "
                                + LegacyStatus.of(pipeline.deployment()).wire()
                                + "; it can be deleted when it is shut down");
            }
        });
        context.status(200);
    }

    private void run(Context context, RuntimeStatus wish) {
        pipelines.wish(context.pathParam("name"), (pipeline, now) -> {
            Answers.guard(context, null, pipeline.version(), ErrorCode.OUTDATED_PIPELINE_VERSION);
            return LegacyWishes.run(pipeline, pipelines.program(pipeline), wish, now);
        });
        context.status(202);
    }

    private void shutDown(Context context) {
        pipelines.wish(context.pathParam("name"), LegacyWishes::shutDown);
        context.status(202);
    }

    /** What would be deployed now. */
    private void config(Context context) {
        Json snapshot = deployer.snapshot(pipeline(context), NO_DEPLOYMENT);
        Answers.json(context, 200, ExpandedConfig.of(snapshot.tree(), pipelines.program(pipeline(context))));
    }

    private void validate(Context context) {
        Pipeline pipeline = pipeline(context);
        ProgramState program = pipelines.program(pipeline);
        if (!program.status().finished()) {
            throw new ApiException(ErrorCode.PROGRAM_NOT_COMPILED, "The program is still being compiled");
        }
        if (program.status().failed()) {
            throw new ApiException(ErrorCode.PROGRAM_FAILED_TO_COMPILE, "The program could not be compiled");
        }
        deployer.snapshot(pipeline, NO_DEPLOYMENT);
        Answers.json(context, 200, "Pipeline successfully validated.");
    }

    private void deployed(Context context) {
        Json snapshot = pipeline(context).deployment().snapshot();
        if (snapshot == null) {
            Answers.text(context, 200, "null");
            return;
        }
        ObjectNode revision = (ObjectNode) snapshot.tree();
        revision.set("config", ExpandedConfig.of(revision, null));
        Answers.json(context, 200, revision);
    }
}
