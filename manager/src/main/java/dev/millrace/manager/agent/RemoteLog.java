package dev.millrace.manager.agent;

import dev.millrace.manager.runner.PipelineLog;
import dev.millrace.manager.runner.Presence.Listening;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;

/** The log of a pipeline, asked for at its agent. */
final class RemoteLog implements PipelineLog {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /** The position after what is answered. */
    static final String END = "Millrace-Log-End";

    private final HttpClient client;
    private final Listening agent;
    private final UUID pipeline;

    RemoteLog(HttpClient client, Listening agent, UUID pipeline) {
        this.client = client;
        this.agent = agent;
        this.pipeline = pipeline;
    }

    @Override
    public long beginning() throws IOException {
        return ask("beginning").end();
    }

    @Override
    public Piece read(long position) throws IOException {
        return ask(String.valueOf(position));
    }

    private Piece ask(String from) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(agent.address() + "/logs/" + pipeline + "?from=" + from))
                .header("Authorization", "Bearer " + agent.token())
                .timeout(TIMEOUT)
                .build();
        try {
            HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IOException("the agent answered " + answer.statusCode());
            }
            long end = answer.headers().firstValueAsLong(END).orElseThrow(() -> new IOException("not an agent"));
            return new Piece(answer.body(), end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
