package dev.millrace.manager.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.Json;
import dev.millrace.manager.RunningManager;
import dev.millrace.manager.RunningManager.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
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
    void aLogIsReadOnWhereItWasLeft() throws Exception {
        api().put(BASE + "/l", body("l", "{}"));
        post("l", "start");
        await("l", "deployment_status", "Running");
        post("l", "stop?force=true");
        await("l", "deployment_status", "Stopped");
        post("l", "start");
        await("l", "deployment_status", "Running");
        List<String> all =
                api().get(BASE + "/l/logs?follow=false").text().lines().toList();
        assertThat(all).hasSizeGreaterThan(1);
        String id = api().get(BASE + "/l").json().path("id").asString();
        try (Log log = new Log("?cursor=")) {
            assertThat(log.header("feldera-logs-epoch")).isEqualTo(id);
            assertThat(log.header("feldera-logs-seq")).isEqualTo("0");
            assertThat(log.header("feldera-logs-gap")).isEqualTo("0");
            assertThat(log.line()).isEqualTo(all.getFirst());
        }
        try (Log log = new Log("?cursor=" + id + ":1")) {
            assertThat(log.header("feldera-logs-seq")).isEqualTo("1");
            assertThat(log.line()).isEqualTo(all.get(1));
        }
        try (Log log = new Log("?cursor=another:7")) {
            assertThat(log.header("feldera-logs-seq")).isEqualTo("0");
            assertThat(log.line()).isEqualTo(all.getFirst());
        }
        refused(api().get(BASE + "/l/logs?cursor=nonsense"), 400, "InvalidRequest");
        refused(api().get(BASE + "/l/logs?cursor=&follow=false"), 400, "InvalidRequest");
    }

    /** The log of the pipeline l, followed. */
    private record Log(HttpResponse<InputStream> answer, BufferedReader lines) implements AutoCloseable {
        Log(String cursor) throws Exception {
            this(HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(api().base() + BASE + "/l/logs" + cursor))
                                    .build(),
                            HttpResponse.BodyHandlers.ofInputStream()));
        }

        private Log(HttpResponse<InputStream> answer) {
            this(answer, new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8)));
        }

        String header(String name) {
            return answer.headers().firstValue(name).orElse("");
        }

        String line() throws IOException {
            return lines.readLine();
        }

        @Override
        public void close() throws IOException {
            answer.body().close();
        }
    }

    @Test
    void aChunkEndsWhenItIsWritten() throws Exception {
        api().put(BASE + "/k", body("k", "{}"));
        post("k", "start");
        await("k", "deployment_status", "Running");
        URI base = URI.create(api().base());
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(30_000);
            String request = "GET " + BASE + "/k/logs HTTP/1.1\r\nHost: x\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            while (!lines.readLine().isEmpty()) {
                // The head.
            }
            int size = Integer.parseInt(lines.readLine(), 16);
            assertThat(lines.skip(size)).isEqualTo(size);
            assertThat(lines.readLine()).isEmpty();
            assertThat(lines.readLine()).isEqualTo("1");
            assertThat(lines.read()).isEqualTo('\n');
            assertThat(lines.read()).isEqualTo('\r');
            assertThat(lines.read()).isEqualTo('\n');
        }
    }

    @Test
    void theServerSaysHowItIs() {
        JsonNode events = api().get("/feldera/v0/cluster/events").json();
        assertThat(events.size()).isPositive();
        assertThat(api().get("/feldera/v0/cluster/events/latest").json()).isEqualTo(events.get(0));
        assertThat(api().get("/feldera/v0/cluster/events/latest?selector=all")
                        .json()
                        .has("api_self_info"))
                .isTrue();
        refused(api().get("/feldera/v0/tenants"), 403, "InsufficientPermissions");
        assertThat(api().get("/feldera/v0/config/session")
                        .json()
                        .path("memberships")
                        .size())
                .isEqualTo(1);
        assertThat(api().post("/feldera/v0/validate_program", "{\"program_code\":\"" + PROGRAM + "\"}")
                        .json()
                        .has("Success"))
                .isTrue();
    }

    @Test
    void aDiffShowsWhatAnotherProgramWouldChange() {
        api().put(BASE + "/d", body("d", "{}"));
        await("d", "program_status", "Success");
        String other = "CREATE TABLE t (a INT); CREATE TABLE u (b INT); CREATE VIEW v AS SELECT a + 1 AS a FROM t;";
        JsonNode diff = api().post(BASE + "/d/diff", "{\"program_code\":\"" + other + "\"}")
                .json();
        JsonNode program = diff.path("program_diff");
        assertThat(program.path("added_tables").toString()).isEqualTo("[\"u\"]");
        assertThat(program.path("modified_tables")).isEmpty();
        assertThat(program.path("modified_views").toString()).isEqualTo("[\"v\"]");
        assertThat(api().post(BASE + "/d/diff", "null")
                        .json()
                        .path("program_diff")
                        .path("modified_views"))
                .isEmpty();
        refused(api().post(BASE + "/d/diff", "{\"program_code\":\"nonsense\"}"), 400, "InvalidNewProgramSql");
    }

    @Test
    void whatWasSaidAboutStateOfAnotherProgramIsShown() {
        api().put(BASE + "/b", body("b", "{\"fault_tolerance\":{\"checkpoint_interval\":null}}"));
        assertThat(api().get(BASE + "/b")
                        .json()
                        .path("runtime_config")
                        .path("fault_tolerance")
                        .path("checkpoint_interval")
                        .isNull())
                .isTrue();
        refused(api().post(BASE + "/b/start?silent_bootstrap=true", ""), 400, "InvalidBootstrapConfig");
        assertThat(post("b", "start?bootstrap_policy=allow")).isEqualTo(202);
        assertThat(await("b", "deployment_status", "Running")
                        .path("bootstrap_policy")
                        .asString())
                .isEqualTo("allow");
        refused(
                api().post(BASE + "/b/start?bootstrap_policy=reject", ""),
                400,
                "BootstrapPolicyImmutableUnlessStopped");
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
