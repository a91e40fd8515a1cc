package dev.millrace.manager.pipeline;

import dev.millrace.api.Json;
import dev.millrace.manager.runner.Presence.Listening;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Speaks to the processes of pipelines. */
public final class PipelineProcess {
    private static final int NOT_SUPPORTED = 501;
    private static final long LOOK_NANOS = 20_000_000;
    private static final Duration STATUS_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration ACTION_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CHECKPOINT_TIMEOUT = Duration.ofMinutes(2);

    private final HttpClient client;

    public PipelineProcess(HttpClient client) {
        this.client = client;
    }

    /** A request to a process, its token included. {@code path} begins with a slash. */
    public static HttpRequest.Builder request(Listening process, String path) {
        return HttpRequest.newBuilder(URI.create(process.address() + path))
                .header("Authorization", "Bearer " + process.token());
    }

    ProcessReport status(Listening process) throws InterruptedException {
        try {
            HttpResponse<String> answer = client.send(
                    request(process, "/status").timeout(STATUS_TIMEOUT).GET().build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                return new ProcessReport.Silent("/status answered " + answer.statusCode());
            }
            JsonNode body = Json.read(answer.body());
            return new ProcessReport.Answered(
                    body.path("status").asString(), document(body.path("error")), document(body.path("details")));
        } catch (IOException | JacksonException e) {
            return new ProcessReport.Silent(String.valueOf(e.getMessage()));
        }
    }

    void start(Listening process) throws IOException, InterruptedException {
        post(process, "/start", ACTION_TIMEOUT);
    }

    void pause(Listening process) throws IOException, InterruptedException {
        post(process, "/pause", ACTION_TIMEOUT);
    }

    /** Takes a checkpoint, if there is anything to keep it in, then lets the process end by itself. */
    void suspend(Listening process) throws IOException, InterruptedException {
        HttpResponse<String> asked = send(process, "POST", "/checkpoint", CHECKPOINT_TIMEOUT);
        if (asked.statusCode() != NOT_SUPPORTED) {
            check("/checkpoint", asked);
            awaitCheckpoint(
                    process,
                    Json.read(asked.body()).path("checkpoint_sequence_number").asLong());
        }
        post(process, "/stop", CHECKPOINT_TIMEOUT);
    }

    private void awaitCheckpoint(Listening process, long number) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(CHECKPOINT_TIMEOUT);
        while (Instant.now().isBefore(end)) {
            HttpResponse<String> answer = send(process, "GET", "/checkpoint_status", ACTION_TIMEOUT);
            check("/checkpoint_status", answer);
            JsonNode status = Json.read(answer.body());
            if (status.path("success").asLong(0) >= number) {
                return;
            }
            if (status.path("failure").path("sequence_number").asLong(0) >= number) {
                throw new IOException("there is no checkpoint: "
                        + status.path("failure").path("error").asString(""));
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        throw new IOException("the checkpoint took longer than " + CHECKPOINT_TIMEOUT.toSeconds() + " s");
    }

    private void post(Listening process, String path, Duration timeout) throws IOException, InterruptedException {
        check(path, send(process, "POST", path, timeout));
    }

    private HttpResponse<String> send(Listening process, String method, String path, Duration timeout)
            throws IOException, InterruptedException {
        return client.send(
                request(process, path)
                        .timeout(timeout)
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private static void check(String path, HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() >= 300) {
            throw new IOException(
                    "the process answered " + path + " with " + answer.statusCode() + ": " + answer.body());
        }
    }

    private static @Nullable Json document(JsonNode node) {
        return node.isMissingNode() || node.isNull() ? null : Json.of(node);
    }
}
