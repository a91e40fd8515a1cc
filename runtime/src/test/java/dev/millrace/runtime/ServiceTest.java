package dev.millrace.runtime;

import static dev.millrace.runtime.Pipelines.connectors;
import static dev.millrace.runtime.Pipelines.scripted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.connect.ConnectorException;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Column;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline that goes on until it is stopped, as a process that serves requests runs it. */
@Timeout(30)
class ServiceTest {
    private static final String API = "t." + PushInput.NAME;
    private static final String SUM = "CREATE MATERIALIZED VIEW total AS SELECT COUNT(*) AS n, SUM(k) AS k FROM t;";

    @TempDir
    private Path folder = Path.of(".");

    private final List<String> heard = new ArrayList<>();
    private @Nullable Pipeline pipeline;
    private @Nullable CompletableFuture<Void> run;

    @AfterEach
    void stop() throws Exception {
        Pipeline running = Objects.requireNonNull(pipeline);
        running.stop();
        Objects.requireNonNull(run).get(10, TimeUnit.SECONDS);
        running.close();
    }

    private Pipeline start(String sql, boolean paused, ScriptedInput.Script script) throws PipelineException {
        PipelineListener listener = new PipelineListener() {
            @Override
            public void changed(String relation, long step, Delta delta) {
                heard.add(relation + " " + delta.rows());
            }
        };
        Pipeline made =
                new Pipelines(folder).script("s", script).assemble(sql, RuntimeOptions.DEFAULT.asService(), listener);
        pipeline = made;
        if (paused) {
            made.pause();
        }
        run = CompletableFuture.runAsync(() -> {
            try {
                made.run();
            } catch (PipelineException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        return made;
    }

    private static <T> T between(Pipeline pipeline, Callable<T> task) throws Exception {
        return pipeline.betweenSteps(task).get(10, TimeUnit.SECONDS);
    }

    private static List<List<@Nullable Object>> rows(Pipeline pipeline, String relation) throws Exception {
        return between(pipeline, () -> Pipelines.rows(pipeline, relation));
    }

    private static Batch numbers(long from, long to) {
        List<Long> values = LongStream.range(from, to).boxed().toList();
        Column column = Boxed.column(values, new dev.millrace.types.SqlType.IntegerType(64, true, false));
        return new Batch(values.size(), List.of(column), null);
    }

    private static long push(Pipeline pipeline, long from, long to) throws InterruptedException {
        Objects.requireNonNull(pipeline.push("t")).push(numbers(from, to), List.of(), 8 * (to - from));
        return pipeline.chunks(API);
    }

    private static long awaitVisible(Pipeline pipeline, String input, long chunks) throws Exception {
        OptionalLong step = pipeline.visible(input, chunks);
        while (step.isEmpty()) {
            step = between(pipeline, () -> pipeline.visible(input, chunks));
        }
        return step.getAsLong();
    }

    @Test
    void rowsThatArePushedAreVisibleWhenTheirStepIs() throws Exception {
        Pipeline started = start("CREATE TABLE t (k BIGINT NOT NULL);" + SUM, false, (from, to) -> {});
        long step = awaitVisible(started, API, push(started, 1, 4));
        assertThat(step).isPositive().isLessThanOrEqualTo(started.steps());
        assertThat(rows(started, "total")).containsExactly(List.of(3L, 6L));
        assertThat(started.rowsVisible()).isEqualTo(3);
    }

    @Test
    void aPausedPipelineTakesWhatIsPushedAndNothingElse() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        Pipeline started = start(
                "CREATE TABLE t (k BIGINT NOT NULL)" + connectors(scripted("s")) + ";" + SUM, true, (from, to) -> {
                    began.countDown();
                    to.give(100, 101);
                });
        awaitVisible(started, API, push(started, 1, 2));
        assertThat(rows(started, "total")).containsExactly(List.of(1L, 1L));
        assertThat(began.getCount()).isOne();
        started.resume();
        assertThat(began.await(10, TimeUnit.SECONDS)).isTrue();
        awaitVisible(started, "t.s", 1);
        assertThat(rows(started, "total")).containsExactly(List.of(2L, 101L));
    }

    @Test
    void aConnectorCanBePausedAlone() throws Exception {
        Pipeline started = start(
                "CREATE TABLE t (k BIGINT NOT NULL)" + connectors(scripted("s", ",\"paused\":true")) + ";" + SUM,
                false,
                (from, to) -> to.give(0, 5));
        assertThat(started.statistics().inputs().getFirst().state()).isEqualTo(PipelineStatistics.State.PAUSED);
        assertThat(started.pauseInput("t.s", false)).isTrue();
        awaitVisible(started, "t.s", 1);
        assertThat(started.pauseInput("t.none", true)).isFalse();
    }

    @Test
    void aTransactionShowsItsChangesAtOnce() throws Exception {
        Pipeline started = start("CREATE TABLE t (k BIGINT NOT NULL);" + SUM, false, (from, to) -> {});
        between(started, started::beginTransaction);
        long chunks = push(started, 1, 3);
        push(started, 3, 4);
        while (started.statistics().rowsIn() < 3) {
            between(started, () -> 0);
        }
        assertThat(rows(started, "total")).containsExactly(java.util.Arrays.asList(0L, null));
        assertThat(started.visible(API, chunks)).isEmpty();
        assertThat(started.transaction()).isEqualTo(new TransactionState.Open(1, 3));
        heard.clear();
        between(started, () -> {
            started.commitTransaction();
            return 0;
        });
        awaitVisible(started, API, chunks);
        assertThat(rows(started, "total")).containsExactly(List.of(3L, 6L));
        assertThat(started.transaction()).isEqualTo(new TransactionState.None());
        assertThat(heard).containsExactly("total 2");
    }

    @Test
    void aSecondTransactionIsRefused() throws Exception {
        Pipeline started = start("CREATE TABLE t (k BIGINT NOT NULL);" + SUM, false, (from, to) -> {});
        between(started, started::beginTransaction);
        assertThatThrownBy(() -> between(started, started::beginTransaction))
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void theContentsOfMaterializedTablesAndViewsAreKept() throws Exception {
        Pipeline started = start(
                "CREATE TABLE t (k BIGINT NOT NULL PRIMARY KEY); CREATE TABLE u (k BIGINT);"
                        + "CREATE VIEW v AS SELECT k FROM t;" + SUM,
                false,
                (from, to) -> {});
        push(started, 1, 3);
        awaitVisible(started, API, push(started, 2, 4));
        assertThat(rows(started, "t")).containsExactly(List.of(1L), List.of(2L), List.of(3L));
        assertThat(started.keepsContents("total")).isTrue();
        assertThat(started.keepsContents("v")).isFalse();
        assertThat(started.keepsContents("u")).isFalse();
        assertThat(started.views()).containsExactly("v", "total");
    }

    @Test
    void anInputThatFailsStopsNothingElse() throws Exception {
        Pipeline started = start(
                "CREATE TABLE t (k BIGINT NOT NULL)" + connectors(scripted("s")) + ";" + SUM, false, (from, to) -> {
                    throw ConnectorException.fatal("the disk burns", null);
                });
        awaitVisible(started, API, push(started, 1, 2));
        while (started.statistics().inputs().getFirst().state() != PipelineStatistics.State.FAILED) {
            between(started, () -> 0);
        }
        assertThat(started.statistics().inputs().getFirst().failure()).contains("the disk burns");
    }

    @Test
    void whoeverPushesOrAsksIsToldOfTheEnd() throws Exception {
        Pipeline started = start("CREATE TABLE t (k BIGINT NOT NULL);" + SUM, false, (from, to) -> {});
        awaitVisible(started, API, push(started, 1, 2));
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
            try {
                Objects.requireNonNull(started.push("t")).awaitSafe(1_000);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        started.stop();
        Objects.requireNonNull(run).get(10, TimeUnit.SECONDS);
        started.close();
        assertThat(waiting)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withMessageContaining("ended");
        assertThatThrownBy(() -> started.betweenSteps(() -> 0)).isInstanceOf(RejectedExecutionException.class);
    }
}
