package dev.millrace.manager;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.api.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/**
 * A process that keeps to the contract of pipelines without computing anything. It does what its program says in a comment:
 * {@code -- exits}, {@code -- never listens}.
 */
public final class FakePipeline {
    private final JsonNode config;
    private final String secrets;
    private volatile String status;

    private FakePipeline(JsonNode config, String secrets) {
        this.config = config;
        this.secrets = secrets;
        status = config.path("initial_state").asString();
    }

    public static void main(String[] arguments) throws Exception {
        JsonNode config = Json.read(Files.readString(Path.of(arguments[1])));
        String program = config.path("program").asString();
        System.out.println("pipeline " + config.path("name").asString() + " starts");
        if (program.contains("-- exits")) {
            System.out.println("cannot find what it needs");
            System.exit(3);
        }
        if (program.contains("-- never listens")) {
            new CountDownLatch(1).await();
        }
        Files.writeString(Path.of(config.path("storage").asString()).resolve("state"), "x");
        boolean handed = config.path("access").path("secrets_on_stdin").asBoolean();
        String secrets = handed ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : "{}";
        new FakePipeline(config, secrets).serve();
    }

    private void serve() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::handle);
        server.start();
        Path file = Path.of(config.path("port_file").asString());
        Path next = file.resolveSibling("port.next");
        Files.writeString(
                next,
                Json.object()
                        .put("port", server.getAddress().getPort())
                        .put("pid", ProcessHandle.current().pid())
                        .toString());
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void handle(HttpExchange exchange) throws IOException {
        if (!("Bearer " + config.path("token").asString())
                .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, "no");
            return;
        }
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        switch (exchange.getRequestURI().getPath()) {
            case "/status" -> answer(exchange, 200, statusJson());
            case "/start" -> become(exchange, "running");
            case "/pause" -> become(exchange, "paused");
            case "/checkpoint" -> answer(exchange, 200, "{\"checkpoint_sequence_number\":1}");
            case "/checkpoint_status" -> answer(exchange, 200, "{\"success\":1,\"failure\":null}");
            case "/stop" -> {
                answer(exchange, 200, "{}");
                System.exit(0);
            }
            case "/fail" -> become(exchange, "failed");
            case "/stats" ->
                answer(exchange, 200, "{\"global_metrics\":{\"state\":\"Running\"},\"secrets\":" + secrets + "}");
            case "/plan" ->
                answer(
                        exchange,
                        200,
                        Files.readString(Path.of(config.path("plan_file").asString())));
            case "/ingress/t" -> {
                if (body.contains("die")) {
                    status = "failed";
                }
                answer(exchange, 200, "{\"token\":\"" + body.length() + "\"}");
            }
            case "/query" -> query(exchange);
            case "/egress/v" -> stream(exchange);
            default ->
                answer(
                        exchange,
                        404,
                        Json.error("UnknownInputStream", "no", java.util.Map.of())
                                .text());
        }
    }

    private static void query(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getQuery().contains("nonsense")) {
            answer(
                    exchange,
                    400,
                    Json.error("AdHocQueryError", "cannot be read", java.util.Map.of())
                            .text());
        } else {
            answer(exchange, 200, "{\"a\":1}\n");
        }
    }

    private String statusJson() {
        String error = status.equals("failed")
                ? Json.error("RuntimeError.WorkerPanic", "division by zero", java.util.Map.of())
                        .text()
                : "null";
        return "{\"status\":\"" + status + "\",\"error\":" + error + "}";
    }

    private void become(HttpExchange exchange, String next) throws IOException {
        status = next;
        answer(exchange, 200, "{}");
    }

    private static void answer(HttpExchange exchange, int code, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** One chunk, then silence for as long as the other side listens. */
    private static void stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody()
                .write("{\"sequence_number\":0,\"json_data\":[]}\r\n".getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            exchange.close();
        }
    }
}
