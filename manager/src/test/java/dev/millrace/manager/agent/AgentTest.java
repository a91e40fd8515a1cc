package dev.millrace.manager.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.Json;
import dev.millrace.manager.RunningManager;
import dev.millrace.manager.RunningManager.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Pipelines at an agent that is a second process: they live as those of the manager's machine do, whatever is killed. */
class AgentTest {
    private static final String PROGRAM = "CREATE TABLE t (a INT) WITH ('connectors' = '[{\"transport\": {\"name\": "
            + "\"url_input\", \"config\": {\"path\": \"${secret:db}\"}}, \"format\": {\"name\": \"json\"}}]');"
            + "CREATE VIEW v AS SELECT a + 1 AS b FROM t;";

    @TempDir
    private Path folder = Path.of("");

    private @Nullable RunningManager running;
    private @Nullable Process agent;
    private String token = "";

    @BeforeEach
    void start() throws Exception {
        running = new RunningManager(folder.resolve("manager"));
        api().post("/v0/secrets", "{\"name\":\"db\",\"value\":\"pa55word\"}");
        token = api().post("/v0/agents", "{\"name\":\"north\"}")
                .json()
                .path("token")
                .asString();
        startAgent();
    }

    private RunningManager api() {
        return Objects.requireNonNull(running);
    }

    private void startAgent() throws Exception {
        agent = AgentProcess.start(api().base(), "north", token, folder.resolve("agent"));
        api().await("/v0/agents/north", a -> a.path("connected").asBoolean());
    }

    private void killAgent() throws Exception {
        Objects.requireNonNull(agent).destroyForcibly().waitFor();
    }

    @AfterEach
    void stop() throws Exception {
        api().close();
        killAgent();
    }

    private void create(String name, String program) {
        ObjectNode body = Json.object().put("name", name).put("program_code", program);
        body.putObject("runtime_config").put("agent", "north");
        assertThat(api().post("/v0/pipelines", body.toString()).status()).isEqualTo(201);
    }

    private void running(String name) {
        api().post("/v0/pipelines/" + name + "/start", "");
        api().awaitStatus(name, "Running");
    }

    private ProcessHandle process() throws Exception {
        try (Stream<Path> files = Files.walk(folder.resolve("agent"))) {
            Path record = files.filter(file -> file.endsWith("process.json"))
                    .findFirst()
                    .orElseThrow();
            return ProcessHandle.of(
                            Json.read(Files.readString(record)).path("pid").asLong())
                    .orElseThrow();
        }
    }

    @Test
    void aPipelineLivesItsWholeLifeAtTheAgent() throws Exception {
        create("p", PROGRAM);
        running("p");
        assertThat(folder.resolve("manager/pipelines")).isEmptyDirectory();
        assertThat(api().get("/v0/agents/north").json().path("deployments").asInt())
                .isEqualTo(1);
        assertThat(api().get("/v0/pipelines/p/stats").text()).contains("pa55word");
        assertThat(api().post("/v0/pipelines/p/ingress/t?format=json", "{\"a\":1}")
                        .status())
                .isEqualTo(200);
        assertThat(api().get("/v0/pipelines/p/query?sql=SELECT%20*%20FROM%20v").text())
                .isEqualTo("{\"a\":1}\n");
        assertThat(api().get("/v0/pipelines/p/query?sql=nonsense").status()).isEqualTo(400);
        assertThat(api().get("/v0/pipelines/p/logs?follow=false").text()).contains("pipeline p starts");
        api().post("/v0/pipelines/p/pause", "");
        api().awaitStatus("p", "Paused");
        assertThat(api().delete("/v0/agents/north").errorCode()).isEqualTo("AgentInUseByPipeline");
        api().post("/v0/pipelines/p/shutdown", "");
        api().awaitStatus("p", "Shutdown");
        assertThat(api().delete("/v0/pipelines/p").status()).isEqualTo(200);
        assertThat(filesWith("pa55word")).isEmpty();
    }

    private java.util.List<Path> filesWith(String text) throws Exception {
        java.util.List<Path> found = new java.util.ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1).contains(text)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    @Test
    void aKilledProcessIsAFailureWithTheEndOfItsLog() throws Exception {
        create("p", PROGRAM);
        running("p");
        process().destroyForcibly();
        JsonNode failed = api().awaitStatus("p", "Failed");
        assertThat(failed.path("deployment_error").path("message").asString())
                .contains("signal 9")
                .contains("pipeline p starts");
    }

    @Test
    void aProcessThatCannotStartIsAFailureWithItsReason() {
        create("p", PROGRAM + " -- exits");
        api().post("/v0/pipelines/p/start", "");
        assertThat(api().awaitStatus("p", "Failed").path("deployment_error").toString())
                .contains("cannot find what it needs");
    }

    @Test
    void aLostAgentIsUnavailableAndTakesItsPipelinesOverWhenItReturns() throws Exception {
        create("p", PROGRAM);
        running("p");
        long pid = process().pid();
        killAgent();
        api().awaitStatus("p", "Unavailable");
        api().await("/v0/agents/north", a -> !a.path("connected").asBoolean());
        assertThat(api().get("/v0/pipelines/p/stats").errorCode()).isEqualTo("PipelineUnreachable");
        startAgent();
        api().awaitStatus("p", "Running");
        assertThat(process().pid()).isEqualTo(pid);
        assertThat(api().get("/v0/pipelines/p/stats").status()).isEqualTo(200);
    }

    @Test
    void anotherManagerFindsThePipelinesOfAnAgent() throws Exception {
        create("p", PROGRAM);
        running("p");
        long pid = process().pid();
        api().abandon();
        killAgent();
        running = new RunningManager(folder.resolve("manager"));
        startAgent();
        api().awaitStatus("p", "Running");
        assertThat(process().pid()).isEqualTo(pid);
    }

    @Test
    void whatNobodyWantsAnyMoreIsEnded() throws Exception {
        create("p", PROGRAM);
        running("p");
        ProcessHandle process = process();
        api().abandon();
        running = new RunningManager(folder.resolve("other"));
        token = api().post("/v0/agents", "{\"name\":\"north\"}")
                .json()
                .path("token")
                .asString();
        killAgent();
        startAgent();
        process.onExit().get(30, java.util.concurrent.TimeUnit.SECONDS);
        api().await("/v0/agents/north", a -> a.path("deployments").asInt() == 0);
    }

    @Test
    void onlyTheAgentItselfGetsItsOrders() {
        String report = new Report(
                        UUID.randomUUID(),
                        1,
                        java.net.URI.create("http://127.0.0.1:1"),
                        "t",
                        "0",
                        java.util.Map.of(),
                        java.util.Map.of())
                .json()
                .toString();
        Answer wrong = api().send("POST", "/v0/agents/north/sync", report, "Authorization", "Bearer agent:guessed");
        assertThat(wrong.errorCode()).isEqualTo("AuthenticationFailed");
        assertThat(api().post("/v0/agents/north/sync", report).errorCode()).isEqualTo("AuthenticationFailed");
        assertThat(api().send("POST", "/v0/agents/south/sync", report, "Authorization", "Bearer " + token)
                        .errorCode())
                .isEqualTo("AuthenticationFailed");
        assertThat(api().get("/v0/agents/north").text()).doesNotContain(token);
    }

    @Test
    void aPipelineStaysWhereItsStateIs() {
        create("p", PROGRAM);
        api().patch("/v0/pipelines/p", "{\"runtime_config\":{\"agent\":\"nowhere\"}}");
        api().post("/v0/pipelines/p/start", "");
        assertThat(api().awaitStatus("p", "Failed")
                        .path("deployment_error")
                        .path("error_code")
                        .asString())
                .isEqualTo("UnknownAgent");
    }
}
