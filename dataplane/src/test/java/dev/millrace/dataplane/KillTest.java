package dev.millrace.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.Json;
import dev.millrace.compiler.SqlCompiler;
import dev.millrace.dataplane.PipelineProcess.Answer;
import dev.millrace.plan.codec.PlanCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** A pipeline that keeps its state goes on after every end. */
@Timeout(180)
class KillTest {
    private static final String PROGRAM = """
            CREATE TABLE items (id BIGINT NOT NULL, t VARCHAR) WITH ('materialized' = 'true');
            CREATE MATERIALIZED VIEW total AS SELECT COUNT(*) AS n, SUM(id) AS s FROM items;
            """;
    private static final int KILLS = 3;
    private static final int CLIENTS = 3;
    private static final int ROWS = 20;

    @TempDir
    private Path folder = Path.of("");

    private ObjectNode config(String model) throws IOException {
        String plan = PlanCodec.toJson(
                Objects.requireNonNull(new SqlCompiler().compile(PROGRAM).plan()));
        Path file = Files.writeString(folder.resolve("plan.json"), plan);
        ObjectNode config = Json.object().put("plan_file", file.toString());
        ObjectNode runtime = config.putObject("runtime_config");
        runtime.put("workers", 1);
        runtime.putObject("fault_tolerance").put("model", model).put("checkpoint_interval", "1s");
        return config;
    }

    @Test
    void rowsWhoseRequestWasAnsweredAreThereOnceAfterKills() throws Exception {
        Set<Long> answered = new ConcurrentSkipListSet<>();
        AtomicLong next = new AtomicLong(1);
        Random random = new Random(7);
        for (int kill = 0; kill < KILLS; kill++) {
            try (PipelineProcess process = PipelineProcess.ready(folder, PROGRAM, config("exactly_once"))) {
                int wanted = answered.size() + ROWS * (5 + random.nextInt(20));
                List<CompletableFuture<Void>> clients = new ArrayList<>();
                for (int client = 0; client < CLIENTS; client++) {
                    clients.add(CompletableFuture.runAsync(
                            () -> push(process, next, answered), Thread::startVirtualThread));
                }
                PipelineProcess.await(() -> answered.size() >= wanted);
                process.process().destroyForcibly().waitFor();
                for (CompletableFuture<Void> client : clients) {
                    client.get(30, TimeUnit.SECONDS);
                }
            }
        }
        check(answered);
    }

    /** Pushes rows until the process is gone. */
    private static void push(PipelineProcess process, AtomicLong next, Set<Long> answered) {
        try {
            while (true) {
                List<Long> ids = new ArrayList<>();
                StringBuilder body = new StringBuilder();
                long first = next.getAndAdd(ROWS);
                for (long id = first; id < first + ROWS; id++) {
                    ids.add(id);
                    body.append(id).append(",row ").append(id).append('\n');
                }
                Answer answer = process.post("/ingress/items", body.toString());
                if (answer.status() != 200) {
                    return;
                }
                answered.addAll(ids);
            }
        } catch (IOException | InterruptedException gone) {
            // The process was killed.
        }
    }

    private void check(Set<Long> answered) throws Exception {
        try (PipelineProcess process = PipelineProcess.ready(folder, PROGRAM, config("exactly_once"))) {
            Set<Long> found = new TreeSet<>();
            long sum = 0;
            for (String row : process.rows("SELECT id FROM items")) {
                long id = Json.read(row).path("id").asLong();
                assertThat(found.add(id)).as("row %d is there once", id).isTrue();
                sum += id;
            }
            assertThat(found).containsAll(answered);
            assertThat(process.rows("SELECT n, s FROM total"))
                    .containsExactly("{\"n\":" + found.size() + ",\"s\":" + sum + "}");
            PipelineProcess.await(() -> {
                String metrics = process.get("/metrics").body();
                return metrics.contains("journal_steps") && metrics.contains("checkpoint_bytes");
            });
        }
    }

    @Test
    void aStopKeepsTheStateAndACheckpointCanBeAskedFor() throws Exception {
        try (PipelineProcess process = PipelineProcess.ready(folder, PROGRAM, config("none"))) {
            process.push("/ingress/items", "1,a\n2,b\n");
            long number = process.post("/checkpoint", "")
                    .json()
                    .path("checkpoint_sequence_number")
                    .asLong();
            PipelineProcess.await(() ->
                    process.get("/checkpoint_status").json().path("success").asLong() == number);
            assertThat(process.get("/checkpoints")
                            .json()
                            .get(0)
                            .path("processed_records")
                            .asLong())
                    .isEqualTo(2);
            process.post("/ingress/items", "3,c\n");
            process.post("/stop", "");
            assertThat(process.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
        try (PipelineProcess process = PipelineProcess.ready(folder, PROGRAM, config("none"))) {
            assertThat(process.rows("SELECT n, s FROM total")).containsExactly("{\"n\":3,\"s\":6}");
            String old = process.get("/stats")
                    .json()
                    .at("/global_metrics/incarnation_uuid")
                    .asString();
            assertThat(process.get("/checkpoint_status?incarnation_uuid=" + old).status())
                    .isEqualTo(200);
            assertThat(process.get("/checkpoint_status?incarnation_uuid=x").code())
                    .isEqualTo("IncarnationUuidMismatch");
            process.process().destroyForcibly().waitFor();
        }
        ObjectNode withoutStorage = config("none");
        withoutStorage.withObject("/runtime_config").put("storage", false);
        try (PipelineProcess process = PipelineProcess.ready(folder, PROGRAM, withoutStorage)) {
            assertThat(process.rows("SELECT n FROM total")).containsExactly("{\"n\":0}");
            assertThat(process.post("/checkpoint", "").status()).isEqualTo(501);
        }
    }

    @Test
    void tokensOfAnEarlierLifeAreGone() throws Exception {
        String token;
        try (PipelineProcess process = PipelineProcess.ready(folder, PROGRAM, config("exactly_once"))) {
            token = process.post("/ingress/items", "1,a\n").json().path("token").asString();
            process.awaitComplete(token);
        }
        try (PipelineProcess process = PipelineProcess.ready(folder, PROGRAM, config("exactly_once"))) {
            Answer answer = process.get("/completion_status?token=" + token);
            assertThat(answer.status()).isEqualTo(410);
            assertThat(answer.code()).isEqualTo("PipelineRestarted");
            process.push("/ingress/items", "2,b\n");
            assertThat(process.rows("SELECT n, s FROM total")).containsExactly("{\"n\":2,\"s\":3}");
        }
    }
}
