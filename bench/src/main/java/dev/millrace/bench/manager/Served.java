package dev.millrace.bench.manager;

import java.io.IOException;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code millrace serve} in a process of its own, over a folder of its own. Closing it ends it and all of its pipelines. */
final class Served implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Pattern ADDRESS = Pattern.compile("listening on (http\\S+)");
    private static final int STOP_SECONDS_MAX = 20;
    private static final int REFUSED = 300;

    private final Path data;
    private final Process process;
    private final URI base;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Starts {@code launcher serve}; returns when it listens. */
    Served(Path launcher, Path folder) throws IOException {
        data = folder.resolve("data");
        Path log = folder.resolve("server.log");
        process = new ProcessBuilder(launcher.toString(), "serve", "--port", "0", "--data", data.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        StringBuilder address = new StringBuilder();
        await("the server", () -> {
            Matcher line = ADDRESS.matcher(read(log));
            if (line.find()) {
                address.append(line.group(1));
            } else if (!process.isAlive()) {
                throw new IllegalStateException("the server ended:\n" + read(log));
            }
            return !address.isEmpty();
        });
        base = URI.create(address.toString());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    URI base() {
        return base;
    }

    ProcessUsage usage() {
        return new ProcessUsage(process.pid());
    }

    /** The process of the only pipeline that runs. */
    ProcessUsage pipelineUsage() {
        return new ProcessUsage(pipelines().getFirst().pid());
    }

    /** Waits until the start-up cache of pipelines is made, so that nothing else goes on. */
    void awaitCache() {
        await("the ahead-of-time cache", () -> {
            try (Stream<Path> files = Files.list(data.resolve("cache"))) {
                return files.anyMatch(file -> file.toString().endsWith(".aot"))
                        && pipelines().isEmpty();
            } catch (IOException e) {
                return false;
            }
        });
    }

    private List<ProcessHandle> pipelines() {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(one -> one.pid() != process.pid())
                    .filter(one -> one.info().arguments().stream()
                            .flatMap(Stream::of)
                            .anyMatch(argument -> argument.startsWith(data.toString())))
                    .toList();
        }
    }

    /** The body of the answer; throws if it is a refusal. */
    String send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .method(method, BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .build();
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() >= REFUSED) {
                throw new IllegalStateException(method + " " + path + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void awaitStatus(String pipeline, String status) {
        String path = "/v0/pipelines/" + pipeline + "?selector=status";
        await(pipeline + " to be " + status, () -> {
            String answer = send("GET", path, "");
            if (answer.contains("\"deployment_status\":\"Failed\"")) {
                throw new IllegalStateException(answer);
            }
            return answer.contains("\"deployment_status\":\"" + status + "\"");
        });
    }

    void awaitCompiled(String pipeline) {
        String path = "/v0/pipelines/" + pipeline + "?selector=status";
        await(pipeline + " to be compiled", () -> send("GET", path, "").contains("\"program_status\":\"Success\""));
    }

    private static void await(String what, BooleanSupplier condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("waited too long for " + what);
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pipelines().forEach(ProcessHandle::destroyForcibly);
    }
}
