package dev.millrace.manager.rest;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.api.Json;
import dev.millrace.manager.catalog.BootstrapPolicy;
import dev.millrace.manager.catalog.Catalog;
import dev.millrace.manager.catalog.Deployment;
import dev.millrace.manager.catalog.Pipeline;
import dev.millrace.manager.catalog.PipelineSettings;
import dev.millrace.manager.catalog.ProgramState;
import dev.millrace.manager.catalog.ProgramStatus;
import dev.millrace.manager.catalog.ProgramText;
import dev.millrace.manager.catalog.RuntimeStatus;
import dev.millrace.manager.catalog.StorageStatus;
import dev.millrace.manager.compile.Compiled;
import dev.millrace.manager.compile.ProgramCompiler;
import dev.millrace.manager.compile.ProgramDiff;
import dev.millrace.manager.pipeline.FelderaWishes;
import dev.millrace.manager.pipeline.Pipelines;
import dev.millrace.manager.pipeline.Pipelines.Edited;
import dev.millrace.manager.pipeline.RuntimeSettings;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** {@code /feldera/v0}: pipelines in the newest contract of Feldera, for its own clients. */
final class FelderaRoutes {
    static final String BASE = "/feldera/v0";

    private static final List<String> FIXED_WHILE_STORED =
            List.of("workers", "hosts", "fault_tolerance", "clock_timezone_offset");

    private final Catalog catalog;
    private final ProgramCompiler compiler;
    private final Pipelines pipelines;

    FelderaRoutes(Catalog catalog, ProgramCompiler compiler, Pipelines pipelines) {
        this.catalog = catalog;
        this.compiler = compiler;
        this.pipelines = pipelines;
    }

    void addTo(RoutesConfig routes) {
        String one = BASE + "/pipelines/{name}";
        routes.get(BASE + "/pipelines", this::list);
        routes.post(BASE + "/pipelines", this::create);
        routes.get(one, this::get);
        routes.put(one, this::replace);
        routes.patch(one, this::update);
        routes.delete(one, this::delete);
        routes.post(one + "/start", this::start);
        routes.post(one + "/pause", context -> become(context, RuntimeStatus.PAUSED));
        routes.post(one + "/resume", context -> become(context, RuntimeStatus.RUNNING));
        routes.post(one + "/stop", this::stop);
        routes.post(one + "/clear", this::clear);
        routes.post(one + "/dismiss_error", this::dismissError);
        routes.post(one + "/update_runtime", context -> answer(context, 200, pipeline(context), true));
        routes.post(one + "/diff", this::diff);
        routes.post(one + "/rebalance", this::nothingToDo);
        routes.post(one + "/start_compaction", this::nothingToDo);
    }

    private void list(Context context) {
        boolean all = all(context);
        ArrayNode nodes = Json.object().arrayNode();
        catalog.pipelines().list().forEach(p -> nodes.add(FelderaJson.of(p, pipelines.program(p), all)));
        Answers.json(context, 200, nodes);
    }

    private static boolean all(Context context) {
        return switch (context.queryParam("selector")) {
            case "all" -> true;
            case "status", "status_with_connectors" -> false;
            case null -> true;
            default -> throw Body.invalid("parameter 'selector' is all or status");
        };
    }

    private void get(Context context) {
        answer(context, 200, pipeline(context), all(context));
    }

    private Pipeline pipeline(Context context) {
        return catalog.pipelines().get(context.pathParam("name"));
    }

    /** Shards are balanced by hashes and state is kept in place, so there is nothing to set right. */
    private void nothingToDo(Context context) {
        DataPlane.feldera(pipelines, pipeline(context));
        context.status(200);
    }

    /** What another program would change. */
    private void diff(Context context) {
        ProgramState program = pipelines.program(pipeline(context));
        if (program.status() != ProgramStatus.SUCCESS) {
            throw new ApiException(
                    ErrorCode.PROGRAM_NOT_YET_COMPILED,
                    "The program is " + program.status().wire());
        }
        String code = Body.optional(context).text("program_code", program.text().code());
        Compiled after = compiler.compile(new ProgramText(code, "", "", Json.EMPTY));
        if (after.plan() == null) {
            throw new ApiException(
                    ErrorCode.INVALID_NEW_PROGRAM_SQL,
                    "The new program does not compile",
                    after.error() == null
                            ? Map.of()
                            : Map.of("cause", after.error().tree()));
        }
        Compiled before = compiler.compile(new ProgramText(program.text().code(), "", "", Json.EMPTY));
        Answers.json(context, 200, ProgramDiff.between(before, after));
    }

    private void answer(Context context, int status, Pipeline pipeline, boolean all) {
        Answers.json(context, status, FelderaJson.of(pipeline, pipelines.program(pipeline), all));
    }

    private void create(Context context) {
        Body body = Body.of(context);
        answer(context, 201, pipelines.create(settings(body, null), text(body, null)), true);
    }

    private void replace(Context context) {
        String name = context.pathParam("name");
        Body body = Body.of(context);
        if (catalog.pipelines().find(name).isPresent()) {
            answer(context, 200, edit(name, body, true), true);
            return;
        }
        if (!name.equals(body.text("name", name))) {
            throw new ApiException(
                    ErrorCode.CANNOT_RENAME_NON_EXISTING_PIPELINE,
                    "There is no pipeline '" + name + "' that could be renamed");
        }
        answer(context, 201, pipelines.create(settings(body, null), text(body, null)), true);
    }

    private void update(Context context) {
        answer(context, 200, edit(context.pathParam("name"), Body.of(context), false), true);
    }

    private Pipeline edit(String name, Body body, boolean whole) {
        return pipelines.edit(name, (pipeline, now) -> {
            PipelineSettings settings = settings(body, whole ? null : pipeline.settings());
            ProgramText text = pipeline.usesStoredProgram() && !body.has("program_code")
                    ? pipeline.program().text()
                    : text(body, whole ? null : pipeline.program().text());
            check(pipeline, settings, text);
            return new Edited(settings, text);
        });
    }

    private static void check(Pipeline pipeline, PipelineSettings settings, ProgramText text) {
        PipelineSettings before = pipeline.settings();
        boolean core = !before.name().equals(settings.name())
                || !before.runtimeConfig().equals(settings.runtimeConfig())
                || !pipeline.program().text().equals(text);
        if (core && !pipeline.deployment().stopped()) {
            throw new ApiException(
                    ErrorCode.UPDATE_RESTRICTED_TO_STOPPED, "A pipeline can be changed when it is stopped");
        }
        if (pipeline.deployment().storage() != StorageStatus.CLEARED) {
            List<String> fixed = new ArrayList<>(before.name().equals(settings.name()) ? List.of() : List.of("name"));
            JsonNode old = FelderaConfig.written(before.runtimeConfig());
            JsonNode now = FelderaConfig.written(settings.runtimeConfig());
            FIXED_WHILE_STORED.stream()
                    .filter(key -> !old.path(key).equals(now.path(key)))
                    .forEach(key -> fixed.add("`runtime_config." + key + "`"));
            if (!fixed.isEmpty()) {
                throw new ApiException(
                        ErrorCode.EDIT_RESTRICTED_TO_CLEARED_STORAGE,
                        "These can be changed when the storage is cleared: " + String.join(", ", fixed),
                        Map.of("not_allowed", fixed));
            }
        }
    }

    private static PipelineSettings settings(Body body, @Nullable PipelineSettings from) {
        PipelineSettings base = from == null
                ? new PipelineSettings(body.text("name"), "", List.of(), Json.EMPTY, null, List.of())
                : from;
        Json config = body.has("runtime_config") || from == null
                ? RuntimeSettings.of(FelderaConfig.read(body.object("runtime_config", Json.EMPTY)))
                        .given()
                : base.runtimeConfig();
        return new PipelineSettings(
                Names.checked(body.text("name", base.name())),
                Names.description(body.text("description", base.description())),
                Names.tags(body.texts("tags", base.tags())),
                config,
                body.has("program_code") ? null : base.programName(),
                base.attachments());
    }

    private static ProgramText text(Body body, @Nullable ProgramText from) {
        ProgramText base = from == null ? ProgramText.EMPTY : from;
        return new ProgramText(
                from == null ? body.text("program_code") : body.text("program_code", base.code()),
                body.text("udf_rust", base.udfRust()),
                body.text("udf_toml", base.udfToml()),
                ProgramConfigs.checked(body.object("program_config", base.config())));
    }

    private void delete(Context context) {
        pipelines.delete(context.pathParam("name"), FelderaWishes::checkDeletable);
        context.status(200);
    }

    private void start(Context context) {
        RuntimeStatus initial = switch (context.queryParam("initial")) {
            case "running" -> RuntimeStatus.RUNNING;
            case "paused" -> RuntimeStatus.PAUSED;
            case null -> RuntimeStatus.RUNNING;
            default ->
                throw new ApiException(
                        ErrorCode.UNSUPPORTED_PIPELINE_ACTION, "A pipeline starts running or paused, not otherwise");
        };
        BootstrapPolicy bootstrap = bootstrap(context);
        boolean dismiss = Answers.flag(context, "dismiss_error", true);
        wish(
                context,
                (pipeline, now) ->
                        FelderaWishes.start(pipeline, pipelines.program(pipeline), initial, bootstrap, dismiss, now));
        Answers.json(context, 202, "Pipeline is starting");
    }

    private static BootstrapPolicy bootstrap(Context context) {
        if (Answers.flag(context, "silent_bootstrap", false) || Answers.flag(context, "concurrent_bootstrap", false)) {
            throw new ApiException(
                    ErrorCode.INVALID_BOOTSTRAP_CONFIG, "A pipeline begins anew neither silently nor concurrently");
        }
        String given = context.queryParam("bootstrap_policy");
        return given == null
                ? BootstrapPolicy.AWAIT_APPROVAL
                : Arrays.stream(BootstrapPolicy.values())
                        .filter(policy -> policy.text().equals(given))
                        .findFirst()
                        .orElseThrow(() -> Body.invalid("'bootstrap_policy' is allow, reject or await_approval"));
    }

    private void become(Context context, RuntimeStatus wish) {
        Pipeline pipeline = wish(context, (found, now) -> FelderaWishes.become(found, wish, now));
        RuntimeStatus from = pipeline.deployment().runtime();
        Answers.json(
                context,
                202,
                "Pipeline transitioning from " + (from == null ? "" : from.wire()) + " to " + wish.wire());
    }

    private void stop(Context context) {
        boolean force = Answers.flag(context, "force", false);
        wish(context, (pipeline, now) -> FelderaWishes.stop(pipeline, force, now));
        Answers.json(context, 202, "Pipeline is stopping");
    }

    private void clear(Context context) {
        wish(context, FelderaWishes::clear);
        Answers.json(context, 202, "Pipeline storage is being cleared");
    }

    private void dismissError(Context context) {
        wish(context, FelderaWishes::dismissError);
        Answers.json(context, 200, "Deployment error is dismissed");
    }

    private Pipeline wish(
            Context context, java.util.function.BiFunction<Pipeline, java.time.Instant, Deployment> wish) {
        return pipelines.wish(context.pathParam("name"), wish);
    }
}
