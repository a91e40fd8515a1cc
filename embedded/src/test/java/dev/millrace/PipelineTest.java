package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.embedded.RelationChange;
import dev.millrace.embedded.RowChange;
import dev.millrace.engine.circuit.StepFailure;
import dev.millrace.types.Batch;
import dev.millrace.types.LongColumn;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelineTest {
    private static final String COUNTS = """
            CREATE TABLE t (k INT, v BIGINT);
            CREATE VIEW counts AS SELECT k, COUNT(*) AS n FROM t GROUP BY k;
            """;

    @Test
    void aStepTakesAllThatWasCollected() {
        try (Pipeline pipeline = Millrace.compile(COUNTS).start()) {
            pipeline.insert("t", 1, 10L);
            pipeline.insert("t", 1, 11);
            pipeline.insert("t", 2, 12);
            pipeline.remove("t", 2, 12);

            assertThat(pipeline.step().of("counts").rows()).containsExactly(row(1, 1L, 2L));
            assertThat(pipeline.step().isEmpty()).isTrue();
            assertThat(pipeline.steps()).isEqualTo(2);
        }
    }

    @Test
    void severalWorkersComputeTheSame() {
        try (Pipeline one = Millrace.compile(COUNTS).start();
                Pipeline two = Millrace.compile(COUNTS).start(2)) {
            for (int i = 0; i < 1000; i++) {
                one.insert("t", i % 37, i);
                two.insert("t", i % 37, i);
            }

            assertThat(two.step().of("counts").rows())
                    .isEqualTo(one.step().of("counts").rows());
            assertThat(two.hash("counts")).isEqualTo(one.hash("counts"));
        }
    }

    @Test
    void batchesArePushedAsTheyAre() {
        try (Pipeline pipeline = Millrace.compile(COUNTS).start()) {
            LongColumn keys = new LongColumn(2, new long[] {7, 8}, null);
            pipeline.push("t", new Batch(2, List.of(keys, keys), new long[] {3, 1}));

            assertThat(pipeline.step().of("counts").rows()).containsExactly(row(1, 7L, 3L), row(1, 8L, 1L));
        }
    }

    @Test
    void jsonLinesAreRowsAndBadOnesAreAnswered() {
        try (Pipeline pipeline = Millrace.compile(COUNTS).start()) {
            byte[] lines = """
                    {"k": 1, "v": 2}
                    {"k": "one"}
                    {"k": 1, "v": null}
                    """.getBytes(StandardCharsets.UTF_8);

            assertThat(pipeline.pushBytes("t", "json", lines)).hasSize(1);
            assertThat(pipeline.step().of("counts").rows()).containsExactly(row(1, 1L, 2L));
        }
    }

    @Test
    void csvLinesAreRowsInTheOrderOfTheColumns() {
        try (Pipeline pipeline = Millrace.compile(COUNTS).start()) {
            byte[] lines = "1,2\n1,\none,2\n".getBytes(StandardCharsets.UTF_8);

            assertThat(pipeline.pushBytes("t", "csv", lines)).hasSize(1);
            assertThat(pipeline.step().of("counts").rows()).containsExactly(row(1, 1L, 2L));
            assertThatThrownBy(() -> pipeline.pushBytes("t", "xml", lines)).hasMessageContaining("json, csv");
        }
    }

    @Test
    void rowsOfTheSameKeyReplaceEachOther() {
        String program = """
                CREATE TABLE t (k INT NOT NULL PRIMARY KEY, v VARCHAR);
                CREATE VIEW same AS SELECT * FROM t;
                """;
        try (Pipeline pipeline = Millrace.compile(program).start()) {
            pipeline.insert("t", 1, "a");
            pipeline.insert("t", 1, "b");
            pipeline.step();
            pipeline.insert("t", 1, "c");

            assertThat(pipeline.step().of("same").rows()).containsExactly(row(-1, 1L, "b"), row(1, 1L, "c"));
            pipeline.remove("t", 1, null);
            pipeline.step();
            assertThat(pipeline.contents("t").isEmpty()).isTrue();
        }
    }

    @Test
    void aFailedStepHasNoEffect() {
        String program = """
                CREATE TABLE t (v INT);
                CREATE VIEW shares AS SELECT v, 100 / v AS share FROM t;
                CREATE VIEW counts AS SELECT COUNT(*) AS n FROM t;
                """;
        try (Pipeline pipeline = Millrace.compile(program).start()) {
            pipeline.insert("t", 4);
            pipeline.step();
            String hash = pipeline.hash("counts");
            pipeline.insert("t", 5);
            pipeline.insert("t", 0);

            assertThatThrownBy(pipeline::step)
                    .isInstanceOf(StepFailure.class)
                    .hasMessageContaining("division by zero")
                    .hasMessageContaining("shares");
            assertThat(pipeline.hash("counts")).isEqualTo(hash);
            pipeline.insert("t", 50);
            assertThat(pipeline.step().of("shares").rows()).containsExactly(row(1, 50L, 2L));
            assertThat(pipeline.contents("counts").rows()).containsExactly(row(1, 2L));
        }
    }

    @Test
    void contentsCanBeQueried() {
        String program = """
                CREATE TABLE t (k INT NOT NULL PRIMARY KEY, d DECIMAL(8, 2));
                CREATE TABLE hidden (k INT);
                CREATE VIEW large AS SELECT * FROM t WHERE d > 10;
                """;
        try (Pipeline pipeline = Millrace.compile(program).start()) {
            pipeline.insert("t", 1, new BigDecimal("10.5"));
            pipeline.insert("t", 2, 20);
            pipeline.insert("t", 3, 1);
            pipeline.step();

            assertThat(pipeline.query("SELECT k FROM large ORDER BY d DESC").rows())
                    .containsExactly(List.of(2L), List.of(1L));
            assertThat(pipeline.query("SELECT COUNT(*) FROM t").rows()).containsExactly(List.of(3L));
            assertThatThrownBy(() -> pipeline.query("SELECT * FROM hidden"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("materialized");
            assertThatThrownBy(() -> pipeline.query("SELECT nothing FROM t")).isInstanceOf(CompilationException.class);
            assertThatThrownBy(() -> pipeline.query("CREATE TABLE u (a INT)")).isInstanceOf(CompilationException.class);
        }
    }

    @Test
    void allMistakesOfAProgramAreReported() {
        assertThatThrownBy(() -> Millrace.compile("""
                        CREATE TABLE t (a INT);
                        CREATE VIEW v AS SELECT b FROM t;
                        CREATE VIEW w AS SELEC a FROM t;
                        """))
                .isInstanceOfSatisfying(
                        CompilationException.class,
                        failure -> assertThat(failure.diagnostics().stream()
                                        .map(d -> java.util.Objects.requireNonNull(d.position())
                                                .line()))
                                .containsExactly(2, 3));
    }

    @Test
    void javaValuesAreCheckedAgainstTheColumns() {
        String program = """
                CREATE TABLE t (a TINYINT NOT NULL, d DATE, s VARCHAR(3));
                CREATE VIEW v AS SELECT * FROM t;
                """;
        try (Pipeline pipeline = Millrace.compile(program).start()) {
            assertThatThrownBy(() -> pipeline.insert("t", 128, null, null)).hasMessageContaining("column 'a'");
            assertThatThrownBy(() -> pipeline.insert("t", null, null, null)).hasMessageContaining("NULL");
            assertThatThrownBy(() -> pipeline.insert("t", 1, "2024-01-01", null))
                    .hasMessageContaining("DATE");
            assertThatThrownBy(() -> pipeline.insert("t", 1, null, "abcd")).hasMessageContaining("VARCHAR(3)");
            assertThatThrownBy(() -> pipeline.insert("t", 1)).hasMessageContaining("3 columns");
            assertThatThrownBy(() -> pipeline.insert("u", 1)).hasMessageContaining("no table 'u'");
            pipeline.insert("t", (byte) 1, LocalDate.of(1970, 1, 3), "ö");

            assertThat(pipeline.step().of("v").rows()).containsExactly(row(1, 1L, 2L, "ö"));
        }
    }

    @Test
    void lateRowsAreDroppedAndKept() {
        String program = """
                CREATE TABLE t (a INT LATENESS 10);
                CREATE VIEW v AS SELECT * FROM t;
                """;
        try (Pipeline pipeline = Millrace.compile(program).start()) {
            pipeline.insert("t", 100);
            pipeline.step();
            pipeline.insert("t", 89);
            pipeline.insert("t", 90);

            assertThat(pipeline.step().of("v").rows()).containsExactly(row(1, 90L));
            assertThat(pipeline.late()).flatExtracting(RelationChange::rows).containsExactly(row(1, 89L));
        }
    }

    @Test
    void theClockIsSetByItsOwner() {
        String program = "CREATE VIEW v AS SELECT NOW() AS t";
        try (Pipeline pipeline = Millrace.compile(program).start()) {
            pipeline.step();
            pipeline.setClock(LocalDateTime.of(1970, 1, 1, 0, 0, 1));
            pipeline.step();

            assertThat(pipeline.contents("v").rows()).containsExactly(row(1, 1_000_000L));
        }
    }

    private static RowChange row(long weight, Object... values) {
        return new RowChange(weight, List.of(values));
    }
}
