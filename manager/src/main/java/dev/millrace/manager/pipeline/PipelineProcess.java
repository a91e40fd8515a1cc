package dev.millrace.manager.pipeline;

import dev.millrace.api.Json;
import dev.millrace.manager.runner.Presence.Listening;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Speaks to the processes of pipelines. */
public final class PipelineProcess {
    private static final Duration STATUS_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration ACTION_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CHECKPOINT_TIMEOUT = Duration.ofMinutes(2);

    private final HttpClient client;

    public PipelineProcess(HttpClient client) {
        this.client = client;
    }

    /** A request to a process, its token included. {@code path} begins with a slash. */
    public static HttpRequest.Builder request(Listening process, String path) {
        return HttpRequest.newBuilder(process.address().resolve(path))
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

    /** Takes a checkpoint, then lets the process end by itself. */
    void suspend(Listening process) throws IOException, InterruptedException {
        post(process, "/checkpoint", CHECKPOINT_TIMEOUT);
        post(process, "/stop", CHECKPOINT_TIMEOUT);
    }

    private void post(Listening process, String path, Duration timeout) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                request(process, path)
                        .timeout(timeout)
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(
                    "the process answered " + path + " with " + answer.statusCode() + ": " + answer.body());
        }
    }

    private static @Nullable Json document(JsonNode node) {
        return node.isMissingNode() || node.isNull() ? null : Json.of(node);
    }
}
