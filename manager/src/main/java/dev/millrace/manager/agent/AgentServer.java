package dev.millrace.manager.agent;

import dev.millrace.api.Json;
import dev.millrace.manager.rest.Listener;
import dev.millrace.manager.rest.Relay;
import dev.millrace.manager.rest.UnreadBodies;
import dev.millrace.manager.runner.LocalRunner;
import dev.millrace.manager.runner.PipelineLog;
import dev.millrace.manager.runner.Presence;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;

/** Takes the manager's requests for pipelines, and hands them on to their processes, each with its own token. */
final class AgentServer implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final String BASE = "/deployments/{pipeline}/{deployment}";
    private static final int UNAVAILABLE = 503;

    private final Javalin javalin;
    private final LocalRunner runner;
    private final byte[] authorization;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    /** A request is refused: its status, and a sentence. */
    private static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final int status;

        RefusedException(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    /** Listens; {@code token} is what the manager presents. */
    AgentServer(Listener listener, LocalRunner runner, String token) throws IOException {
        this.runner = runner;
        this.authorization = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        KeyStore identity = listener.identity();
        javalin = Javalin.create(config -> {
            config.jetty.addConnector((server, http) -> listener.connector(server, http, identity));
            configure(config);
        });
        javalin.start();
    }

    private void configure(JavalinConfig config) {
        config.concurrency.useVirtualThreads = true;
        config.startup.showJavalinBanner = false;
        config.startup.startupWatcherEnabled = false;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.jetty.modifyServer(server -> server.insertHandler(new UnreadBodies()));
        config.routes.before(this::authorize);
        config.routes.get("/healthz", context -> context.result("{\"status\":\"healthy\"}"));
        config.routes.get("/logs/{pipeline}", this::log);
        config.routes.get(BASE + "/<path>", this::relay);
        config.routes.post(BASE + "/<path>", this::relay);
        config.routes.exception(RefusedException.class, AgentServer::refuse);
    }

    int port() {
        return javalin.port();
    }

    private void authorize(Context context) {
        String given = context.header("Authorization");
        boolean open = context.path().equals("/healthz");
        if (!open && (given == null || !MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), authorization))) {
            throw new RefusedException(401, "This is for the manager of this agent");
        }
    }

    private static void refuse(RefusedException refusal, Context context) {
        String code = refusal.status == 401 ? "AuthenticationFailed" : "PipelineUnreachable";
        context.status(refusal.status)
                .contentType("application/json")
                .result(Json.error(code, String.valueOf(refusal.getMessage()), Map.of())
                        .text());
    }

    private static UUID id(Context context, String name) {
        try {
            return UUID.fromString(context.pathParam(name));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(404, "There is no such " + name);
        }
    }

    private void log(Context context) throws IOException {
        PipelineLog log = runner.log(id(context, "pipeline"));
        String from = context.queryParam("from");
        PipelineLog.Piece piece = from == null || from.equals("beginning")
                ? new PipelineLog.Piece(new byte[0], log.beginning())
                : log.read(Long.parseLong(from));
        context.header(RemoteLog.END, String.valueOf(piece.end()))
                .contentType("text/plain")
                .result(piece.bytes());
    }

    private void relay(Context context) throws IOException, InterruptedException {
        Presence presence = runner.presence(id(context, "pipeline"), id(context, "deployment"));
        if (!(presence instanceof Presence.Listening process)) {
            throw new RefusedException(UNAVAILABLE, "The process of the pipeline does not listen");
        }
        try {
            URI to = URI.create(process.address() + rest(context));
            new Relay(context)
                    .pass(
                            client,
                            HttpRequest.newBuilder(to).header("Authorization", "Bearer " + process.token()),
                            null);
        } catch (Relay.UnreachableException e) {
            throw new RefusedException(UNAVAILABLE, "The process of the pipeline does not answer: " + e.getMessage());
        }
    }

    /** What follows the deployment in the URL, as it was written. */
    private static String rest(Context context) {
        String path = context.req().getRequestURI();
        int slash = 0;
        for (int i = 0; i < 3; i++) {
            slash = path.indexOf('/', slash + 1);
        }
        String query = context.queryString();
        return path.substring(slash) + (query == null ? "" : "?" + query);
    }

    @Override
    public void close() {
        javalin.stop();
        client.shutdownNow();
    }
}
