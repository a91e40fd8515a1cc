package dev.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.compiler.SqlCompiler;
import dev.millrace.engine.circuit.RunningCircuit;
import dev.millrace.plan.Plan;
import dev.millrace.testing.CircuitHarness.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Of a table only the columns are needed that some view reads, its key, and those by which rows are late. */
class NeededColumnsTest {
    private static final String TABLE = """
            CREATE TABLE t (a BIGINT, b VARCHAR, k BIGINT NOT NULL PRIMARY KEY, c BIGINT LATENESS 10, d VARCHAR, e BIGINT LATENESS 5);
            """;
    private static final String JOIN = """
            CREATE TABLE u (x BIGINT, y VARCHAR, z BIGINT LATENESS 0);
            CREATE VIEW v AS SELECT u.x, COUNT(*) AS n FROM t JOIN u ON t.a = u.x WHERE u.x > 1 GROUP BY u.x;
            """;

    private static Plan plan(String program) {
        return Objects.requireNonNull(new SqlCompiler().compile(program).plan());
    }

    private static boolean[] needed(String program, String table) {
        try (RunningCircuit circuit = new RunningCircuit(plan(program).circuit(), 1)) {
            return circuit.neededColumns(table);
        }
    }

    @Test
    void guardsOfTablesNeedNoMoreThanTheirOwnColumns() {
        assertThat(needed(TABLE + JOIN, "t")).containsExactly(true, false, true, true, false, true);
        assertThat(needed(TABLE + JOIN, "u")).containsExactly(true, false, true);
    }

    @Test
    void whatIsShownIsNeeded() {
        assertThat(needed(TABLE + "CREATE VIEW v AS SELECT * FROM t;", "t")).doesNotContain(false);
    }

    @Test
    void columnsThatNobodyReadsAreNotKept() {
        Object[] row = {1L, "b".repeat(1000), 1L, 100L, "d".repeat(1000), 100L};
        Plan narrow = plan(TABLE + "CREATE VIEW v AS SELECT a FROM t;");
        Plan wide = plan(TABLE + "CREATE VIEW v AS SELECT a FROM t WHERE b <> d;");
        assertThat(stateBytes(narrow, row)).isLessThan(stateBytes(wide, row));
    }

    private static long stateBytes(Plan plan, Object[] row) {
        List<Change> rows = new ArrayList<>();
        for (long key = 0; key < 5_000; key++) {
            Object[] next = row.clone();
            next[2] = key;
            rows.add(new Change("t", next, 1));
        }
        try (CircuitHarness harness = new CircuitHarness(plan.circuit(), plan.tables(), 1)) {
            harness.advance(rows);
            return harness.stateBytes();
        }
    }

    @Test
    void resultsAndLateRowsAreThoseOfTheOracle() {
        Plan plan = plan(TABLE + JOIN);
        for (int shards : new int[] {1, 3}) {
            Random random = new Random(shards);
            try (CircuitHarness harness = new CircuitHarness(plan.circuit(), plan.tables(), shards)) {
                for (int step = 0; step < 60; step++) {
                    assertThat(harness.step(changes(random, step))).isTrue();
                }
            }
        }
    }

    private static List<Change> changes(Random random, int step) {
        List<Change> changes = new ArrayList<>();
        for (int i = random.nextInt(20); i > 0; i--) {
            Object[] row = {
                (long) random.nextInt(5),
                "b" + random.nextInt(3),
                (long) random.nextInt(10),
                (long) step - random.nextInt(14),
                "d",
                (long) step - random.nextInt(8)
            };
            changes.add(new Change("t", row, random.nextInt(4) == 0 ? -1 : 1));
            Object[] other = {(long) random.nextInt(5), "y", (long) step - random.nextInt(2)};
            changes.add(new Change("u", other, 1));
        }
        return changes;
    }
}
