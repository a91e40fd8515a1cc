package dev.millrace.manager.agent;

import dev.millrace.api.Json;
import dev.millrace.manager.agent.Report.Seen;
import dev.millrace.manager.rest.Listener;
import dev.millrace.manager.runner.Deployed;
import dev.millrace.manager.runner.LocalRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A running agent: carries out what the manager orders, and reports. Closing it, or killing it, leaves the processes of pipelines alone:
 * the next agent over the same data folder takes them over.
 */
public final class Agent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final long RETRY_MILLIS = 1_000;
    private static final long LOOK_MILLIS = 20;
    private static final long CALM_LOOK_MILLIS = 500;
    private static final int REPLACED = 409;
    private static final int TOKEN_BYTES = 24;

    private final Settings settings;
    private final HttpClient client;
    private final LocalRunner runner;
    private final FileChannel lock;
    private final AgentServer server;
    private final URI address;
    private final String relayToken;
    private final UUID incarnation = UUID.randomUUID();
    private final Map<Long, String> done = new TreeMap<>();
    private final Semaphore changes = new Semaphore(0);
    private final CountDownLatch ended = new CountDownLatch(1);
    private long sequence;
    private volatile boolean closed;
    private boolean reachable = true;

    /**
     * How an agent is set up.
     *
     * @param manager its URL
     * @param token what the manager gave out for this agent
     * @param data folder of everything the agent keeps
     * @param listener where it takes requests of the manager for its pipelines
     * @param address how the manager reaches it; null for the listener's own
     */
    public record Settings(
            URI manager,
            String name,
            String token,
            Path data,
            Listener listener,
            @Nullable URI address,
            String version) {
        @Override
        public String toString() {
            return "Settings[" + name + "]";
        }
    }

    /** Starts an agent; fails if there is one over the same folder. {@code client} is for the manager. */
    public Agent(Settings settings, LocalRunner runner, HttpClient client) throws IOException {
        this.settings = settings;
        this.runner = runner;
        this.client = client;
        this.lock = lock(settings.data());
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        relayToken = HexFormat.of().formatHex(random);
        server = new AgentServer(settings.listener(), runner, relayToken);
        String scheme = settings.listener().tls() == null ? "http" : "https";
        address = settings.address() != null
                ? settings.address()
                : URI.create(scheme + "://" + settings.listener().host() + ":" + server.port());
        runner.onExit(pipeline -> changes.release());
        Thread.ofVirtual().name("orders").start(this::follow);
        Thread.ofVirtual().name("changes").start(this::watch);
    }

    private static FileChannel lock(Path data) throws IOException {
        Files.createDirectories(data);
        FileChannel channel =
                FileChannel.open(data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock held = channel.tryLock();
            if (held != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // In this process, then.
        }
        channel.close();
        throw new IOException("another agent runs over " + data);
    }

    /** Where it takes requests. */
    public URI address() {
        return address;
    }

    /** Waits until it was closed, or another agent has taken its name over. */
    public void awaitEnd() throws InterruptedException {
        ended.await();
    }

    private void follow() {
        while (!closed) {
            try {
                sync(true).ifPresent(this::carryOut);
            } catch (IOException e) {
                unreachable(e);
                pause(RETRY_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Reports at once when something changed; what is ordered meanwhile is left to the other thread. */
    private void watch() {
        Map<Deployed, Seen> before = Map.of();
        while (!closed) {
            Map<Deployed, Seen> now = seen();
            if (!now.equals(before)) {
                try {
                    sync(false);
                    before = now;
                } catch (IOException e) {
                    unreachable(e);
                } catch (InterruptedException e) {
                    return;
                }
            }
            boolean starting = now.values().stream().anyMatch(Seen.Starting.class::isInstance);
            pause(starting ? LOOK_MILLIS : CALM_LOOK_MILLIS);
        }
    }

    private void pause(long millis) {
        try {
            if (changes.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
                changes.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void unreachable(IOException failure) {
        if (reachable) {
            LOG.warn("The manager {} cannot be reached: {}", settings.manager(), failure.toString());
        }
        reachable = false;
    }

    private synchronized void reached() {
        if (!reachable) {
            LOG.info("The manager {} is reached again", settings.manager());
        }
        reachable = true;
    }

    private java.util.Optional<JsonNode> sync(boolean wait) throws IOException, InterruptedException {
        Report report = report();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(settings.manager() + "/v0/agents/" + settings.name() + "/sync?wait=" + wait))
                .header("Authorization", "Bearer " + settings.token())
                .header("Content-Type", "application/json")
                .timeout(TIMEOUT)
                .POST(BodyPublishers.ofString(report.json().toString()))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() == REPLACED) {
            LOG.error("Another agent has taken over the name {}; this one ends", settings.name());
            closed = true;
            ended.countDown();
            return java.util.Optional.empty();
        }
        if (answer.statusCode() != 200) {
            throw new IOException("it answered " + answer.statusCode() + ": " + answer.body());
        }
        reached();
        synchronized (this) {
            report.done().keySet().forEach(done::remove);
        }
        try {
            return wait ? java.util.Optional.of(Json.read(answer.body())) : java.util.Optional.empty();
        } catch (JacksonException e) {
            throw new IOException("the answer of the manager cannot be read", e);
        }
    }

    private synchronized Report report() {
        return new Report(
                incarnation, ++sequence, address, relayToken, settings.version(), seen(), new TreeMap<>(done));
    }

    private Map<Deployed, Seen> seen() {
        Map<Deployed, Seen> all = new LinkedHashMap<>();
        try {
            for (Deployed deployed : runner.deployments()) {
                Seen seen = Seen.of(runner.presence(deployed.pipeline(), deployed.deployment()));
                if (seen != null) {
                    all.put(deployed, seen);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private void carryOut(JsonNode answer) {
        for (JsonNode node : answer.path("orders")) {
            long id = node.path("id").asLong();
            String trouble = "";
            try {
                carryOut(Order.of(node));
            } catch (IOException | RuntimeException e) {
                LOG.warn("An order could not be carried out", e);
                trouble = String.valueOf(e.getMessage());
            }
            synchronized (this) {
                done.put(id, trouble);
            }
        }
    }

    private void carryOut(Order order) throws IOException {
        switch (order) {
            case Order.Start start -> runner.launch(start.launch());
            case Order.End end ->
                runner.end(end.deployed().pipeline(), end.deployed().deployment());
            case Order.Forget forget ->
                runner.forget(forget.deployed().pipeline(), forget.deployed().deployment());
            case Order.Clear clear -> runner.clear(clear.pipeline());
            case Order.Remove remove -> runner.remove(remove.pipeline());
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        ended.countDown();
        server.close();
        lock.close();
    }
}
