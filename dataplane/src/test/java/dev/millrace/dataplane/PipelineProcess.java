package dev.millrace.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.Json;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A real process of a pipeline, and a client of it. */
final class PipelineProcess implements AutoCloseable {
    private static final String TOKEN = "a-token";

    private final Process process;
    private final Path log;
    private final URI address;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private PipelineProcess(Process process, Path log, URI address) {
        this.process = process;
        this.log = log;
        this.address = address;
    }

    /** A process in {@code folder}, when it listens. */
    static PipelineProcess start(Path folder, String program, ObjectNode more) throws Exception {
        Path portFile = folder.resolve("port.json");
        Files.deleteIfExists(portFile);
        ObjectNode config = Json.object();
        config.put("name", "test");
        config.put("program", program);
        config.putObject("runtime_config").put("workers", 1);
        config.put("storage", folder.resolve("storage").toString());
        config.put("port_file", portFile.toString());
        config.put("token", TOKEN);
        config.put("initial_state", "running");
        config.setAll(more);
        Path file = Files.writeString(folder.resolve("config.json"), config.toString());
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--config",
                        file.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        await(() -> Files.exists(portFile) || !process.isAlive());
        assertThat(portFile).as(Files.readString(log)).exists();
        JsonNode port = Json.read(Files.readString(portFile));
        assertThat(port.path("pid").asLong()).isEqualTo(process.pid());
        return new PipelineProcess(
                process, log, URI.create("http://127.0.0.1:" + port.path("port").asInt()));
    }

    /** A process whose pipeline is no longer initializing. */
    static PipelineProcess ready(Path folder, String program, ObjectNode more) throws Exception {
        PipelineProcess started = start(folder, program, more);
        await(() -> !started.status().equals("initializing"));
        return started;
    }

    /** Something that becomes true. */
    interface Condition {
        boolean holds() throws Exception;
    }

    static void await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("the time that was given").isLessThan(deadline);
            java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).header("Authorization", "Bearer " + TOKEN);
    }

    /** An answer. */
    record Answer(int status, String type, String body) {
        JsonNode json() {
            return Json.read(body);
        }

        String code() {
            return json().path("error_code").asString();
        }
    }

    private Answer send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("content-type").orElse(""),
                response.body());
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build());
    }

    Answer post(String path, String body) throws IOException, InterruptedException {
        return send(request(path).POST(BodyPublishers.ofString(body)).build());
    }

    /** A request whose body is still to come. */
    Upload upload(String path) throws IOException {
        Socket socket = new Socket(address.getHost(), address.getPort());
        Upload upload = new Upload(socket);
        upload.write("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + TOKEN
                + "\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n");
        return upload;
    }

    /** A body in chunks. */
    record Upload(Socket socket) implements AutoCloseable {
        void send(String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            write(Integer.toHexString(bytes.length) + "\r\n" + text + "\r\n");
        }

        private void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        }

        /** Ends the body; the whole answer. */
        String end() throws IOException {
            write("0\r\n\r\n");
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** A request without a token. */
    Answer anonymous(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(address + path)).GET().build());
    }

    Answer query(String sql, String format) throws IOException, InterruptedException {
        return get("/query?format=" + format + "&sql=" + URLEncoder.encode(sql, StandardCharsets.UTF_8));
    }

    /** The rows of a query, as JSON. */
    List<String> rows(String sql) throws IOException, InterruptedException {
        Answer answer = query(sql, "json");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.body().lines().toList();
    }

    /** Pushes rows and waits until they are visible; the answer is the step that showed them. */
    long push(String path, String body) throws Exception {
        Answer answer = post(path, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return awaitComplete(answer.json().path("token").asString());
    }

    long awaitComplete(String token) throws Exception {
        long[] step = {-1};
        await(() -> {
            JsonNode status = get("/completion_status?token=" + token).json();
            step[0] = status.path("step").asLong(-1);
            return status.path("status").asString().equals("complete");
        });
        return step[0];
    }

    /** Sends a body in its own time, which may be after the answer. */
    int postSlowly(String path, byte[] body) throws IOException, InterruptedException {
        HttpRequest slow = request(path)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build();
        return client.send(slow, BodyHandlers.discarding()).statusCode();
    }

    String status() throws IOException, InterruptedException {
        return get("/status").json().path("status").asString();
    }

    /** A stream of lines that has begun. */
    Listener listen(String path, String body) throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                client.send(request(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        return new Listener(response.body());
    }

    /** Lines of an answer without end. */
    static final class Listener implements AutoCloseable {
        private final BufferedReader lines;

        Listener(InputStream in) {
            lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        }

        JsonNode next() throws IOException {
            return Json.read(String.valueOf(lines.readLine()));
        }

        /** The next line that has {@code member}. */
        JsonNode next(String member) throws IOException {
            JsonNode line = next();
            while (!line.has(member)) {
                line = next();
            }
            return line;
        }

        boolean hasEnded() throws IOException {
            String line = lines.readLine();
            while (line != null) {
                line = lines.readLine();
            }
            return true;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    Process process() {
        return process;
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        client.shutdownNow();
    }
}
