package dev.millrace.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.millrace.api.Json;
import dev.millrace.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code millrace serve} as it is operated: its logs, metrics and traces, and how it ends. */
class ServeProcessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern ADDRESS = Pattern.compile("listening on (http://\\S+)");
    private static final int TERMINATED = 143;

    @TempDir
    private Path folder = Path.of("");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ByteArrayOutputStream spans = new ByteArrayOutputStream();

    private static <T> T await(Callable<T> look, java.util.function.Predicate<T> expected) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        T seen = look.call();
        while (!expected.test(seen)) {
            assertThat(Instant.now()).as("waiting; the last was %s", seen).isBefore(end);
            LockSupport.parkNanos(20_000_000);
            seen = look.call();
        }
        return seen;
    }

    private HttpServer collector() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            synchronized (spans) {
                spans.write(body);
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private String spans() {
        synchronized (spans) {
            return spans.toString(StandardCharsets.ISO_8859_1);
        }
    }

    private Process serve(HttpServer collector, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "serve",
                        "--port",
                        "0",
                        "--data",
                        folder.resolve("data").toString(),
                        "--log-format",
                        "json"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .put(
                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                        "http://127.0.0.1:" + collector.getAddress().getPort());
        builder.environment().put("OTEL_BSP_SCHEDULE_DELAY", "100");
        return builder.start();
    }

    private String send(String method, String url, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .method(method, BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    @Test
    void itSaysWhatItDoesInTheFormatsOfOperatorsAndLeavesItsPipelinesAlone() throws Exception {
        HttpServer collector = collector();
        Path log = folder.resolve("log");
        Process server = serve(collector, log);
        List<ProcessHandle> pipelines = List.of();
        try {
            String said = await(
                    () -> Files.readString(log), text -> ADDRESS.matcher(text).find() || !server.isAlive());
            Matcher address = ADDRESS.matcher(said);
            assertThat(address.find()).as(said).isTrue();
            String base = address.group(1);
            drive(base);
            pipelines = server.children().toList();
            assertThat(send("GET", base + "/v0/metrics", ""))
                    .contains("millrace_manager_requests_total{method=\"POST\",status=\"202\"} 1")
                    .contains("millrace_manager_pipelines{status=\"Running\"} 1");
            List<String> expected = List.of(
                    "millrace-manager",
                    "millrace-pipeline",
                    "GET /v0/pipelines/{name}/query",
                    "GET /query",
                    "POST /v0/pipelines/{name}/start");
            await(() -> expected.stream().filter(one -> !spans().contains(one)).toList(), List::isEmpty);
            server.destroy();
            assertThat(server.waitFor()).isEqualTo(TERMINATED);
            assertThat(pipelines).isNotEmpty().allMatch(ProcessHandle::isAlive);
            List<String> lines = Files.readAllLines(log).stream()
                    .filter(line -> line.startsWith("{"))
                    .toList();
            assertThat(lines)
                    .isNotEmpty()
                    .allMatch(line -> Json.read(line).path("timestamp").isString());
            assertThat(String.join("\n", lines)).contains("Pipeline p: Provisioned Running");
        } finally {
            server.destroyForcibly();
            pipelines.forEach(ProcessHandle::destroyForcibly);
            collector.stop(0);
            client.shutdownNow();
        }
    }

    private void drive(String base) throws Exception {
        String pipeline = base + "/v0/pipelines/p";
        send(
                "PUT",
                pipeline,
                "{\"name\":\"p\",\"program_code\":\"CREATE TABLE t (a INT); CREATE MATERIALIZED VIEW v AS SELECT a FROM t;\"}");
        send("POST", pipeline + "/start", "");
        await(
                () -> send("GET", pipeline + "?selector=status", ""),
                text -> text.contains("\"deployment_status\":\"Running\""));
        assertThat(send("GET", pipeline + "/query?format=json&sql=SELECT%20*%20FROM%20v", ""))
                .isEmpty();
        assertThat(send("GET", pipeline + "/logs?follow=false", "")).contains("\"message\":\"listening on");
        assertThat(send("GET", base + "/healthz", "")).isEqualTo("{\"status\":\"healthy\"}");
    }
}
