package dev.millrace.runtime;

import static dev.millrace.runtime.Pipelines.connectors;
import static dev.millrace.runtime.Pipelines.csv;
import static dev.millrace.runtime.Pipelines.rows;
import static dev.millrace.runtime.Pipelines.scripted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.connect.ConnectorException;
import dev.millrace.connect.Failure;
import dev.millrace.connect.RowError;
import dev.millrace.plan.Position;
import dev.millrace.runtime.PipelineStatistics.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineTest {
    private static final String TOTAL = "CREATE VIEW total AS SELECT COUNT(*) AS n, SUM(k) AS k FROM t;";

    @TempDir
    private Path folder;

    private Pipelines pipelines = new Pipelines(Path.of("."));

    @BeforeEach
    void inTheFolder() {
        pipelines = new Pipelines(folder);
    }

    private static String table(String... inputs) {
        return "CREATE TABLE t (k BIGINT NOT NULL)" + connectors(inputs) + ";\n";
    }

    private static List<Object> total(long count, long sum) {
        return List.of(count, sum);
    }

    @Test
    void filesAreJoinedAndTheChangesWritten() throws Exception {
        Files.writeString(folder.resolve("people.csv"), "1,Ada\n2,Grace\n3,Edsger\n");
        Files.writeString(folder.resolve("orders.csv"), "10,1,5.50\n11,2,7.25\n12,1,1.00\n");
        Pipeline pipeline = pipelines.run("""
                CREATE TABLE people (id INT NOT NULL PRIMARY KEY, name VARCHAR)%s;
                CREATE TABLE orders (id INT NOT NULL, person INT, amount DECIMAL(8, 2))%s;
                CREATE VIEW spent%s AS
                SELECT p.name, SUM(o.amount) AS amount FROM people p JOIN orders o ON o.person = p.id GROUP BY p.name;
                """.formatted(
                        connectors(csv("people.csv", "")),
                        connectors(csv("orders.csv", "")),
                        connectors("{\"name\":\"out\",\"transport\":{\"name\":\"file_output\",\"config\":"
                                + "{\"path\":\"out/spent.csv\"}},\"format\":{\"name\":\"csv\"}}")));
        assertThat(rows(pipeline, "spent").toString()).isEqualTo("[[Ada, 6.50], [Grace, 7.25]]");
        assertThat(Files.readString(folder.resolve("out/spent.csv"))).contains("Ada,6.50,1\n", "Grace,7.25,1\n");
    }

    @Test
    void aViewMayGoToStandardOutput() throws Exception {
        Files.writeString(folder.resolve("t.csv"), "1\n2\n");
        pipelines.run(table(csv("t.csv", "")) + "CREATE VIEW v"
                + connectors("{\"transport\":{\"name\":\"stdout_output\"},\"format\":{\"name\":\"json\"}}")
                + " AS SELECT k + 1 AS k FROM t;");
        assertThat(pipelines.standardOutput()).isEqualTo("{\"insert\":{\"k\":2}}\n{\"insert\":{\"k\":3}}\n");
    }

    @Test
    void anOutputBufferAddsUpTheChangesOfSeveralSteps() throws Exception {
        pipelines.script("a", (from, rows) -> {
            for (long row = 0; row < 20; row++) {
                rows.give(row, row + 1);
            }
        });
        String output = "{\"name\":\"%s\",\"transport\":{\"name\":\"file_output\",\"config\":{\"path\":\"%s\"}},"
                + "\"format\":{\"name\":\"json\"},\"enable_output_buffer\":true%s}";
        pipelines.run(table(scripted("a", ",\"max_batch_size\":1")) + "CREATE VIEW v"
                + connectors(
                        output.formatted("all", "all.json", ""),
                        output.formatted("each", "each.json", ",\"max_output_buffer_size_records\":1"),
                        output.formatted("soon", "soon.json", ",\"max_output_buffer_time_millis\":1"))
                + " AS SELECT COUNT(*) AS n FROM t;");
        assertThat(Files.readString(folder.resolve("all.json"))).isEqualTo("{\"insert\":{\"n\":20}}\n");
        assertThat(Files.readAllLines(folder.resolve("each.json"))).hasSize(41).endsWith("{\"insert\":{\"n\":20}}");
        assertThat(Files.readAllLines(folder.resolve("soon.json"))).endsWith("{\"insert\":{\"n\":20}}");
    }

    @Test
    void viewsWithoutInputHaveTheirContent() throws Exception {
        Pipeline pipeline = pipelines.run("CREATE VIEW v AS SELECT 1 AS one UNION ALL SELECT 2;"
                + "CREATE TABLE t (k BIGINT); CREATE VIEW total AS SELECT COUNT(*) AS n FROM t;");
        assertThat(rows(pipeline, "v")).containsExactly(List.of(1L), List.of(2L));
        assertThat(rows(pipeline, "total")).containsExactly(List.of(0L));
    }

    /** The sources have ended, or their queues are full: waiting an hour for more rows would be in vain. */
    @Test
    void rowsGatherOnlyAsLongAsMoreCanCome() throws Exception {
        pipelines.script("a", (from, rows) -> rows.give(0, 10)).script("b", (from, rows) -> {
            for (long row = 10; row < 20; row++) {
                rows.give(row, row + 1);
            }
        });
        RuntimeOptions options = RuntimeOptions.DEFAULT.withGathering(1_000_000, 3_600_000);
        String program = table(scripted("a"), scripted("b", ",\"max_queued_records\":4")) + TOTAL;
        try (Pipeline pipeline = pipelines.assemble(program, options, PipelineListener.NONE)) {
            pipeline.run();
            assertThat(rows(pipeline, "total")).containsExactly(total(20, 190));
            assertThat(pipeline.statistics().steps()).isBetween(2L, 6L);
        }
    }

    @Test
    void severalConnectorsFeedATable() throws Exception {
        Files.writeString(folder.resolve("t.csv"), "100\n");
        pipelines.script("a", (from, rows) -> rows.give(0, 10)).script("b", (from, rows) -> rows.give(10, 20));
        Pipeline pipeline = pipelines.run(table(scripted("a"), scripted("b"), csv("t.csv", "")) + TOTAL);
        assertThat(rows(pipeline, "total")).containsExactly(total(21, 290));
    }

    @Test
    void inputsStartWhenAllWithTheirLabelsHaveEnded() throws Exception {
        List<String> order = new ArrayList<>();
        CountDownLatch slow = new CountDownLatch(1);
        pipelines
                .script("last", (from, rows) -> {
                    order.add("last");
                    rows.give(0, 1);
                })
                .script("slow", (from, rows) -> {
                    slow.await();
                    rows.give(0, 5);
                    order.add("slow");
                })
                .script("fast", (from, rows) -> {
                    rows.give(0, 5);
                    order.add("fast");
                    slow.countDown();
                });
        Pipeline pipeline = pipelines.run(table(
                        scripted("last", ",\"start_after\":[\"one\",\"two\"]"),
                        scripted("slow", ",\"labels\":[\"one\"]"),
                        scripted("fast", ",\"labels\":[\"other\",\"two\"]"))
                + TOTAL);
        assertThat(order).containsExactly("fast", "slow", "last");
        assertThat(rows(pipeline, "total")).containsExactly(total(11, 20));
    }

    @Test
    void deletesThatStartAfterTheInsertsTakeAllRowsAway() throws Exception {
        Files.writeString(
                folder.resolve("rows.csv"),
                String.join(
                        "",
                        IntStream.range(0, 50_000)
                                .mapToObj(i -> i + "," + i % 7 + "\n")
                                .toList()));
        Files.writeString(
                folder.resolve("deletes.json"),
                String.join(
                        "",
                        IntStream.range(0, 50_000)
                                .mapToObj(i -> "{\"delete\":{\"k\":" + i + "}}\n")
                                .toList()));
        Pipeline pipeline = pipelines.run("CREATE TABLE t (k BIGINT NOT NULL PRIMARY KEY, g INT)"
                + connectors(
                        "{\"name\":\"d\",\"start_after\":\"loaded\",\"transport\":{\"name\":\"file_input\",\"config\":"
                                + "{\"path\":\"deletes.json\"}},\"format\":{\"name\":\"json\"}}",
                        csv("rows.csv", ",\"labels\":[\"loaded\"],\"max_batch_size\":1000,\"max_queued_records\":2000"))
                + "; CREATE VIEW groups AS SELECT g, COUNT(*) AS n FROM t GROUP BY g;");
        assertThat(rows(pipeline, "groups")).isEmpty();
        assertThat(pipeline.statistics().rowsIn()).isEqualTo(100_000);
        assertThat(pipeline.statistics().errorRows()).isZero();
    }

    @Test
    void labelsThatNobodyHasAndCirclesAreMistakes() {
        pipelines
                .script("a", (from, rows) -> {})
                .script("b", (from, rows) -> {})
                .script("c", (from, rows) -> {});
        PipelineException mistakes = catchThrowableOfType(
                PipelineException.class,
                () -> pipelines.assemble(table(
                        scripted("a", ",\"labels\":[\"x\"],\"start_after\":\"y\""),
                        scripted("b", ",\"labels\":[\"y\"],\"start_after\":\"x\""),
                        scripted("c", ",\"start_after\":\"nowhere\""))));
        assertThat(mistakes.problems())
                .extracting(PipelineException.Problem::message)
                .containsExactly(
                        "connector t.a: start_after leads back to itself",
                        "connector t.b: start_after leads back to itself",
                        "connector t.c: start_after names the label nowhere, which no input has");
    }

    @Test
    void allMistakesInConnectorsAreReportedWithTheirPlaces() {
        PipelineException mistakes = catchThrowableOfType(
                PipelineException.class,
                () -> pipelines.assemble(table("{\"transport\":{\"name\":\"file_inputt\"}}") + "CREATE LOCAL VIEW v"
                        + connectors("{\"transport\":{\"name\":\"null_output\"}}") + " AS SELECT k FROM t;\n"
                        + "CREATE VIEW w WITH ('connectors' = '{') AS SELECT k FROM t;"));
        assertThat(mistakes.problems())
                .extracting(problem -> problem.position().line())
                .containsExactly(1, 2, 3);
        assertThat(mistakes).hasMessageContaining("file_inputt").hasMessageContaining("LOCAL");
    }

    @Test
    void pausedInputsDoNotStartNorDoThoseThatWaitForThem() throws Exception {
        pipelines
                .script("a", (from, rows) -> rows.give(0, 3))
                .script("paused", (from, rows) -> rows.give(0, 100))
                .script("waiting", (from, rows) -> rows.give(0, 100));
        Pipeline pipeline = pipelines.run(table(
                        scripted("a"),
                        scripted("paused", ",\"paused\":true,\"labels\":[\"p\"]"),
                        scripted("waiting", ",\"start_after\":\"p\""))
                + TOTAL);
        assertThat(rows(pipeline, "total")).containsExactly(total(3, 3));
        assertThat(pipeline.statistics().inputs())
                .extracting(PipelineStatistics.Input::state)
                .containsExactly(State.ENDED, State.PAUSED, State.WAITING);
    }

    @Test
    void anInputThatLostItsConnectionGoesOnWhereItWas() throws Exception {
        pipelines.script("a", (from, rows) -> {
            rows.give(from, from + 10);
            if (from == 10) {
                throw new ConnectorException(new Failure.Retry("not yet", Duration.ZERO), null);
            }
            if (from < 40) {
                throw new ConnectorException(new Failure.Reconnect("lost"), null);
            }
        });
        Pipeline pipeline = pipelines.run(table(scripted("a")) + TOTAL);
        assertThat(rows(pipeline, "total")).containsExactly(total(50, 49 * 25));
    }

    @Test
    void anInputThatFailsAgainAndAgainFailsThePipeline() {
        pipelines.script("a", (from, rows) -> {
            throw new ConnectorException(new Failure.Retry("nobody answers", Duration.ZERO), null);
        });
        assertThatThrownBy(() -> pipelines.run(table(scripted("a")) + TOTAL))
                .isInstanceOf(PipelineException.class)
                .hasMessage("t.a: nobody answers");
    }

    @Test
    void anInputThatFailsForGoodFailsThePipelineAfterItsRows() throws Exception {
        pipelines.script("a", (from, rows) -> {
            rows.give(0, 10);
            throw ConnectorException.fatal("the disk is gone", null);
        });
        Pipeline pipeline = pipelines.assemble(table(scripted("a")) + TOTAL);
        try (pipeline) {
            assertThatThrownBy(pipeline::run).hasMessage("t.a: the disk is gone");
        }
        assertThat(rows(pipeline, "total")).containsExactly(total(10, 45));
        assertThat(pipeline.statistics().inputs().getFirst().state()).isEqualTo(State.FAILED);
    }

    @Test
    void aRowThatCannotBePassedOnIsCountedAndTheRestComes() throws Exception {
        pipelines.script("a", (from, rows) -> {
            if (from == 0) {
                rows.give(0, 5);
                rows.giveBad(5);
                RowError poison = RowError.of("a", "poison", "row 6", new byte[] {'p'}, 0, 1);
                throw new ConnectorException(new Failure.PoisonRow(poison), null);
            }
            rows.give(7, 10);
        });
        Pipeline pipeline = pipelines.run(table(scripted("a")) + TOTAL);
        assertThat(rows(pipeline, "total")).containsExactly(total(8, 34));
        assertThat(pipeline.errors("t").kept()).extracting(RowError::reason).containsExactly("bad", "poison");
        assertThat(pipeline.statistics().errorRows()).isEqualTo(2);
    }

    @Test
    void aFileThatIsNotThereFailsThePipeline() {
        assertThatThrownBy(() -> pipelines.run(table(csv("nowhere.csv", "")) + TOTAL))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("t.nowhere_csv")
                .hasMessageContaining("nowhere.csv");
    }

    @Test
    void stoppingEndsAnEndlessInput() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        pipelines.script("a", (from, rows) -> {
            try {
                for (long row = 0; ; row++) {
                    rows.give(row, row + 1);
                }
            } finally {
                interrupted.countDown();
            }
        });
        Pipeline[] running = new Pipeline[1];
        PipelineListener stopper = (view, step, delta) -> {
            if (step == 5) {
                running[0].stop();
            }
        };
        try (Pipeline pipeline = pipelines.assemble(table(scripted("a")) + TOTAL, RuntimeOptions.DEFAULT, stopper)) {
            running[0] = pipeline;
            pipeline.run();
            assertThat(pipeline.statistics().steps()).isEqualTo(5);
        }
        assertThat(interrupted.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void aStepThatFailsHasNoEffectAndNamesViewPlaceAndRow() throws Exception {
        pipelines.script("a", (from, rows) -> {
            rows.give(1, 4);
            rows.give(0, 1);
        });
        List<Long> changedIn = new ArrayList<>();
        Pipeline pipeline = pipelines.assemble(
                table(scripted("a", ",\"max_batch_size\":1")) + "CREATE VIEW v AS\nSELECT k, 10 / k AS q FROM t;",
                RuntimeOptions.DEFAULT,
                (view, step, delta) -> changedIn.add(step));
        try (pipeline) {
            PipelineException failure = catchThrowableOfType(PipelineException.class, pipeline::run);
            assertThat(failure).hasMessageContaining("v").hasMessageContaining("line 3");
            assertThat(failure.problems().getFirst().position()).isNotEqualTo(Position.NONE);
        }
        assertThat(changedIn).hasSize(1);
        assertThat(rows(pipeline, "v").toString()).isEqualTo("[[1, 10], [2, 5], [3, 3]]");
        assertThat(pipeline.statistics().rowsIn()).isEqualTo(3);
    }

    @Test
    void lateRowsAreCountedAndKept() throws Exception {
        Files.writeString(folder.resolve("t.csv"), "2024-01-01 00:01:00,1,a\n2024-01-01 00:00:59,2,b\n");
        Files.writeString(folder.resolve("late.csv"), "2024-01-01 00:00:00,3,c\n2024-01-01 00:02:00,4,d\n");
        Pipeline pipeline = pipelines.run(
                "CREATE TABLE t (ts TIMESTAMP NOT NULL LATENESS INTERVAL 5 SECONDS, k INT, unused VARCHAR)"
                        + connectors(
                                csv("t.csv", ",\"labels\":[\"first\"]"), csv("late.csv", ",\"start_after\":\"first\""))
                        + "; CREATE VIEW v AS SELECT k FROM t;");
        assertThat(rows(pipeline, "v")).containsExactly(List.of(1L), List.of(2L), List.of(4L));
        assertThat(pipeline.errors("t").late()).isEqualTo(1);
        assertThat(pipeline.errors("t").unreadable()).isZero();
        RowError late = pipeline.errors("t").kept().getFirst();
        assertThat(late.reason()).contains("late");
        assertThat(new String(late.raw(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"ts\":\"2024-01-01 00:00:00\"", "\"k\":3");
    }

    @Test
    void statisticsAddUp() throws Exception {
        Files.writeString(folder.resolve("t.csv"), "1\n2\nx\n3\n");
        Pipeline pipeline = pipelines.run(table(csv("t.csv", "")) + "CREATE VIEW v AS SELECT 1 AS one FROM t;");
        PipelineStatistics figures = pipeline.statistics();
        PipelineStatistics.Input input = figures.inputs().getFirst();
        assertThat(input).isEqualTo(new PipelineStatistics.Input("t.t_csv", State.ENDED, 3, 8, 0, 0, 1, 0, null, 1.0));
        assertThat(figures.views().getFirst().rows()).isEqualTo(3);
        assertThat(figures.views().getFirst().changes()).isEqualTo(1);
        assertThat(figures.errorRows()).isEqualTo(1);
        assertThat(figures.rowsIn()).isEqualTo(3);
    }

    @Test
    void theHashOfAViewDoesNotDependOnStepsAndWorkers() throws Exception {
        pipelines.script("a", (from, rows) -> {
            for (long row = 0; row < 10_000; row += 100) {
                rows.give(row, row + 100);
            }
        });
        String program =
                table(scripted("a")) + "CREATE VIEW v AS SELECT k % 100 AS g, SUM(k) AS s FROM t GROUP BY k % 100;";
        List<String> hashes = new ArrayList<>();
        for (long rows : new long[] {0, 100, 1_700}) {
            for (int workers = 1; workers <= 3; workers++) {
                RuntimeOptions options = RuntimeOptions.DEFAULT
                        .withWorkers(workers)
                        .withStepRowsMax(rows)
                        .withErrorRowsKept(10)
                        .withInputFailuresMax(1);
                try (Pipeline pipeline = pipelines.assemble(program, options, PipelineListener.NONE)) {
                    pipeline.run();
                    hashes.add(pipeline.statistics().views().getFirst().hash());
                }
            }
        }
        assertThat(hashes).hasSize(9).containsOnly(hashes.getFirst());
    }
}
