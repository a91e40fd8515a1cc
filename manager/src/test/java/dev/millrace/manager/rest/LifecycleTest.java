package dev.millrace.manager.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.Json;
import dev.millrace.manager.RunningManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Pipelines become what is wished for, whatever happens to their processes or to the manager(). */
class LifecycleTest {
    private static final String PROGRAM = "CREATE TABLE t (a INT); CREATE VIEW v AS SELECT a + 1 AS b FROM t;";

    @TempDir
    private Path data = Path.of("");

    private @Nullable RunningManager running;

    @BeforeEach
    void start() throws Exception {
        running = new RunningManager(data);
    }

    private RunningManager manager() {
        return Objects.requireNonNull(running);
    }

    @AfterEach
    void stop() throws Exception {
        manager().close();
    }

    private void create(String name, String program) {
        String body =
                Json.object().put("name", name).put("program_code", program).toString();
        assertThat(manager().post("/v0/pipelines", body).status()).isEqualTo(201);
    }

    private void wish(String name, String action) {
        assertThat(manager().post("/v0/pipelines/" + name + "/" + action, "").status())
                .isEqualTo(202);
    }

    /** The stages a pipeline went through, without those it came back to. */
    private List<String> history(String name) {
        List<JsonNode> events = manager()
                .get("/v0/pipelines/" + name + "/events")
                .json()
                .valueStream()
                .toList();
        return events.reversed().stream()
                .map(e -> e.path("deployment_resources_status").asString() + "/"
                        + e.path("deployment_resources_desired_status").asString() + "/"
                        + e.path("deployment_runtime_status").asString("-") + "/"
                        + e.path("storage_status").asString())
                .distinct()
                .toList();
    }

    @Test
    void aPipelineGoesThroughItsWholeLife() {
        create("orders", PROGRAM);
        wish("orders", "pause");
        manager().awaitStatus("orders", "Paused");
        wish("orders", "start");
        manager().awaitStatus("orders", "Running");
        assertThat(manager()
                        .get("/v0/pipelines/orders/deployed")
                        .json()
                        .path("program")
                        .path("code")
                        .asString())
                .isEqualTo(PROGRAM);
        wish("orders", "pause");
        manager().awaitStatus("orders", "Paused");
        wish("orders", "shutdown");
        JsonNode ended = manager().awaitStatus("orders", "Shutdown");
        assertThat(ended.path("deployment_error").isNull()).isTrue();
        assertThat(manager().get("/v0/pipelines/orders/deployed").json().isNull())
                .isTrue();
        assertThat(history("orders"))
                .containsExactly(
                        "Stopped/Stopped/-/Cleared",
                        "Stopped/Provisioned/-/Cleared",
                        "Stopped/Provisioned/-/InUse",
                        "Provisioning/Provisioned/-/InUse",
                        "Provisioned/Provisioned/Initializing/InUse",
                        "Provisioned/Provisioned/Paused/InUse",
                        "Provisioned/Provisioned/Running/InUse",
                        "Provisioned/Stopped/Paused/InUse",
                        "Stopping/Stopped/-/InUse",
                        "Stopped/Stopped/-/InUse",
                        "Stopped/Stopped/-/Clearing");
        assertThat(manager().delete("/v0/pipelines/orders").status()).isEqualTo(200);
        assertThat(data.resolve("pipelines")).isEmptyDirectory();
    }

    @Test
    void startingMayBeAskedForBeforeTheProgramIsCompiled() {
        create("orders", PROGRAM);
        wish("orders", "start");
        manager().awaitStatus("orders", "Running");
    }

    @Test
    void aProgramWithMistakesNeverStarts() {
        create("broken", "CREATE VIEW v AS SELECT nothing FROM nowhere;");
        JsonNode failed = manager()
                .await("/v0/pipelines/broken", p -> p.path("program_status").isObject());
        JsonNode message = failed.path("program_status").path("SqlError").path(0);
        assertThat(message.path("start_line_number").asInt()).isEqualTo(1);
        assertThat(message.path("message").asString()).contains("nowhere");
        assertThat(manager().post("/v0/pipelines/broken/start", "").errorCode())
                .isEqualTo("StartFailedDueToFailedCompilation");
    }

    @Test
    void aProcessThatCannotStartIsAFailureWithItsReason() {
        create("orders", PROGRAM + " -- exits");
        wish("orders", "start");
        JsonNode failed = manager().awaitStatus("orders", "Failed");
        assertThat(failed.path("deployment_error").path("error_code").asString())
                .isEqualTo("PipelineProvisioningError");
        assertThat(failed.path("deployment_error").path("message").asString())
                .contains("exited with code 3")
                .contains("cannot find what it needs");
        assertThat(manager().post("/v0/pipelines/orders/start", "").errorCode())
                .isEqualTo("IllegalPipelineStateTransition");
        wish("orders", "shutdown");
        manager().awaitStatus("orders", "Shutdown");
    }

    @Test
    void aProcessThatNeverListensTimesOut() {
        String body = Json.object()
                .put("name", "orders")
                .put("program_code", PROGRAM + " -- never listens")
                .set("runtime_config", Json.object().put("provisioning_timeout_secs", 1))
                .toString();
        manager().post("/v0/pipelines", body);
        wish("orders", "start");
        JsonNode failed = manager().awaitStatus("orders", "Failed");
        assertThat(failed.path("deployment_error").path("error_code").asString())
                .isEqualTo("PipelineProvisioningTimeout");
    }

    @Test
    void aPipelineThatFailsSaysWhy() {
        create("orders", PROGRAM);
        wish("orders", "start");
        manager().awaitStatus("orders", "Running");
        assertThat(manager()
                        .post("/v0/pipelines/orders/ingress/t?format=json", "die")
                        .status())
                .isEqualTo(200);
        JsonNode failed = manager().awaitStatus("orders", "Failed");
        assertThat(failed.path("deployment_error").path("message").asString()).isEqualTo("division by zero");
    }

    @Test
    void aKilledProcessIsAFailure() throws Exception {
        create("orders", PROGRAM);
        wish("orders", "start");
        manager().awaitStatus("orders", "Running");
        process("orders").destroyForcibly();
        JsonNode failed = manager().awaitStatus("orders", "Failed");
        assertThat(failed.path("deployment_error").path("error_code").asString())
                .isEqualTo("PipelineTerminated");
        assertThat(failed.path("deployment_error").path("message").asString()).contains("signal 9");
    }

    @Test
    void anotherManagerTakesRunningPipelinesOver() throws Exception {
        create("orders", PROGRAM);
        wish("orders", "start");
        manager().awaitStatus("orders", "Running");
        ProcessHandle before = process("orders");
        manager().abandon();
        running = new RunningManager(data);
        assertThat(manager().get("/v0/pipelines/orders/stats").status()).isEqualTo(200);
        assertThat(process("orders")).isEqualTo(before);
        wish("orders", "pause");
        manager().awaitStatus("orders", "Paused");
        before.destroyForcibly();
        manager().awaitStatus("orders", "Failed");
    }

    @Test
    void aRestartedManagerFinishesWhatWasBegun() throws Exception {
        create("orders", PROGRAM);
        create("other", PROGRAM);
        wish("other", "start");
        manager().awaitStatus("other", "Running");
        ProcessHandle other = process("other");
        wish("orders", "start");
        wish("other", "shutdown");
        manager().abandon();
        running = new RunningManager(data);
        manager().awaitStatus("orders", "Running");
        manager().awaitStatus("other", "Shutdown");
        assertThat(other.isAlive()).isFalse();
    }

    /** The process of the only deployment of a pipeline. */
    private ProcessHandle process(String name) throws Exception {
        String id = manager().get("/v0/pipelines/" + name).json().path("id").asString();
        try (var files = Files.walk(data.resolve("pipelines").resolve(id))) {
            Path file =
                    files.filter(f -> f.endsWith("process.json")).findFirst().orElseThrow();
            return ProcessHandle.of(
                            Json.read(Files.readString(file)).path("pid").asLong())
                    .orElseThrow();
        }
    }
}
