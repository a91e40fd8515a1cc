package dev.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.compiler.SqlCompiler;
import dev.millrace.engine.codegen.CodeMode;
import dev.millrace.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** State that LATENESS lets go of is given up, and views stay equal to their queries all the same. */
class StateExpiryTest {
    private static final int STEPS = 80;

    private static final String TABLES = """
            CREATE TABLE t (k INTEGER, x BIGINT, s VARCHAR, d DOUBLE, at TIMESTAMP NOT NULL LATENESS INTERVAL '1' SECOND)%1$s;
            CREATE TABLE u (k INTEGER, x BIGINT, at TIMESTAMP LATENESS INTERVAL '2' SECOND)%1$s;
            CREATE LOCAL VIEW tw AS SELECT * FROM TABLE(TUMBLE(TABLE t, DESCRIPTOR(at), INTERVAL '2' SECOND));
            CREATE LOCAL VIEW uw AS SELECT * FROM TABLE(TUMBLE(TABLE u, DESCRIPTOR(at), INTERVAL '2' SECOND));
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT window_start, k, COUNT(*) AS n, MIN(x) AS a, MAX(s) AS b, SUM(d) AS c, STDDEV(d) AS e "
                        + "FROM tw GROUP BY window_start, k",
                "SELECT window_end, MAX(n) AS m FROM (SELECT window_end, k, COUNT(*) AS n FROM tw GROUP BY window_end, k) "
                        + "AS g GROUP BY window_end",
                "SELECT DISTINCT window_start, k FROM tw",
                "SELECT window_start, k FROM tw EXCEPT SELECT window_start, k FROM uw",
                "SELECT window_start, k FROM tw INTERSECT ALL SELECT window_start, k FROM uw",
                "SELECT * FROM (SELECT window_start, x, s, ROW_NUMBER() OVER (PARTITION BY window_start ORDER BY x DESC, s) AS r "
                        + "FROM tw) AS w WHERE r <= 2",
                "SELECT * FROM (SELECT window_start, x, s, RANK() OVER (PARTITION BY window_start ORDER BY x) AS r "
                        + "FROM tw) AS w WHERE r <= 2",
                "SELECT window_start, x, SUM(x) OVER (PARTITION BY window_start ORDER BY x, s) AS y, "
                        + "LAG(s) OVER (PARTITION BY window_start ORDER BY x, s) AS z FROM tw",
                "SELECT a.k, a.x, b.x AS y FROM tw AS a JOIN uw AS b ON a.k = b.k AND a.window_start = b.window_start",
                "SELECT a.k, a.x, b.x AS y FROM tw AS a FULL JOIN uw AS b "
                        + "ON a.window_start = b.window_start AND a.k < b.k",
                "SELECT a.k, a.x FROM tw AS a WHERE EXISTS "
                        + "(SELECT 1 FROM uw AS b WHERE b.window_start = a.window_start AND b.k = a.k)",
                "SELECT a.k, a.x FROM tw AS a WHERE NOT EXISTS "
                        + "(SELECT 1 FROM uw AS b WHERE b.window_end = a.window_end AND b.x < a.x)",
                "SELECT k, at, SUM(x) OVER (PARTITION BY k ORDER BY at RANGE BETWEEN INTERVAL '2' SECOND PRECEDING "
                        + "AND INTERVAL '1' SECOND FOLLOWING) AS y FROM t",
                "SELECT k, at, x, LAG(x, 2) OVER (PARTITION BY k ORDER BY at, x, s, d) AS y, "
                        + "MAX(x) OVER (PARTITION BY k ORDER BY at, x, s, d ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS z, "
                        + "COUNT(*) OVER (PARTITION BY k ORDER BY at RANGE BETWEEN INTERVAL '1' SECOND PRECEDING "
                        + "AND CURRENT ROW) AS n FROM t",
                "SELECT t.k, t.x, u.x AS y FROM t LEFT ASOF JOIN u MATCH_CONDITION (t.at >= u.at) ON t.k = u.k",
                "SELECT t.x, m.k FROM t JOIN (SELECT MAX(k) AS k, window_end FROM tw GROUP BY window_start, window_end) AS m "
                        + "ON t.k = m.k WHERE t.at BETWEEN m.window_end - INTERVAL '2' SECOND AND m.window_end"
            })
    void stateGoesAndViewsStay(String query) {
        for (String kind : new String[] {"", " WITH ('append_only' = 'true')"}) {
            String program = TABLES.formatted(kind) + "CREATE VIEW v AS " + query + ";";
            for (CodeMode mode : new CodeMode[] {CodeMode.LAZY, CodeMode.EAGER}) {
                ScopedValue.where(CodeMode.SCOPE, mode).run(() -> run(program, kind.isEmpty() ? 2 : 1));
            }
        }
    }

    /** An hour of rows in a step, of which only those of the last seconds can be met by rows of the next. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT t.x, u.x AS y FROM t JOIN u ON t.k = u.k WHERE t.at >= u.at AND u.at >= t.at - INTERVAL '1' SECOND",
                "SELECT t.x, u.x AS y FROM u JOIN t ON t.k = u.k WHERE t.at >= u.at AND u.at >= t.at - INTERVAL '1' SECOND",
                "SELECT t.x, m.k FROM t JOIN (SELECT MAX(k) AS k, window_end FROM tw GROUP BY window_start, window_end) AS m "
                        + "ON t.k = m.k WHERE t.at BETWEEN m.window_end - INTERVAL '2' SECOND AND m.window_end"
            })
    void whatNothingMeetsAfterTheStepIsNotKept(String query) {
        Plan plan = Objects.requireNonNull(new SqlCompiler()
                .compile(TABLES.formatted("") + "CREATE VIEW v AS " + query + ";")
                .plan());
        List<CircuitHarness.Change> hour = new ArrayList<>();
        for (long second = 0; second < 3600; second++) {
            long at = second * 1_000_000;
            hour.add(new CircuitHarness.Change("t", new Object[] {second % 7, second, "some text", 1.0, at}, 1));
            hour.add(new CircuitHarness.Change("u", new Object[] {second % 5, second, at}, 1));
        }
        try (CircuitHarness harness = new CircuitHarness(plan.circuit(), plan.tables(), 1)) {
            harness.step(hour);
            harness.step(List.of(
                    new CircuitHarness.Change("t", new Object[] {1L, 3600L, "", 1.0, 3_600_000_000L}, 1),
                    new CircuitHarness.Change("u", new Object[] {2L, 3600L, 3_600_000_000L}, 1)));
            assertThat(harness.stateRows()).isLessThan(30);
            assertThat(harness.stateBytes()).isLessThan(400_000);
        }
    }

    private static void run(String program, int shards) {
        Plan plan = Objects.requireNonNull(new SqlCompiler().compile(program).plan(), program);
        Plan reference = Objects.requireNonNull(
                SqlCompiler.withoutOptimizer().compile(program).plan());
        Random random = new Random(shards);
        RandomChanges changes = new RandomChanges(random, new RandomValues(random, 0.1, 0), plan.tables(), 4);
        long most = 0;
        try (CircuitHarness harness =
                new CircuitHarness(plan.circuit(), reference.circuit(), plan.tables(), shards, Long.MAX_VALUE)) {
            for (int step = 0; step < STEPS; step++) {
                if (random.nextInt(10) == 0) {
                    harness.abandon(changes.next(harness));
                }
                harness.step(changes.next(harness));
                most = Math.max(most, harness.stateRows());
            }
            long taken = harness.rows("t").size() + harness.rows("u").size();
            assertThat(most).as(program).isLessThan(Math.max(60, taken / 2));
        }
    }
}
