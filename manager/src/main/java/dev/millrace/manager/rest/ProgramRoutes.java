package dev.millrace.manager.rest;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.api.Json;
import dev.millrace.manager.catalog.Catalog;
import dev.millrace.manager.catalog.ProgramState;
import dev.millrace.manager.catalog.ProgramText;
import dev.millrace.manager.catalog.StoredProgram;
import dev.millrace.manager.compile.CompilationQueue;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v0/programs}. */
final class ProgramRoutes {
    private final Catalog catalog;
    private final CompilationQueue compilations;
    private final Clock clock;

    ProgramRoutes(Catalog catalog, CompilationQueue compilations, Clock clock) {
        this.catalog = catalog;
        this.compilations = compilations;
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/v0/programs", this::list);
        routes.post("/v0/programs", this::create);
        routes.get("/v0/programs/{name}", this::get);
        routes.put("/v0/programs/{name}", this::replace);
        routes.patch("/v0/programs/{name}", this::update);
        routes.delete("/v0/programs/{name}", this::delete);
        routes.post("/v0/programs/{name}/compile", this::compile);
    }

    private void list(Context context) {
        boolean code = Answers.flag(context, "with_code", false);
        ArrayNode all = Json.object().arrayNode();
        Filter.of(context, catalog.programs()).forEach(program -> all.add(json(program, code)));
        Answers.json(context, 200, all);
    }

    private void get(Context context) {
        StoredProgram program = catalog.programs().get(context.pathParam("name"));
        Answers.version(context, program.program().version());
        Answers.json(context, 200, json(program, Answers.flag(context, "with_code", false)));
    }

    private void create(Context context) {
        Body body = Body.of(context);
        StoredProgram created = create(Names.checked(body.text("name")), body);
        answer(context, 201, created);
    }

    private StoredProgram create(String name, Body body) {
        Instant now = clock.instant();
        StoredProgram created = catalog.programs()
                .create(new StoredProgram(
                        UUID.randomUUID(),
                        name,
                        1,
                        Names.description(body.text("description", "")),
                        now,
                        ProgramState.first(text(body, ProgramText.EMPTY, true), now)));
        compilations.wake();
        return created;
    }

    private void replace(Context context) {
        String name = context.pathParam("name");
        Body body = Body.of(context);
        Optional<StoredProgram> existing = catalog.programs().find(name);
        if (existing.isEmpty()) {
            Answers.guard(context, body.optionalWhole("guard"), 0, ErrorCode.OUTDATED_PROGRAM_VERSION);
            answer(context, 201, create(Names.checked(name), body));
        } else {
            answer(context, 200, change(context, name, body, ProgramText.EMPTY, true));
        }
    }

    private void update(Context context) {
        StoredProgram changed = change(context, context.pathParam("name"), Body.of(context), null, false);
        Answers.version(context, changed.program().version());
        Answers.json(context, 200, Map.of("version", changed.program().version()));
    }

    private StoredProgram change(
            Context context,
            String name,
            Body body,
            @org.jspecify.annotations.Nullable ProgramText base,
            boolean whole) {
        Instant now = clock.instant();
        StoredProgram changed = catalog.programs().change(name, program -> {
            Answers.guard(
                    context,
                    body.optionalWhole("guard"),
                    program.program().version(),
                    ErrorCode.OUTDATED_PROGRAM_VERSION);
            ProgramText from = base == null ? program.program().text() : base;
            return program.with(
                    Names.checked(body.text("name", program.name())),
                    Names.description(body.text("description", whole ? "" : program.description())),
                    program.program().withText(text(body, from, whole), now));
        });
        compilations.wake();
        return changed;
    }

    private void delete(Context context) {
        catalog.programs()
                .delete(
                        context.pathParam("name"),
                        program -> Answers.guard(
                                context, null, program.program().version(), ErrorCode.OUTDATED_PROGRAM_VERSION));
        context.status(200);
    }

    /** Compiles again what could not be compiled; otherwise compilation has begun, or ended, by itself. */
    private void compile(Context context) {
        Body body = Body.optional(context);
        StoredProgram program = catalog.programs().change(context.pathParam("name"), found -> {
            Answers.guard(
                    context,
                    body.optionalWhole("version"),
                    found.program().version(),
                    ErrorCode.OUTDATED_PROGRAM_VERSION);
            return found.program().status().failed()
                    ? found.withProgram(found.program().again(clock.instant()))
                    : found;
        });
        compilations.wake();
        Answers.version(context, program.program().version());
        context.status(202);
    }

    private static ProgramText text(Body body, ProgramText from, boolean codeRequired) {
        if (codeRequired && !body.has("code")) {
            throw new ApiException(ErrorCode.INVALID_REQUEST, "Invalid request: 'code' is missing");
        }
        return new ProgramText(
                body.text("code", from.code()),
                body.text("udf_rust", from.udfRust()),
                body.text("udf_toml", from.udfToml()),
                ProgramConfigs.checked(body.object("config", from.config())));
    }

    private static void answer(Context context, int status, StoredProgram program) {
        Answers.version(context, program.program().version());
        Answers.json(
                context,
                status,
                Json.object()
                        .put("program_id", program.id().toString())
                        .put("version", program.program().version()));
    }

    static ObjectNode json(StoredProgram program, boolean code) {
        ProgramState state = program.program();
        ObjectNode node = Json.object();
        node.put("program_id", program.id().toString());
        node.put("name", program.name());
        node.put("description", program.description());
        node.put("version", state.version());
        node.set("status", ProgramStatusJson.camelCase(state));
        node.put("status_since", state.since().toString());
        node.set("config", state.text().config().tree());
        if (state.info() == null) {
            node.putNull("schema");
        } else {
            node.set("schema", state.info().tree().path("schema"));
        }
        node.put("code", code ? state.text().code() : null);
        return node;
    }
}
