package dev.millrace.manager.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.ErrorCode;
import dev.millrace.api.Json;
import dev.millrace.manager.RunningManager;
import dev.millrace.manager.RunningManager.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Each operation of {@code /v0} and each way in which it refuses. The client holds every answer against the description. */
class ContractTest {
    private static final String TABLE = "CREATE TABLE t (a INT); CREATE VIEW v AS SELECT a FROM t;";

    private static @Nullable RunningManager running;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        running = new RunningManager(data);
    }

    @AfterAll
    static void stop() throws Exception {
        api().close();
    }

    private static RunningManager api() {
        return Objects.requireNonNull(running);
    }

    @AfterEach
    void clear() {
        for (JsonNode pipeline : api().get("/v0/pipelines").json()) {
            String path = "/v0/pipelines/" + pipeline.path("name").asString();
            api().post(path + "/shutdown", "");
            api().await(path, p -> p.path("deployment_status").asString().equals("Shutdown"));
            api().delete(path);
        }
        for (String kind : List.of("programs", "connectors", "services", "api_keys")) {
            api().get("/v0/" + kind)
                    .json()
                    .forEach(one ->
                            api().delete("/v0/" + kind + "/" + one.path("name").asString()));
        }
    }

    private static void refused(Answer answer, ErrorCode code) {
        assertThat(answer.json().path("error_code").asString()).isEqualTo(code.wire());
        assertThat(answer.status()).isEqualTo(code.status());
        assertThat(answer.json().path("message").asString()).isNotBlank();
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private static Answer createProgram(String name, String code) {
        return api().post(
                        "/v0/programs",
                        Json.object().put("name", name).put("code", code).toString());
    }

    private static Answer createPipeline(String name, String code) {
        return api().post(
                        "/v0/pipelines",
                        Json.object()
                                .put("name", name)
                                .put("program_code", code)
                                .toString());
    }

    private static void awaitCompiled(String pipeline) {
        api().await(
                        "/v0/pipelines/" + pipeline,
                        p -> !p.path("program_status").isString()
                                || p.path("program_status").asString().equals("Success"));
    }

    @Test
    void programsAreCreatedReadChangedAndDeleted() {
        Answer created = createProgram("p", TABLE);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().path("version").asInt()).isEqualTo(1);
        JsonNode program = api().await(
                        "/v0/programs/p?with_code=true",
                        p -> p.path("status").asString().equals("Success"));
        assertThat(program.path("code").asString()).isEqualTo(TABLE);
        assertThat(program.path("schema").path("inputs").path(0).path("name").asString())
                .isEqualTo("t");
        assertThat(api().get("/v0/programs?name=p").json()).hasSize(1);
        assertThat(api().get("/v0/programs?id=" + program.path("program_id").asString())
                        .json())
                .hasSize(1);

        assertThat(api().patch("/v0/programs/p", json("{'description':'d'}"))
                        .json()
                        .path("version")
                        .asInt())
                .isEqualTo(1);
        assertThat(api().patch("/v0/programs/p", json("{'code':'CREATE TABLE s (a INT);'}"))
                        .json()
                        .path("version")
                        .asInt())
                .isEqualTo(2);
        assertThat(api().put("/v0/programs/p", json("{'code':''}")).status()).isEqualTo(200);
        assertThat(api().put("/v0/programs/q", json("{'code':''}")).status()).isEqualTo(201);
        assertThat(api().patch("/v0/programs/q", json("{'name':'r'}")).status()).isEqualTo(200);
        assertThat(api().post("/v0/programs/r/compile", "").status()).isEqualTo(202);
        assertThat(api().delete("/v0/programs/r").status()).isEqualTo(200);
        refused(api().get("/v0/programs/r"), ErrorCode.UNKNOWN_PROGRAM_NAME);
    }

    @Test
    void programsShowTheirMistakesWithPlaces() {
        createProgram("p", "CREATE TABLE t (a INT);\nCREATE VIEW v AS SELECT b FROM t;");
        JsonNode status =
                api().await("/v0/programs/p", p -> p.path("status").isObject()).path("status");
        JsonNode message = status.path("SqlError").path(0);
        assertThat(message.path("startLineNumber").asInt()).isEqualTo(2);
        assertThat(message.path("startColumn").asInt()).isEqualTo(25);
        assertThat(message.path("message").asString()).contains("'b'");
    }

    @Test
    void whatProgramsRefuse() {
        createProgram("p", TABLE);
        refused(createProgram("p", TABLE), ErrorCode.DUPLICATE_NAME);
        refused(createProgram("", TABLE), ErrorCode.EMPTY_NAME);
        refused(createProgram("a b", TABLE), ErrorCode.NAME_DOES_NOT_MATCH_PATTERN);
        refused(createProgram("x".repeat(101), TABLE), ErrorCode.TOO_LONG_NAME);
        refused(api().post("/v0/programs", "{"), ErrorCode.INVALID_REQUEST);
        refused(api().post("/v0/programs", "[]"), ErrorCode.INVALID_REQUEST);
        refused(api().post("/v0/programs", json("{'name':'q'}")), ErrorCode.INVALID_REQUEST);
        refused(api().post("/v0/programs", json("{'name':'q','code':1}")), ErrorCode.INVALID_REQUEST);
        refused(
                api().post("/v0/programs", json("{'name':'q','code':'','config':{'profile':'best'}}")),
                ErrorCode.INVALID_PROGRAM_CONFIG);
        refused(
                api().patch("/v0/programs/p", json("{'description':'" + "x".repeat(10_001) + "'}")),
                ErrorCode.TOO_LONG_DESCRIPTION);
        refused(api().get("/v0/programs?id=1"), ErrorCode.INVALID_UUID_PARAM);
        refused(api().get("/v0/programs?name=nobody"), ErrorCode.UNKNOWN_PROGRAM_NAME);
        refused(api().get("/v0/programs?with_code=perhaps"), ErrorCode.INVALID_REQUEST);
        refused(api().patch("/v0/programs/nobody", "{}"), ErrorCode.UNKNOWN_PROGRAM_NAME);
        refused(api().delete("/v0/programs/nobody"), ErrorCode.UNKNOWN_PROGRAM_NAME);
        refused(api().post("/v0/programs/nobody/compile", ""), ErrorCode.UNKNOWN_PROGRAM_NAME);
        assertThat(api().post("/v0/pipelines", json("{'name':'o','program_name':'p'}"))
                        .status())
                .isEqualTo(201);
        refused(api().delete("/v0/programs/p"), ErrorCode.PROGRAM_IN_USE_BY_PIPELINE);
    }

    @Test
    void staleVersionsAreRefusedEverywhere() {
        createProgram("p", TABLE);
        assertThat(api().get("/v0/programs/p").response().headers().firstValue("ETag"))
                .contains("\"1\"");
        assertThat(api().patch("/v0/programs/p", json("{'code':'','guard':1}")).status())
                .isEqualTo(200);
        refused(api().patch("/v0/programs/p", json("{'code':'x','guard':1}")), ErrorCode.OUTDATED_PROGRAM_VERSION);
        refused(api().put("/v0/programs/p", json("{'code':'x','guard':1}")), ErrorCode.OUTDATED_PROGRAM_VERSION);
        refused(api().post("/v0/programs/p/compile", json("{'version':1}")), ErrorCode.OUTDATED_PROGRAM_VERSION);
        refused(
                api().send("PATCH", "/v0/programs/p", json("{'code':'x'}"), "If-Match", "\"1\""),
                ErrorCode.OUTDATED_PROGRAM_VERSION);
        refused(api().send("DELETE", "/v0/programs/p", null, "If-Match", "\"1\""), ErrorCode.OUTDATED_PROGRAM_VERSION);
        assertThat(api().send("PATCH", "/v0/programs/p", json("{'code':'x'}"), "If-Match", "\"2\"")
                        .status())
                .isEqualTo(200);

        createPipeline("o", TABLE);
        assertThat(api().patch("/v0/pipelines/o", json("{'program_code':'','guard':1}"))
                        .json()
                        .path("version")
                        .asInt())
                .isEqualTo(2);
        refused(
                api().patch("/v0/pipelines/o", json("{'program_code':'x','guard':1}")),
                ErrorCode.OUTDATED_PIPELINE_VERSION);
        refused(
                api().send("PUT", "/v0/pipelines/o", json("{'name':'o','program_code':'x'}"), "If-Match", "\"1\""),
                ErrorCode.OUTDATED_PIPELINE_VERSION);
        refused(
                api().send("DELETE", "/v0/pipelines/o", null, "If-Match", "\"1\""),
                ErrorCode.OUTDATED_PIPELINE_VERSION);
        refused(
                api().send("POST", "/v0/pipelines/o/start", "", "If-Match", "\"1\""),
                ErrorCode.OUTDATED_PIPELINE_VERSION);

        api().post("/v0/connectors", json("{'name':'c','config':{'transport':{'name':'datagen'}}}"));
        refused(
                api().patch("/v0/connectors/c", json("{'description':'x','guard':7}")),
                ErrorCode.OUTDATED_CONNECTOR_VERSION);
        api().post("/v0/services", json("{'name':'s','config':{'kafka':{'bootstrap_servers':['h:1']}}}"));
        refused(
                api().patch("/v0/services/s", json("{'description':'x','guard':7}")),
                ErrorCode.OUTDATED_SERVICE_VERSION);
    }

    @Test
    void connectorsAndServicesAreCreatedReadChangedAndDeleted() {
        String kafka = json("{'name':'s','config':{'kafka':{'bootstrap_servers':['h:1'],'options':{'a':'b'}}}}");
        assertThat(api().post("/v0/services", kafka).status()).isEqualTo(201);
        assertThat(api().get("/v0/services/s").json().path("config_type").asString())
                .isEqualTo("kafka");
        String config = json("{'transport':{'name':'kafka_input','config':{'kafka_service':'s','topics':['t']}}}");
        assertThat(api().post("/v0/connectors", "{\"name\":\"c\",\"config\":" + config + "}")
                        .status())
                .isEqualTo(201);
        assertThat(api().get("/v0/connectors/c").json().path("config")).isEqualTo(Json.read(config));
        refused(api().delete("/v0/services/s"), ErrorCode.SERVICE_IN_USE_BY_CONNECTOR);

        String pipeline = json("{'name':'o','program_code':'" + TABLE
                + "','connectors':[{'name':'in','is_input':true,'connector_name':'c','relation_name':'t'}]}");
        assertThat(api().post("/v0/pipelines", pipeline).status()).isEqualTo(201);
        refused(api().delete("/v0/connectors/c"), ErrorCode.CONNECTOR_IN_USE_BY_PIPELINE);
        awaitCompiled("o");
        JsonNode transport = api().get("/v0/pipelines/o/config")
                .json()
                .path("inputs")
                .path("t.in")
                .path("transport");
        assertThat(transport.path("config"))
                .isEqualTo(Json.read(json("{'topics':['t'],'bootstrap.servers':'h:1','a':'b'}")));
        api().delete("/v0/pipelines/o");

        assertThat(api().put("/v0/connectors/c", json("{'config':{'transport':{'name':'datagen'}}}"))
                        .status())
                .isEqualTo(200);
        assertThat(api().put("/v0/connectors/d", json("{'config':{'transport':{'name':'datagen'}}}"))
                        .status())
                .isEqualTo(201);
        assertThat(api().patch("/v0/connectors/d", json("{'name':'e'}"))
                        .json()
                        .path("version")
                        .asInt())
                .isEqualTo(2);
        assertThat(api().get("/v0/connectors?name=e").json()).hasSize(1);
        assertThat(api().put("/v0/services/s2", json("{'config':{'kafka':{'bootstrap_servers':['h:1']}}}"))
                        .status())
                .isEqualTo(201);
        assertThat(api().put("/v0/services/s2", json("{'config':{'kafka':{'bootstrap_servers':['h:2']}}}"))
                        .status())
                .isEqualTo(200);
        assertThat(api().get("/v0/services?name=s2").json()).hasSize(1);
        refused(api().post("/v0/connectors", json("{'name':'x','config':{}}")), ErrorCode.INVALID_CONNECTOR_TRANSPORT);
        refused(api().post("/v0/connectors", json("{'name':'x'}")), ErrorCode.INVALID_REQUEST);
        refused(
                api().post("/v0/services", json("{'name':'x','config':{'redis':{}}}")),
                ErrorCode.INVALID_SERVICE_CONFIG);
        refused(api().get("/v0/connectors/nobody"), ErrorCode.UNKNOWN_CONNECTOR_NAME);
        refused(api().get("/v0/services/nobody"), ErrorCode.UNKNOWN_SERVICE_NAME);
    }

    @Test
    void pipelinesAreCreatedReadChangedAndDeleted() {
        Answer created = createPipeline("o", TABLE);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().path("version").asInt()).isEqualTo(1);
        awaitCompiled("o");
        JsonNode pipeline = api().get("/v0/pipelines/o").json();
        assertThat(pipeline.path("program_info")
                        .path("schema")
                        .path("outputs")
                        .path(0)
                        .path("name")
                        .asString())
                .isEqualTo("v");
        assertThat(pipeline.path("runtime_config").path("workers").asInt()).isEqualTo(8);
        assertThat(api().get("/v0/pipelines?code=false").json().path(0).has("program_code"))
                .isFalse();
        assertThat(api().get("/v0/pipelines?selector=status").json().path(0).has("runtime_config"))
                .isFalse();
        assertThat(api().get("/v0/pipelines?name=o").json()).hasSize(1);

        String all = json("{'name':'o','program_code':'" + TABLE + "','description':'d','tags':['x'],"
                + "'runtime_config':{'workers':2,'resources':{'memory_mb_max':100}},'udf_rust':'//','udf_toml':'#'}");
        JsonNode replaced = api().put("/v0/pipelines/o", all).json();
        assertThat(replaced.path("version").asInt()).isEqualTo(2);
        assertThat(replaced.path("runtime_config").path("workers").asInt()).isEqualTo(2);
        assertThat(api().put("/v0/pipelines/o", all).json().path("version").asInt())
                .isEqualTo(2);
        assertThat(api().patch("/v0/pipelines/o", json("{'description':'e'}"))
                        .json()
                        .path("version")
                        .asInt())
                .isEqualTo(2);
        assertThat(api().patch("/v0/pipelines/o", json("{'name':'n'}"))
                        .json()
                        .path("version")
                        .asInt())
                .isEqualTo(3);
        assertThat(api().put("/v0/pipelines/m", json("{'name':'m','program_code':''}"))
                        .status())
                .isEqualTo(201);
        assertThat(api().get("/v0/pipelines/n/events/latest").status()).isEqualTo(200);
        assertThat(api().get("/v0/pipelines/n/logs?follow=false").text()).isEmpty();
        assertThat(api().delete("/v0/pipelines/n").status()).isEqualTo(200);
        refused(api().get("/v0/pipelines/n"), ErrorCode.UNKNOWN_PIPELINE_NAME);
    }

    @Test
    void whatPipelinesRefuse() {
        createPipeline("o", TABLE);
        refused(createPipeline("o", TABLE), ErrorCode.DUPLICATE_NAME);
        refused(createPipeline("", TABLE), ErrorCode.EMPTY_NAME);
        refused(createPipeline("ä", TABLE), ErrorCode.NAME_DOES_NOT_MATCH_PATTERN);
        refused(createPipeline("x".repeat(101), TABLE), ErrorCode.TOO_LONG_NAME);
        refused(api().post("/v0/pipelines", json("{'name':'n'}")), ErrorCode.PROGRAM_NOT_SET);
        refused(
                api().post("/v0/pipelines", json("{'name':'n','program_name':'nobody'}")),
                ErrorCode.UNKNOWN_PROGRAM_NAME);
        refused(
                api().post("/v0/pipelines", json("{'name':'n','program_name':'p','program_code':''}")),
                ErrorCode.INVALID_REQUEST);
        refused(
                api().post("/v0/pipelines", json("{'name':'n','program_code':'','runtime_config':{'workers':0}}")),
                ErrorCode.INVALID_RUNTIME_CONFIG);
        refused(
                api().post("/v0/pipelines", json("{'name':'n','program_code':'','program_config':{'cache':1}}")),
                ErrorCode.INVALID_PROGRAM_CONFIG);
        refused(
                api().post("/v0/pipelines", json("{'name':'n','program_code':'','tags':['ü']}")),
                ErrorCode.INVALID_TAG);
        refused(
                api().post(
                                "/v0/pipelines",
                                json(
                                        "{'name':'n','program_code':'','connectors':[{'connector_name':'x','relation_name':'t'}]}")),
                ErrorCode.UNKNOWN_ATTACHED_CONNECTOR);
        refused(
                api().put("/v0/pipelines/new", json("{'name':'other','program_code':''}")),
                ErrorCode.CANNOT_RENAME_NON_EXISTING_PIPELINE);
        refused(api().get("/v0/pipelines?selector=some"), ErrorCode.INVALID_REQUEST);
        refused(api().get("/v0/pipelines/o/events/1"), ErrorCode.INVALID_UUID_PARAM);
        refused(
                api().get("/v0/pipelines/o/events/00000000-0000-0000-0000-000000000000"),
                ErrorCode.UNKNOWN_PIPELINE_EVENT);
        refused(api().get("/v0/pipelines/o/stats"), ErrorCode.PIPELINE_NOT_RUNNING_OR_PAUSED);
        refused(api().get("/v0/nothing"), ErrorCode.UNKNOWN_PATH);
        refused(api().send("PUT", "/v0/pipelines", "{}"), ErrorCode.METHOD_NOT_ALLOWED);
        for (String action : List.of("start", "pause", "shutdown")) {
            refused(api().post("/v0/pipelines/nobody/" + action, ""), ErrorCode.UNKNOWN_PIPELINE_NAME);
        }
        for (String path :
                List.of("", "/config", "/validate", "/deployed", "/events", "/logs", "/stats", "/metrics", "/query")) {
            refused(api().get("/v0/pipelines/nobody" + path), ErrorCode.UNKNOWN_PIPELINE_NAME);
        }
    }

    @Test
    void aPipelineIsValidatedAgainstWhatItAttaches() {
        api().post("/v0/connectors", json("{'name':'c','config':{'transport':{'name':'datagen'}}}"));
        String body = "{'name':'o','program_code':'" + TABLE
                + "','connectors':[{'is_input':%s,'connector_name':'c','relation_name':'%s'}]}";
        api().post("/v0/pipelines", json(body.formatted("true", "t")));
        awaitCompiled("o");
        assertThat(api().get("/v0/pipelines/o/validate").json().asString()).contains("valid");
        api().put("/v0/pipelines/o", json(body.formatted("true", "none")));
        awaitCompiled("o");
        refused(api().get("/v0/pipelines/o/validate"), ErrorCode.TABLES_NOT_IN_SCHEMA);
        api().put("/v0/pipelines/o", json(body.formatted("false", "none")));
        refused(api().get("/v0/pipelines/o/validate"), ErrorCode.VIEWS_NOT_IN_SCHEMA);
        createPipeline("broken", "nonsense");
        awaitCompiled("broken");
        refused(api().get("/v0/pipelines/broken/validate"), ErrorCode.PROGRAM_FAILED_TO_COMPILE);
        api().post("/v0/pipelines/o/start", "");
        JsonNode failed = api().await(
                        "/v0/pipelines/o",
                        p -> p.path("deployment_status").asString().equals("Failed"));
        assertThat(failed.path("deployment_error").path("error_code").asString())
                .isEqualTo("ViewsNotInSchema");
    }

    @Test
    void aRunningPipelineServesItsDataAndIsNotEdited() {
        createPipeline("o", TABLE);
        api().post("/v0/pipelines/o/start", "");
        api().await(
                        "/v0/pipelines/o",
                        p -> p.path("deployment_status").asString().equals("Running"));
        assertThat(api().get("/v0/pipelines/o/stats")
                        .json()
                        .path("global_metrics")
                        .isObject())
                .isTrue();
        assertThat(api().post("/v0/pipelines/o/ingress/t?format=json", "12345")
                        .json()
                        .path("token")
                        .asString())
                .isEqualTo("5");
        assertThat(api().post("/v0/pipelines/o/ingress/none", "x").errorCode()).isEqualTo("UnknownInputStream");
        assertThat(api().get("/v0/pipelines/o/logs?follow=false").text()).contains("pipeline o starts");
        refused(api().post("/v0/pipelines/o/tables/t/connectors/c/explode", ""), ErrorCode.INVALID_CONNECTOR_ACTION);
        refused(
                api().patch("/v0/pipelines/o", json("{'program_code':'x'}")),
                ErrorCode.CANNOT_UPDATE_NON_SHUTDOWN_PIPELINE);
        assertThat(api().patch("/v0/pipelines/o", json("{'description':'x'}")).status())
                .isEqualTo(200);
        refused(api().delete("/v0/pipelines/o"), ErrorCode.CANNOT_DELETE_NON_SHUTDOWN_PIPELINE);
    }

    @Test
    void aStoredProgramMayBeEditedWhileItRuns() {
        createProgram("p", TABLE);
        api().post("/v0/pipelines", json("{'name':'o','program_name':'p'}"));
        api().post("/v0/pipelines/o/start", "");
        api().await(
                        "/v0/pipelines/o",
                        p -> p.path("deployment_status").asString().equals("Running"));
        assertThat(api().patch("/v0/programs/p", json("{'code':'CREATE TABLE other (a INT);'}"))
                        .status())
                .isEqualTo(200);
        assertThat(api().get("/v0/pipelines/o/deployed")
                        .json()
                        .path("program")
                        .path("code")
                        .asString())
                .isEqualTo(TABLE);
        assertThat(api().get("/v0/pipelines/o").json().path("program_code").asString())
                .contains("other");
    }

    @Test
    void keysAreShownOnce() {
        Answer created = api().post("/v0/api_keys", json("{'name':'k','role':'write'}"));
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().path("api_key").asString())
                .startsWith("apikey:")
                .hasSize(7 + 128);
        assertThat(api().get("/v0/api_keys/k").json()).hasSize(1);
        assertThat(api().get("/v0/api_keys").text()).doesNotContain("apikey:");
        refused(api().post("/v0/api_keys", json("{'name':'k'}")), ErrorCode.DUPLICATE_NAME);
        refused(api().post("/v0/api_keys", json("{'name':'l','role':'god'}")), ErrorCode.INVALID_REQUEST);
        assertThat(api().delete("/v0/api_keys/k").status()).isEqualTo(200);
        refused(api().delete("/v0/api_keys/k"), ErrorCode.UNKNOWN_API_KEY);
    }

    @Test
    void whatIsAboutTheWholeServer() {
        assertThat(api().get("/healthz").json().path("status").asString()).isEqualTo("healthy");
        assertThat(api().get("/config").json().path("version").asString()).isEqualTo("0.1.0");
        assertThat(api().get("/v0/config").status()).isEqualTo(200);
        assertThat(api().get("/config/authentication").json()).isEmpty();
        assertThat(api().get("/v0/config/authentication").json()).isEmpty();
        assertThat(api().get("/v0/config/demos").json()).isEmpty();
        assertThat(api().get("/v0/openapi.json").json().path("openapi").asString())
                .isEqualTo("3.1.0");
        assertThat(api().get("/v0/metrics").text()).contains("millrace_manager_pipelines{status=\"Running\"} 0");
        assertThat(api().get("/v0/docs").text()).contains("<h1>Millrace API</h1>");
        String valid = Json.object().put("program_code", TABLE).toString();
        assertThat(api().post("/v0/validate_program", valid).json().has("Success"))
                .isTrue();
        assertThat(api().post("/v0/validate_program", json("{'program_code':'nonsense'}"))
                        .json()
                        .has("SqlError"))
                .isTrue();
    }

    @Test
    void withoutAKeyNothingIsAllowedWhereKeysAreRequired(@TempDir Path folder) throws Exception {
        String write = api().post("/v0/api_keys", json("{'name':'w','role':'write'}"))
                .json()
                .path("api_key")
                .asString();
        assertThat(write).isNotBlank();
        RunningManager closed = new RunningManager(folder, null, true);
        try {
            refused(closed.get("/v0/pipelines"), ErrorCode.AUTHENTICATION_FAILED);
            closed.useKey(write);
            refused(closed.get("/v0/pipelines"), ErrorCode.INVALID_API_KEY);
            assertThat(closed.get("/healthz").status()).isEqualTo(200);
        } finally {
            closed.abandon();
        }
    }
}
