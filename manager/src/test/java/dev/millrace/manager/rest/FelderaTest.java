package dev.millrace.manager.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.Json;
import dev.millrace.manager.RunningManager;
import dev.millrace.manager.RunningManager.Answer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The newest contract of Feldera under {@code /feldera}. */
class FelderaTest {
    private static final String BASE = "/feldera/v0/pipelines";
    private static final String PROGRAM = "CREATE TABLE t (a INT); CREATE VIEW v AS SELECT a FROM t;";
    private static final List<String> STATUS_KEYS = List.of(
            "id",
            "name",
            "description",
            "tags",
            "created_at",
            "version",
            "platform_version",
            "program_config",
            "program_version",
            "program_status",
            "program_status_since",
            "deployment_status",
            "deployment_status_since",
            "deployment_desired_status",
            "deployment_desired_status_since",
            "deployment_error",
            "refresh_version",
            "storage_status",
            "storage_status_details",
            "deployment_resources_status",
            "deployment_resources_status_since",
            "deployment_resources_desired_status",
            "deployment_resources_desired_status_since",
            "deployment_runtime_status",
            "deployment_runtime_status_details",
            "deployment_runtime_status_since",
            "deployment_runtime_desired_status",
            "deployment_runtime_desired_status_since",
            "deployment_initial",
            "deployment_id",
            "bootstrap_policy",
            "silent_bootstrap",
            "concurrent_bootstrap");

    private static @Nullable RunningManager running;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        running = new RunningManager(data);
    }

    @AfterAll
    static void stop() {
        api().close();
    }

    private static RunningManager api() {
        return Objects.requireNonNull(running);
    }

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.errorCode()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().has("details")).isTrue();
    }

    private static String body(String name, String config) {
        return "{\"name\":\"" + name + "\",\"program_code\":\"" + PROGRAM + "\",\"runtime_config\":" + config + "}";
    }

    private static JsonNode await(String name, String member, String value) {
        return api().await(
                        BASE + "/" + name + "?selector=status",
                        p -> p.path(member).asString("").equals(value));
    }

    private static int post(String name, String action) {
        return api().post(BASE + "/" + name + "/" + action, "").status();
    }

    @Test
    void aPipelineLivesAsClientsExpect() {
        refused(api().get(BASE + "/o?selector=status"), 404, "UnknownPipelineName");
        assertThat(api().put(BASE + "/o", body("o", "{}")).status()).isEqualTo(201);
        JsonNode compiled = await("o", "program_status", "Success");
        assertThat(compiled.propertyNames()).containsExactlyInAnyOrderElementsOf(STATUS_KEYS);
        assertThat(compiled.path("refresh_version").asInt()).isEqualTo(3);
        assertThat(api().get(BASE + "/o").json().propertyNames()).hasSize(STATUS_KEYS.size() + 8);
        refused(api().get(BASE + "/o/stats"), 503, "PipelineInteractionNotDeployed");
        refused(api().post(BASE + "/o/pause", ""), 400, "PauseWhileNotProvisioned");
        refused(api().post(BASE + "/o/start?initial=sideways", ""), 405, "UnsupportedPipelineAction");

        assertThat(post("o", "start?initial=running")).isEqualTo(202);
        await("o", "deployment_status", "Running");
        assertThat(post("o", "start?initial=running")).isEqualTo(202);
        refused(api().post(BASE + "/o/start?initial=paused", ""), 400, "InitialImmutableUnlessStopped");
        assertThat(post("o", "pause")).isEqualTo(202);
        await("o", "deployment_status", "Paused");
        assertThat(post("o", "resume")).isEqualTo(202);
        await("o", "deployment_status", "Running");
        assertThat(api().get(BASE + "/o/stats").status()).isEqualTo(200);
        refused(api().patch(BASE + "/o", "{\"program_code\":\"\"}"), 400, "UpdateRestrictedToStopped");
        assertThat(api().patch(BASE + "/o", "{\"description\":\"d\",\"program_code\":null}")
                        .status())
                .isEqualTo(200);
        refused(api().delete(BASE + "/o"), 400, "DeleteRestrictedToFullyStopped");
        refused(api().post(BASE + "/o/clear", ""), 400, "StorageStatusImmutableUnlessStopped");

        assertThat(post("o", "stop?force=true")).isEqualTo(202);
        JsonNode stopped = await("o", "deployment_status", "Stopped");
        assertThat(stopped.path("storage_status").asString()).isEqualTo("InUse");
        refused(api().delete(BASE + "/o"), 400, "DeleteRestrictedToClearedStorage");
        refused(
                api().patch(BASE + "/o", "{\"runtime_config\":{\"workers\":3}}"),
                400,
                "EditRestrictedToClearedStorage");
        assertThat(post("o", "clear")).isEqualTo(202);
        await("o", "storage_status", "Cleared");
        assertThat(post("o", "dismiss_error")).isEqualTo(200);
        assertThat(api().delete(BASE + "/o").status()).isEqualTo(200);
    }

    @Test
    void aFailureStaysUntilItIsDismissed() {
        api().put(BASE + "/f", body("f", "{}").replace(PROGRAM, PROGRAM + " -- exits"));
        post("f", "start");
        JsonNode failed = api().await(
                        BASE + "/f",
                        p -> !p.path("deployment_error").isNull()
                                && p.path("deployment_status").asString().equals("Stopped"));
        assertThat(failed.path("deployment_error").path("error_code").asString())
                .isEqualTo("PipelineProvisioningError");
        refused(api().post(BASE + "/f/start?dismiss_error=false", ""), 400, "CannotStartWithUndismissedError");
        assertThat(post("f", "dismiss_error")).isEqualTo(200);
        assertThat(api().get(BASE + "/f").json().path("deployment_error").isNull())
                .isTrue();
    }

    @Test
    void aPipelineStopsAfterACheckpoint() {
        api().put(BASE + "/c", body("c", "{}"));
        post("c", "start");
        await("c", "deployment_status", "Running");
        assertThat(post("c", "stop")).isEqualTo(202);
        JsonNode stopped = await("c", "deployment_status", "Stopped");
        assertThat(stopped.path("deployment_error").isNull()).isTrue();
        assertThat(stopped.path("storage_status").asString()).isEqualTo("InUse");
    }

    @Test
    void settingsAreReadInBothSpellingsAndWrittenInOne() {
        String given = "{\"workers\":2,\"clock_resolution\":\"1m40s\",\"provisioning_timeout_secs\":90,"
                + "\"resources\":{\"memory_mb_max\":16000,\"memory_min\":\"1Gi\"}}";
        JsonNode config = api().put(BASE + "/s", body("s", given)).json().path("runtime_config");
        assertThat(config.path("clock_resolution").asString()).isEqualTo("1m40s");
        assertThat(config.path("provisioning_timeout").asString()).isEqualTo("1m30s");
        assertThat(config.path("resources").path("memory_max").asString()).isEqualTo("16G");
        assertThat(config.path("resources").has("memory_mb_max")).isFalse();
        assertThat(config.has("clock_resolution_usecs")).isFalse();
        refused(
                api().put(BASE + "/s", body("s", "{\"clock_resolution\":\"1s\",\"clock_resolution_usecs\":1}")),
                400,
                "InvalidRuntimeConfig");
        refused(api().put(BASE + "/s", body("s", "{\"clock_resolution\":\"soon\"}")), 400, "InvalidRuntimeConfig");
    }

    @Test
    void theServerIntroducesItself() {
        JsonNode config = api().get("/feldera/v0/config").json();
        assertThat(config.path("edition").asString()).isEqualTo("Enterprise");
        assertThat(config.path("allow_rust_udfs").isBoolean()).isTrue();
        assertThat(api().get("/feldera/v0/cluster_healthz")
                        .json()
                        .path("all_healthy")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void queriesAreAskedOverAWebSocket() throws Exception {
        api().put(BASE + "/q", body("q", "{}"));
        post("q", "start");
        await("q", "deployment_status", "Running");
        assertThat(asked("{\"sql\":\"SELECT 1\",\"format\":\"json\"}")).isEqualTo("{\"a\":1}\n");
        assertThat(Json.read(asked("{\"sql\":\"nonsense\",\"format\":\"json\"}"))
                        .path("error")
                        .asString())
                .isEqualTo("cannot be read");
    }

    /** The first frame that is answered. */
    private static String asked(String frame) throws Exception {
        BlockingQueue<String> frames = new LinkedBlockingQueue<>();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(
                        URI.create(api().base().replace("http:", "ws:") + BASE + "/q/query"), new WebSocket.Listener() {
                            @Override
                            public @Nullable CompletionStage<?> onText(
                                    WebSocket webSocket, CharSequence data, boolean last) {
                                frames.add(data.toString());
                                webSocket.request(1);
                                return null;
                            }
                        })
                .get(30, TimeUnit.SECONDS);
        socket.sendText(frame, true).get(30, TimeUnit.SECONDS);
        return Objects.requireNonNull(frames.poll(30, TimeUnit.SECONDS));
    }
}
