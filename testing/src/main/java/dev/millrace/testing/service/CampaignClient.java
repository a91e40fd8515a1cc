package dev.millrace.testing.service;

import dev.millrace.api.Json;
import dev.millrace.testing.service.CampaignPipeline.Told;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/**
 * A user who tells pipelines what to do, one request after another, and sends each again while there is no manager. One at a time tells
 * a pipeline something, so that it is known what it was told last.
 */
final class CampaignClient {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String PROGRAM = "CREATE TABLE t (a INT NOT NULL PRIMARY KEY, b INT);"
            + " CREATE MATERIALIZED VIEW v AS SELECT b, COUNT(*) AS n FROM t WHERE a > %d GROUP BY b;";
    private static final int PROGRAMS = 5;
    private static final int MEMORY_MEGABYTES = 64;

    private final ServerProcess server;
    private final CampaignReport report;
    private final SplittableRandom random;

    CampaignClient(ServerProcess server, CampaignReport report, SplittableRandom random) {
        this.server = server;
        this.report = report;
        this.random = random;
    }

    /** Does something to one of these. */
    void act(List<CampaignPipeline> pipelines) throws InterruptedException {
        CampaignPipeline pipeline = pipelines.get(random.nextInt(pipelines.size()));
        pipeline.lock.lock();
        try {
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> tell(pipeline, Told.RUNNING);
                case 4 -> tell(pipeline, Told.PAUSED);
                case 5, 6 -> tell(pipeline, Told.SHUTDOWN);
                case 7, 8 -> edit(pipeline);
                default -> look(pipeline);
            }
        } finally {
            pipeline.lock.unlock();
        }
    }

    /** Creates it, or replaces what is there. */
    void define(CampaignPipeline pipeline) throws InterruptedException {
        Answer answer = send("PUT", pipeline.path(), settings(pipeline.name(), 0));
        if (answer.status() != 200 && answer.status() != 201) {
            report.find("PUT " + pipeline.path() + " answered " + answer);
            return;
        }
        report.find(pipeline.see(answer.json().path("version").asLong(), false));
    }

    private String settings(String name, int number) {
        return Json.of(Map.of(
                        "name",
                        name,
                        "program_code",
                        PROGRAM.formatted(number),
                        "runtime_config",
                        Map.of("workers", 1, "resources", Map.of("memory_mb_max", MEMORY_MEGABYTES))))
                .text();
    }

    /** Tells it; a wish that is refused, since it failed or is being shut down, changes nothing, and the answer is false. */
    boolean tell(CampaignPipeline pipeline, Told wish) throws InterruptedException {
        Answer answer = send("POST", pipeline.path() + "/" + wish.action(), "");
        if (answer.status() == 202) {
            pipeline.tell(wish);
            report.count(wish.action());
            return true;
        }
        if (answer.errorCode().equals("IllegalPipelineStateTransition")) {
            report.count("refused");
        } else {
            report.find(wish.action() + " of " + pipeline.name() + " answered " + answer);
        }
        return false;
    }

    /** Tells it until it is accepted: what failed is shut down first. */
    void insist(CampaignPipeline pipeline, Told wish) throws InterruptedException {
        while (!tell(pipeline, wish)) {
            tell(pipeline, Told.SHUTDOWN);
            awaitStatus(pipeline, Told.SHUTDOWN.status());
        }
    }

    /** Edits the program where that is allowed, guarded by the version that was seen last. */
    private void edit(CampaignPipeline pipeline) throws InterruptedException {
        Map<String, Object> change =
                Map.of("program_code", PROGRAM.formatted(1 + random.nextInt(PROGRAMS)), "guard", pipeline.version());
        Answer answer = send("PATCH", pipeline.path(), Json.of(change).text());
        switch (answer.status()) {
            case 200 -> {
                long version = answer.json().path("version").asLong();
                report.find(pipeline.see(version, version != pipeline.version()));
                report.count("edits");
            }
            // It took effect, but the manager died before it could say so.
            case 409 -> {
                report.count("edits without an answer");
                look(pipeline);
            }
            case 400 -> report.count("refused");
            default -> report.find("PATCH of " + pipeline.name() + " answered " + answer);
        }
    }

    private void look(CampaignPipeline pipeline) throws InterruptedException {
        JsonNode seen = status(pipeline);
        report.find(pipeline.see(seen.path("version").asLong(), false));
        report.count("looks");
    }

    JsonNode status(CampaignPipeline pipeline) throws InterruptedException {
        return send("GET", pipeline.path() + "?selector=status", "").json();
    }

    /** Whether it got there in time. */
    boolean awaitStatus(CampaignPipeline pipeline, String wanted) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            if (status(pipeline).path("deployment_status").asString().equals(wanted)) {
                return true;
            }
            LockSupport.parkNanos(50_000_000);
        }
        return false;
    }

    /** The answer, as soon as there is a manager that gives one. */
    Answer send(String method, String target, String body) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                return new ApiClient(server.base(), null).send(new ApiRequest(method, target, body));
            } catch (IOException e) {
                report.count("requests sent again");
                if (Instant.now().isAfter(end)) {
                    throw new IllegalStateException(method + " " + target + " is not answered", e);
                }
                LockSupport.parkNanos(50_000_000);
            }
        }
    }
}
