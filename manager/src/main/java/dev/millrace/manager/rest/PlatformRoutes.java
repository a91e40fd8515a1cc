package dev.millrace.manager.rest;

import dev.millrace.api.Json;
import dev.millrace.api.OpenApi;
import dev.millrace.manager.catalog.ProgramText;
import dev.millrace.manager.compile.Compiled;
import dev.millrace.manager.compile.ProgramCompiler;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import tools.jackson.databind.node.ObjectNode;

/** What is not about one resource. */
final class PlatformRoutes {
    private final ProgramCompiler compiler;
    private final String version;

    PlatformRoutes(ProgramCompiler compiler, String version) {
        this.compiler = compiler;
        this.version = version;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/healthz", context -> Answers.text(context, 200, "{\"status\":\"healthy\"}"));
        routes.get("/config/authentication", context -> Answers.text(context, 200, "{}"));
        routes.get("/config", this::config);
        routes.get("/v0/config", this::config);
        routes.get("/v0/config/authentication", context -> Answers.text(context, 200, "{}"));
        routes.get("/v0/config/demos", context -> Answers.text(context, 200, "[]"));
        routes.get("/v0/openapi.json", context -> Answers.text(context, 200, OpenApi.text()));
        routes.get("/v0/docs", context -> context.contentType("text/html").result(OpenApi.page()));
        routes.post("/v0/validate_program", this::validate);
        routes.post(FelderaRoutes.BASE + "/validate_program", this::validate);
    }

    private void config(Context context) {
        Answers.json(context, 200, Json.object().put("telemetry", "").put("version", version));
    }

    private void validate(Context context) {
        Body body = Body.of(context);
        Compiled compiled = compiler.compile(new ProgramText(body.text("program_code"), "", "", Json.EMPTY));
        ObjectNode answer = Json.object();
        switch (compiled.status()) {
            case SUCCESS -> Answers.put(answer.putObject("Success"), "program_info", compiled.info());
            case SYSTEM_ERROR -> Answers.put(answer.putObject("SystemError"), "error", compiled.error());
            default -> {
                ObjectNode info = answer.putObject("SqlError");
                if (compiled.error() != null) {
                    info.set("info", compiled.error().tree().path("sql_compilation"));
                }
            }
        }
        Answers.json(context, 200, answer);
    }
}
