package dev.millrace.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.storage.LocalDisk;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Column;
import dev.millrace.types.SqlType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageTroubleTest {
    private static final String SUM =
            "CREATE TABLE t (k BIGINT NOT NULL); CREATE MATERIALIZED VIEW w AS SELECT COUNT(*) AS n, SUM(k) AS s FROM t;";

    @TempDir
    private Path folder = Path.of(".");

    private static CompletableFuture<Void> run(Pipeline pipeline) {
        return CompletableFuture.runAsync(() -> {
            try {
                pipeline.run();
            } catch (PipelineException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void aFullDiskPausesInputUntilThereIsRoomAgain() throws Exception {
        Files.writeString(folder.resolve("in.csv"), "1\n2\n3\n".repeat(2_000));
        String input =
                "{\"name\":\"in\",\"max_batch_size\":10,\"transport\":{\"name\":\"file_input\",\"config\":{\"path\":\"in.csv\","
                        + "\"buffer_size_bytes\":1000}},\"format\":{\"name\":\"csv\"}}";
        String program = "CREATE TABLE t (k BIGINT)" + Pipelines.connectors(input)
                + "; CREATE VIEW w AS SELECT COUNT(*) AS n, SUM(k) AS s FROM t;";
        FillableDisk disk = new FillableDisk(LocalDisk.open(folder.resolve("state")));
        PipelineListener filling = new PipelineListener() {
            @Override
            public void changed(String view, long step, Delta delta) {}

            @Override
            public void stepped(long step) {
                if (step == 3) {
                    disk.fill(true);
                }
            }
        };
        StorageOptions storage = StorageOptions.of(disk).every(null);
        try (Pipeline pipeline = new Pipelines(folder).assemble(program, RuntimeOptions.DEFAULT, filling, storage)) {
            CompletableFuture<Void> run = run(pipeline);
            while (trouble(pipeline).isEmpty()) {
                Thread.onSpinWait();
            }
            assertThat(trouble(pipeline)).contains("No space left on device");
            assertThat(pipeline.steps()).isEqualTo(3);
            disk.fill(false);
            run.join();
            assertThat(Pipelines.rows(pipeline, "w").toString()).isEqualTo("[[6000, 12000]]");
        }
        try (Pipeline again =
                new Pipelines(folder).assemble(program, RuntimeOptions.DEFAULT, PipelineListener.NONE, storage)) {
            again.run();
            assertThat(Pipelines.rows(again, "w").toString()).isEqualTo("[[6000, 12000]]");
        }
    }

    private static String trouble(Pipeline pipeline) {
        PipelineStatistics.Durability durability =
                Objects.requireNonNull(pipeline.statistics().durability());
        return Objects.requireNonNullElse(durability.trouble(), "");
    }

    @Test
    void pushedRowsThatWereCalledSafeAreThereAfterACrash() throws Exception {
        Path crashed = folder.resolve("crashed");
        try (Pipeline pipeline = service(folder.resolve("state"))) {
            CompletableFuture<Void> run = run(pipeline);
            PushInput push = Objects.requireNonNull(pipeline.push("t"));
            push.push(numbers(1, 4), List.of(), 24);
            push.awaitSafe(push.push(numbers(4, 7), List.of(), 24));
            SurvivalTest.copy(folder.resolve("state"), crashed);
            pipeline.stop();
            run.join();
        }
        try (Pipeline pipeline = service(crashed)) {
            CompletableFuture<Void> run = run(pipeline);
            PushInput push = Objects.requireNonNull(pipeline.push("t"));
            long number = push.push(numbers(7, 8), List.of(), 8);
            assertThat(number).isEqualTo(3);
            push.awaitSafe(number);
            pipeline.stop();
            run.join();
        }
        try (Pipeline pipeline = service(crashed)) {
            CompletableFuture<Void> run = run(pipeline);
            String rows = pipeline.betweenSteps(
                            () -> Pipelines.rows(pipeline, "w").toString())
                    .get();
            assertThat(rows).isEqualTo("[[7, 28]]");
            pipeline.stop();
            run.join();
        }
    }

    private Pipeline service(Path state) throws Exception {
        return new Pipelines(folder)
                .assemble(SUM, RuntimeOptions.DEFAULT.asService(), PipelineListener.NONE, StorageOptions.of(state));
    }

    private static Batch numbers(long from, long to) {
        List<Long> values = LongStream.range(from, to).boxed().toList();
        Column column = Boxed.column(values, new SqlType.IntegerType(64, true, false));
        return new Batch(values.size(), List.of(column), null);
    }
}
