package dev.millrace.manager.pipeline;

import dev.millrace.api.Json;
import dev.millrace.manager.catalog.ProgramText;
import dev.millrace.manager.compile.Compiled;
import dev.millrace.manager.compile.ProgramCompiler;
import dev.millrace.manager.runner.Allowances;
import dev.millrace.manager.runner.Launch;
import dev.millrace.manager.runner.LocalRunner;
import dev.millrace.manager.runner.PipelineCommand;
import dev.millrace.manager.runner.Presence;
import dev.millrace.plan.codec.PlanCodec;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the ahead-of-time cache with which processes of pipelines start in a fraction of the time: runs one pipeline as users do, and
 * lets its JVM write down what it loaded. Nothing waits for it; if it does not work, processes start without it.
 */
public final class StartUpCache {
    private static final Logger LOG = LoggerFactory.getLogger(StartUpCache.class);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long LOOK_NANOS = 50_000_000;
    private static final String PROGRAM = """
            CREATE TABLE t (a INT NOT NULL PRIMARY KEY, b VARCHAR, c DECIMAL(10, 2), d DOUBLE, e TIMESTAMP);
            CREATE MATERIALIZED VIEW v AS SELECT b, SUM(c) AS s, COUNT(*) AS n, MAX(e) AS m FROM t WHERE a > 0 GROUP BY b;
            CREATE VIEW w AS SELECT t.a, v.s FROM t JOIN v ON t.b = v.b;
            """;
    private static final String ROWS = """
            {"a": 1, "b": "x", "c": 2.5, "d": 1e3, "e": "2026-01-01 00:00:00"}
            {"a": 2, "b": "y", "c": 2.5, "d": 1e3, "e": "2026-01-01 00:00:00"}
            """;

    private final Path cache;
    private final Path folder;
    private final PipelineCommand command;
    private final ProgramCompiler compiler;
    private final HttpClient client;

    private StartUpCache(Path cache, PipelineCommand command, ProgramCompiler compiler, HttpClient client) {
        this.cache = cache;
        this.folder = cache.resolveSibling("training");
        this.command = command;
        this.compiler = compiler;
        this.client = client;
    }

    /** Begins to make the cache that {@code command} names, unless it is there or none is named. */
    public static void makeIfMissing(PipelineCommand command, ProgramCompiler compiler, HttpClient client) {
        Path cache = command.cache();
        if (cache != null && !Files.exists(cache)) {
            Thread thread = new Thread(new StartUpCache(cache, command, compiler, client)::make, "start-up cache");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void make() {
        UUID id = UUID.randomUUID();
        Path made = folder.resolve("new.aot");
        try {
            Files.createDirectories(folder);
            LocalRunner runner = new LocalRunner(folder, command.training(made), Allowances.ALL);
            Compiled compiled = compiler.compile(new ProgramText(PROGRAM, "", "", Json.EMPTY));
            String plan = PlanCodec.toJson(Objects.requireNonNull(compiled.plan()));
            runner.launch(new Launch(
                    id, id, "training", PROGRAM, plan, new Json("{\"workers\":2}"), false, null, null, Map.of(), null));
            exercise(runner, id);
            await(() -> runner.presence(id, id) instanceof Presence.Exited);
            Files.move(made, cache, StandardCopyOption.ATOMIC_MOVE);
            runner.remove(id);
            LOG.info("Pipelines start with an ahead-of-time cache from now on");
        } catch (IOException | RuntimeException e) {
            LOG.info("There is no ahead-of-time cache, pipelines start without it: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void exercise(LocalRunner runner, UUID id) throws IOException, InterruptedException {
        await(() -> !(runner.presence(id, id) instanceof Presence.Starting));
        if (!(runner.presence(id, id) instanceof Presence.Listening process)) {
            throw new IOException("the process ended");
        }
        await(() -> send(process, "GET", "/status", "").contains("running"));
        send(process, "POST", "/ingress/t?format=json&update_format=raw", ROWS);
        send(process, "GET", "/query?format=json&sql=SELECT%20*%20FROM%20v", "");
        send(process, "GET", "/stats", "");
        send(process, "POST", "/pause", "");
        send(process, "POST", "/start", "");
        send(process, "POST", "/stop", "");
    }

    private String send(Presence.Listening process, String method, String path, String body)
            throws IOException, InterruptedException {
        return client.send(
                        PipelineProcess.request(process, path)
                                .method(method, BodyPublishers.ofString(body))
                                .timeout(PATIENCE)
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    private static void await(Condition condition) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.holds()) {
            if (Instant.now().isAfter(end)) {
                throw new IOException("it took too long");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
