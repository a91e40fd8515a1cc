package dev.millrace.testing.crash;

import dev.millrace.api.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A pipeline behind HTTP in a process of its own, which is killed, and a client of it. */
final class ServedPipeline implements AutoCloseable {
    private static final String TOKEN = "a-token";
    private static final String MAIN = "dev.millrace.dataplane.Main";
    private static final int TAIL_BYTES = 4000;
    private static final int READY_SECONDS_MAX = 180;

    private final Process process;
    private final Path log;
    private final Path portFile;
    private final HttpClient client;
    private @Nullable URI address;

    private ServedPipeline(Process process, Path log, Path portFile, HttpClient client) {
        this.process = process;
        this.log = log;
        this.portFile = portFile;
        this.client = client;
    }

    /** A process for a program, whose plan is in {@code folder/plan.json}, with its state in the same folder. */
    static ServedPipeline start(Path folder, String program, HttpClient client) throws IOException {
        Path portFile = folder.resolve("port.json");
        Files.deleteIfExists(portFile);
        var config = Json.object();
        config.put("name", "killed");
        config.put("program", program);
        config.put("plan_file", folder.resolve("plan.json").toString());
        config.put("storage", folder.resolve("storage").toString());
        config.put("port_file", portFile.toString());
        config.put("token", TOKEN);
        config.put("initial_state", "running");
        var runtime = config.putObject("runtime_config");
        runtime.put("workers", 1);
        runtime.putObject("fault_tolerance").put("model", "exactly_once").put("checkpoint_interval", "1s");
        Path file = Files.writeString(folder.resolve("config.json"), config.toString());
        Path log = folder.resolve("pipeline.log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-XX:+UseCompactObjectHeaders",
                        "-Xmx1g",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MAIN,
                        "--config",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new ServedPipeline(process, log, portFile, client);
    }

    /** Waits until it takes rows. Throws {@link IllegalStateException} if it ends instead. */
    void awaitReady() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS_MAX);
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException(
                        (process.isAlive() ? "the pipeline does not begin:\n" : "the pipeline ended by itself:\n")
                                + tail());
            }
            process.waitFor(5, TimeUnit.MILLISECONDS);
        }
    }

    private boolean isReady() throws IOException, InterruptedException {
        if (address == null) {
            if (!Files.exists(portFile)) {
                return false;
            }
            JsonNode port = Json.read(Files.readString(portFile));
            address = URI.create("http://127.0.0.1:" + port.path("port").asInt());
        }
        HttpResponse<String> status = send(request("/status").GET());
        return status.statusCode() == 200 && status.body().contains("\"running\"");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).header("Authorization", "Bearer " + TOKEN);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** Sends lines of CSV to a table; the answer is whether they were taken. Throws if nobody answers. */
    boolean ingest(String table, String lines) throws IOException, InterruptedException {
        int status = send(request("/ingress/" + table + "?format=csv").POST(BodyPublishers.ofString(lines)))
                .statusCode();
        return status == 200;
    }

    /** The rows of a query, as JSON. */
    List<String> rows(String sql) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                send(request("/query?format=json&sql=" + URLEncoder.encode(sql, StandardCharsets.UTF_8))
                        .GET());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(sql + ": " + answer.body());
        }
        return answer.body().lines().filter(line -> !line.isBlank()).toList();
    }

    /** Lets it run on for so long. */
    void letRun(long millis) throws InterruptedException {
        if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the pipeline ended by itself:\n" + tail());
        }
    }

    /** Ends it like {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private String tail() {
        try {
            byte[] bytes = Files.readAllBytes(log);
            int from = Math.max(0, bytes.length - TAIL_BYTES);
            return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
