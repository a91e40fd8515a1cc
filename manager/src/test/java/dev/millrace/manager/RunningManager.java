package dev.millrace.manager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.Json;
import dev.millrace.manager.pipeline.Limits;
import dev.millrace.manager.runner.PipelineCommand;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A manager for tests, and its client, which holds every answer against the description of the API. */
public final class RunningManager implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Manager manager;
    private final String base;
    private @Nullable String key;

    /** An answer that agrees with the description. */
    public record Answer(int status, String text, HttpResponse<?> response) {
        public JsonNode json() {
            return Json.read(text);
        }

        public String errorCode() {
            return json().path("error_code").asString();
        }
    }

    public RunningManager(Path data) throws IOException {
        this(data, null, false);
    }

    public RunningManager(Path data, @Nullable String database, boolean keysRequired) throws IOException {
        this(data, database, keysRequired ? Security.KEYS : Security.NONE);
    }

    public RunningManager(Path data, @Nullable String database, Security security) throws IOException {
        PipelineCommand command = new PipelineCommand(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto"),
                System.getProperty("java.class.path"),
                FakePipeline.class.getName(),
                null);
        manager = new Manager(
                new Manager.Settings(data, database, "127.0.0.1", 0, security, command, Limits.DEFAULT, "0.1.0"));
        base = "http://127.0.0.1:" + manager.port();
    }

    public String base() {
        return base;
    }

    /** Uses an API key from now on. */
    public void useKey(@Nullable String apiKey) {
        key = apiKey;
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer post(String path, String body) {
        return send("POST", path, body);
    }

    public Answer put(String path, String body) {
        return send("PUT", path, body);
    }

    public Answer patch(String path, String body) {
        return send("PATCH", path, body);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    /** Sends a request with more headers, in pairs. */
    public Answer send(String method, String path, @Nullable String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
            if (!path.startsWith("/feldera")) {
                Description.API.check(method, path, response);
            }
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the answer to GET is as expected. */
    public JsonNode await(String path, Predicate<JsonNode> expected) {
        Instant end = Instant.now().plus(PATIENCE);
        JsonNode answer = get(path).json();
        while (!expected.test(answer)) {
            assertThat(Instant.now())
                    .as("waiting; the last answer was %s", answer)
                    .isBefore(end);
            LockSupport.parkNanos(20_000_000);
            answer = get(path).json();
        }
        return answer;
    }

    public JsonNode awaitStatus(String pipeline, String status) {
        return await(
                "/v0/pipelines/" + pipeline,
                p -> p.path("deployment_status").asString().equals(status));
    }

    /** Shuts every pipeline down, so that no process is left, then closes. */
    @Override
    public void close() {
        for (JsonNode pipeline : get("/v0/pipelines").json()) {
            post("/v0/pipelines/" + pipeline.path("name").asString() + "/shutdown", "");
        }
        await(
                "/v0/pipelines",
                all -> all.valueStream()
                        .allMatch(p -> p.path("deployment_status").asString().equals("Shutdown")));
        manager.close();
    }

    /** Closes and leaves the processes alone, as a manager that is killed. */
    public void abandon() {
        manager.close();
    }
}
