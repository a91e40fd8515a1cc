package dev.millrace.testing.service;

import dev.millrace.testing.service.CampaignPipeline.Told;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * A manager with many pipelines, some of which are told what to do by many users at once, while processes of pipelines and the manager
 * itself are killed. In the end every pipeline must be in the state that it was last told to be in, unless it was killed since; versions
 * must only have grown; and every process must be one that somebody wished for.
 */
public final class Campaign {
    private static final Duration QUIET_MAX = Duration.ofMinutes(3);

    private final ServerProcess server;
    private final Options options;
    private final Consumer<String> progress;
    private final SplittableRandom random;
    private final CampaignReport report = new CampaignReport();
    private final List<CampaignPipeline> all;
    private final List<CampaignPipeline> active;
    private final Set<String> killed = ConcurrentHashMap.newKeySet();
    private volatile boolean over;

    /**
     * How large a campaign is.
     *
     * @param defined pipelines that there are
     * @param active those of them that are told something
     * @param clients users at a time
     * @param actions requests of all users together
     * @param managerKills how often the manager is killed
     */
    public record Options(int defined, int active, int clients, int actions, int managerKills, long seed) {}

    /** A campaign on a server that runs. */
    public Campaign(ServerProcess server, Options options, Consumer<String> progress) {
        this.server = server;
        this.options = options;
        this.progress = progress;
        this.random = new SplittableRandom(options.seed());
        this.all = IntStream.range(0, options.defined())
                .mapToObj(i -> new CampaignPipeline("p" + i))
                .toList();
        this.active = all.subList(0, options.active());
    }

    /** Runs it; returns what was wrong, which is nothing if all is well. */
    public List<String> run() throws InterruptedException, IOException {
        together(all.size(), (client, i) -> client.define(all.get(i)));
        progress.accept(all.size() + " pipelines are defined");
        Thread killer = Thread.ofPlatform().name("killer").start(this::kill);
        together(options.actions(), (client, i) -> client.act(active));
        over = true;
        killer.join();
        progress.accept("what was done: " + report.summary());
        CampaignClient client = client();
        settle(client);
        lastWishes(client);
        theEnd(client);
        return report.findings();
    }

    private interface Task {
        void run(CampaignClient client, int number) throws InterruptedException;
    }

    /** Divides tasks among the clients. */
    private void together(int count, Task task) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < options.clients(); i++) {
            CampaignClient client = client();
            int first = i;
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    for (int n = first; n < count; n += options.clients()) {
                        task.run(client, n);
                    }
                } catch (InterruptedException | RuntimeException e) {
                    report.find("a client gave up: " + e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private CampaignClient client() {
        return new CampaignClient(server, report, random.split());
    }

    /** Kills a process of a pipeline every now and then, and the manager so many times. */
    private void kill() {
        SplittableRandom dice = random.split();
        try {
            int kills = 0;
            for (int i = 1; !over || kills < options.managerKills(); i++) {
                LockSupport.parkNanos((50 + dice.nextInt(600)) * 1_000_000L);
                List<ProcessHandle> processes = server.pipelines();
                if (!processes.isEmpty()) {
                    kill(processes.get(dice.nextInt(processes.size())));
                }
                if (kills < options.managerKills() && (over || i % 8 == 0)) {
                    kills++;
                    server.kill();
                    LockSupport.parkNanos(dice.nextInt(1000) * 1_000_000L);
                    server.start();
                    report.count("managers killed");
                }
            }
        } catch (IOException e) {
            report.find("the manager does not come back: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void kill(ProcessHandle process) {
        String id = ServerProcess.pipelineOf(process);
        if (!id.isEmpty()) {
            killed.add(id);
            process.destroyForcibly();
            report.count("pipelines killed");
        }
    }

    /** Without anybody doing anything more, each gets to where it was told to be; one that was killed may have failed. */
    private void settle(CampaignClient client) throws InterruptedException {
        for (CampaignPipeline pipeline : active) {
            Instant end = Instant.now().plus(QUIET_MAX);
            JsonNode seen = client.status(pipeline);
            while (!isSettled(pipeline, seen) && Instant.now().isBefore(end)) {
                LockSupport.parkNanos(50_000_000);
                seen = client.status(pipeline);
            }
            if (!isSettled(pipeline, seen)) {
                report.find("pipeline " + pipeline.name() + " was told to be "
                        + pipeline.told().status() + (killed.contains(id(seen)) ? " (and was killed)" : "") + " and is "
                        + seen);
            }
            report.find(pipeline.see(seen.path("version").asLong(), false));
        }
        progress.accept("everything is where it was told to be");
    }

    private boolean isSettled(CampaignPipeline pipeline, JsonNode seen) {
        String status = seen.path("deployment_status").asString();
        return status.equals(pipeline.told().status()) || (status.equals("Failed") && killed.contains(id(seen)));
    }

    private static String id(JsonNode pipeline) {
        return pipeline.path("id").asString();
    }

    /** Nothing is killed any more: each gets to exactly where it is told to be, and has a process if and only if it shall. */
    private void lastWishes(CampaignClient client) throws InterruptedException {
        for (CampaignPipeline pipeline : active) {
            client.insist(pipeline, Told.values()[random.nextInt(Told.values().length)]);
        }
        int expected = 0;
        for (CampaignPipeline pipeline : active) {
            if (!client.awaitStatus(pipeline, pipeline.told().status())) {
                report.find("pipeline " + pipeline.name() + " is not "
                        + pipeline.told().status() + " but " + client.status(pipeline));
            }
            expected += pipeline.told() == Told.SHUTDOWN ? 0 : 1;
        }
        List<ProcessHandle> processes = server.pipelines();
        if (processes.size() != expected) {
            report.find(processes.size() + " processes for " + expected + " pipelines that run or are paused: "
                    + processes.stream().map(ServerProcess::pipelineOf).toList());
        }
        progress.accept("as they were last told: " + expected + " running or paused, with a process each");
    }

    private void theEnd(CampaignClient client) throws InterruptedException {
        for (CampaignPipeline pipeline : active) {
            client.insist(pipeline, Told.SHUTDOWN);
        }
        for (CampaignPipeline pipeline : active) {
            client.awaitStatus(pipeline, Told.SHUTDOWN.status());
        }
        int listed =
                client.send("GET", "/v0/pipelines?selector=status", "").json().size();
        if (listed != all.size()) {
            report.find("of " + all.size() + " pipelines " + listed + " are listed");
        }
        server.stop();
        Instant end = Instant.now().plus(Duration.ofSeconds(10));
        while (!server.all().isEmpty() && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(50_000_000);
        }
        server.all().forEach(left -> report.find("a process is left: " + left.info()));
        progress.accept("nothing is left; "
                + active.stream().mapToLong(CampaignPipeline::edits).sum() + " edits, each with a greater version");
    }

    /** How often each thing happened. */
    public String summary() {
        return report.summary();
    }
}
