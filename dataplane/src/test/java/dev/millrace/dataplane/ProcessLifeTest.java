package dev.millrace.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.Json;
import dev.millrace.compiler.SqlCompiler;
import dev.millrace.dataplane.PipelineProcess.Answer;
import dev.millrace.dataplane.PipelineProcess.Listener;
import dev.millrace.plan.codec.PlanCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** From the start of a process to its end. */
@Timeout(60)
class ProcessLifeTest {
    private static final String PROGRAM = """
            CREATE TABLE t (k BIGINT NOT NULL);
            CREATE MATERIALIZED VIEW v AS SELECT SUM(10 / k) AS s FROM t;
            """;

    @TempDir
    private Path folder = Path.of("");

    private ObjectNode compiled(String state) throws Exception {
        String plan = PlanCodec.toJson(
                Objects.requireNonNull(new SqlCompiler().compile(PROGRAM).plan()));
        Path file = Files.writeString(folder.resolve("plan.json"), plan);
        return Json.object().put("plan_file", file.toString()).put("initial_state", state);
    }

    @Test
    void aCompiledPipelineRunsPausesAndStops() throws Exception {
        try (PipelineProcess process = PipelineProcess.ready(folder, PROGRAM, compiled("paused"))) {
            assertThat(process.status()).isEqualTo("paused");
            CompletableFuture<Answer> waiting = CompletableFuture.supplyAsync(() -> post(process, "/ingress/t", "1\n"));
            process.push("/ingress/t?force=true", "2\n");
            assertThat(process.rows("SELECT s FROM v")).containsExactly("{\"s\":5}");
            assertThat(waiting).isNotDone();
            assertThat(process.post("/start", "").json().path("status").asString())
                    .isEqualTo("running");
            process.awaitComplete(
                    waiting.get(10, TimeUnit.SECONDS).json().path("token").asString());
            assertThat(process.rows("SELECT s FROM v")).containsExactly("{\"s\":15}");
            assertThat(process.post("/pause", "").json().path("status").asString())
                    .isEqualTo("paused");
            try (Listener listener = process.listen("/egress/v?format=json", "")) {
                listener.next();
                Answer stopped = process.post("/stop", "");
                assertThat(stopped.json().path("status").asString()).isEqualTo("terminated");
                assertThat(listener.hasEnded()).isTrue();
            }
            assertThat(process.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(process.process().exitValue()).isZero();
        }
    }

    private static Answer post(PipelineProcess process, String path, String body) {
        try {
            return process.post(path, body);
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aTransactionShowsAllItsRowsAtOnce() throws Exception {
        try (PipelineProcess process = PipelineProcess.ready(folder, PROGRAM, compiled("running"));
                Listener listener = process.listen("/egress/v?format=json", "")) {
            assertThat(process.post("/commit_transaction", "").code()).isEqualTo("NoTransactionInProgress");
            assertThat(process.post("/start_transaction", "")
                            .json()
                            .path("transaction_id")
                            .asLong())
                    .isOne();
            assertThat(process.post("/start_transaction", "").status()).isEqualTo(409);
            String token =
                    process.post("/ingress/t", "1\n").json().path("token").asString();
            process.post("/ingress/t", "2\n");
            PipelineProcess.await(
                    () -> global(process).path("total_processed_records").asInt() == 2);
            assertThat(process.get("/completion_status?token=" + token)
                            .json()
                            .path("status")
                            .asString())
                    .isEqualTo("inprogress");
            assertThat(global(process).path("transaction_status").asString()).isEqualTo("TransactionInProgress");
            assertThat(global(process).path("total_completed_records").asInt()).isZero();
            assertThat(process.rows("SELECT s FROM v")).containsExactly("{\"s\":null}");
            assertThat(process.post("/commit_transaction", "").status()).isEqualTo(200);
            long step = process.awaitComplete(token);
            assertThat(process.rows("SELECT s FROM v")).containsExactly("{\"s\":15}");
            assertThat(listener.next("json_data").path("json_data").toString())
                    .isEqualTo("[{\"delete\":{\"s\":null}},{\"insert\":{\"s\":15}}]");
            assertThat(listener.next("processed_steps").path("processed_steps").asLong())
                    .isGreaterThanOrEqualTo(step);
        }
    }

    private static JsonNode global(PipelineProcess process) throws Exception {
        return process.get("/stats").json().path("global_metrics");
    }

    @Test
    void aStepThatFailsIsToldForAsLongAsTheProcessLives() throws Exception {
        try (PipelineProcess process = PipelineProcess.ready(folder, PROGRAM, compiled("running"))) {
            process.post("/ingress/t", "0\n");
            PipelineProcess.await(() -> process.status().equals("failed"));
            JsonNode error = process.get("/status").json().path("error");
            assertThat(error.path("error_code").asString()).isEqualTo("RuntimeError.WorkerPanic");
            assertThat(error.path("message").asString()).contains("division by zero");
            assertThat(process.post("/ingress/t", "1\n").status()).isEqualTo(410);
            assertThat(process.get("/stats").status()).isEqualTo(410);
            process.post("/stop", "");
            assertThat(process.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whatIsWrongWithAProgramIsTold() throws Exception {
        try (PipelineProcess process =
                PipelineProcess.ready(folder, "CREATE VIEW v AS SELECT * FROM x;", Json.object())) {
            assertThat(process.status()).isEqualTo("failed");
            JsonNode error = process.get("/status").json().path("error");
            assertThat(error.path("error_code").asString()).isEqualTo("ProgramFailedToCompile");
            assertThat(error.path("message").asString()).contains("x");
        }
    }

    @Test
    void whatIsWrongWithConnectorsIsTold() throws Exception {
        String program =
                "CREATE TABLE t (k BIGINT) WITH ('connectors' = '[{\"transport\":{\"name\":\"floppy_input\"}}]');";
        try (PipelineProcess process = PipelineProcess.ready(folder, program, Json.object())) {
            JsonNode error = process.get("/status").json().path("error");
            assertThat(error.path("error_code").asString()).isEqualTo("PipelineStartFailed");
            assertThat(error.path("details")
                            .path("problems")
                            .get(0)
                            .path("message")
                            .asString())
                    .contains("floppy_input");
        }
    }

    @Test
    void aSignalEndsItInGoodOrder() throws Exception {
        try (PipelineProcess process = PipelineProcess.ready(folder, PROGRAM, compiled("running"))) {
            process.process().destroy();
            assertThat(process.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(process.log()).contains("pipeline test is terminated");
        }
    }
}
