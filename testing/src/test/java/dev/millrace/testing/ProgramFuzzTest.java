package dev.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.compiler.SqlCompiler;
import dev.millrace.engine.codegen.CodeMode;
import dev.millrace.plan.Plan;
import dev.millrace.testing.CircuitHarness.Change;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random programs agree with the oracle; so do programs that once did not. */
class ProgramFuzzTest {
    private static final int PROGRAMS = 40;

    @ParameterizedTest
    @CsvSource({"1, OFF", "2, EAGER"})
    void agreesWithTheOracle(long seed, CodeMode mode) {
        ProgramFuzzer fuzzer = new ProgramFuzzer(40, 4);
        ScopedValue.where(CodeMode.SCOPE, mode).run(() -> {
            for (int program = 0; program < PROGRAMS; program++) {
                assertThat(fuzzer.run(seed, program)).isEmpty();
            }
        });
        assertThat(fuzzer.steps()).isGreaterThan(PROGRAMS * 35L);
        assertThat(fuzzer.notIncremental()).isEmpty();
    }

    @Test
    void sameSeedMakesTheSamePrograms() {
        ProgramFuzzer one = new ProgramFuzzer(20, 4);
        ProgramFuzzer other = new ProgramFuzzer(20, 4);
        for (int program = 0; program < 5; program++) {
            one.run(7, program);
            other.run(7, program);
        }
        assertThat(one.steps()).isEqualTo(other.steps());
        assertThat(one.failures()).isEqualTo(other.failures());
    }

    @Test
    void rowThatComesAndGoesWithinAStepMayFail() {
        // The new row of a meets the old count before it meets the new one: the sum overflows for that pair alone.
        assertAgrees(
                """
                CREATE TABLE a (k INTEGER, x INTEGER);
                CREATE TABLE b (k INTEGER);
                CREATE VIEW counts AS SELECT k, COUNT(*) AS n FROM b GROUP BY k;
                CREATE VIEW v AS SELECT CAST(a.x + n AS INTEGER) AS s FROM a JOIN counts ON a.k = counts.k;
                """,
                List.of(insert("b", 1L), insert("b", 1L)),
                List.of(insert("a", 1L, 2_147_483_646L), delete("b", 1L)));
    }

    @Test
    void constantsMeetRowsOfTheFirstStepOnAnyShard() {
        assertAgrees("""
                CREATE TABLE t (k INTEGER NOT NULL);
                CREATE VIEW v AS SELECT n FROM (VALUES (0), (1), (2), (3)) AS c(n) WHERE n IN (SELECT k FROM t);
                """, List.of(insert("t", 0L), insert("t", 1L), insert("t", 2L), insert("t", 3L)));
    }

    @Test
    void leadWithADefaultMayBeNull() {
        assertAgrees("""
                CREATE TABLE t (k INTEGER NOT NULL, x INTEGER);
                CREATE VIEW v AS SELECT DISTINCT * FROM (SELECT k, LEAD(x, 1, 7) OVER (ORDER BY k) AS y FROM t) AS w;
                """, List.of(insert("t", 1L, null), insert("t", 2L, null)), List.of(insert("t", 3L, 5L)));
    }

    @Test
    void distinctOfASetOperationWithSubqueriesIsUnderstood() {
        assertAgrees("""
                CREATE TABLE t (k INTEGER NOT NULL, x REAL);
                CREATE VIEW v AS SELECT DISTINCT * FROM (
                    SELECT k FROM t WHERE k >= k AND NOT x > x
                    INTERSECT ALL
                    SELECT k FROM t WHERE EXISTS (SELECT 1 FROM t AS o WHERE o.k BETWEEN 1 AND 3) OR x > 0) AS w;
                """, List.of(insert("t", 1L, 0.5), insert("t", 4L, -0.5)), List.of(delete("t", 1L, 0.5)));
    }

    private static Change insert(String table, @Nullable Object... row) {
        return new Change(table, row, 1);
    }

    private static Change delete(String table, @Nullable Object... row) {
        return new Change(table, row, -1);
    }

    @SafeVarargs
    private static void assertAgrees(String program, List<Change>... steps) {
        Plan plan = Objects.requireNonNull(new SqlCompiler().compile(program).plan());
        Plan reference = Objects.requireNonNull(
                SqlCompiler.withoutOptimizer().compile(program).plan());
        for (int shards : new int[] {1, 3}) {
            try (CircuitHarness harness =
                    new CircuitHarness(plan.circuit(), reference.circuit(), plan.tables(), shards, Long.MAX_VALUE)) {
                for (List<Change> step : steps) {
                    assertThat(harness.step(step)).isTrue();
                }
            }
        }
    }
}
