package dev.millrace.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.compiler.diagnostic.Diagnostic;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionTest {
    private final Session session = new Session();

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void aViewSeesWhatTablesContainedBefore() {
        ok("CREATE TABLE t (a INT)");
        ok("INSERT INTO t VALUES (1), (2), (2)");

        assertThat(changes("CREATE VIEW v AS SELECT * FROM t")).containsExactly("v\n  +1 (1)\n  +2 (2)");
        assertThat(changes("INSERT INTO t VALUES (3)")).containsExactly("v\n  +1 (3)");
    }

    @Test
    void viewsOfViewsChangeInTheSameStep() {
        ok("CREATE TABLE t (a INT)");
        ok("CREATE VIEW v AS SELECT a + 1 AS b FROM t");
        ok("CREATE VIEW w AS SELECT SUM(b) AS s FROM v");

        assertThat(changes("INSERT INTO t VALUES (1), (2)"))
                .containsExactly("v\n  +1 (2)\n  +1 (3)", "w\n  -1 (NULL)\n  +1 (5)");
    }

    @Test
    void localViewsAreNotShown() {
        ok("CREATE TABLE t (a INT)");
        ok("CREATE LOCAL VIEW l AS SELECT a * 2 AS b FROM t");
        ok("CREATE VIEW v AS SELECT b + 1 AS c FROM l");

        assertThat(changes("INSERT INTO t VALUES (1)")).containsExactly("v\n  +1 (3)");
        assertThat(rows("SELECT * FROM l")).containsExactly(List.of(2L));
    }

    @Test
    void aViewThatFailsAtItsCreationDoesNotExist() {
        ok("CREATE TABLE t (a INT)");
        ok("INSERT INTO t VALUES (0)");

        assertThat(failure("CREATE VIEW v AS SELECT 1 / a AS b FROM t").code()).isEqualTo("DivisionByZero");
        ok("REMOVE FROM t VALUES (0)");
        assertThat(changes("CREATE VIEW v AS SELECT 1 / a AS b FROM t")).isEmpty();
    }

    @Test
    void aFailingViewTakesBackTheStepOfAll() {
        ok("CREATE TABLE t (a INT)");
        ok("CREATE VIEW good AS SELECT COUNT(*) AS n FROM t");
        ok("CREATE VIEW bad AS SELECT 1 / a AS b FROM t");
        ok("CREATE VIEW after AS SELECT MAX(a) AS m FROM t");

        Diagnostic failure = failure("INSERT INTO t VALUES (1), (0)");

        assertThat(failure.message()).contains("division by zero", "bad");
        assertThat(failure.position()).isNull();
        assertThat(rows("SELECT * FROM t")).isEmpty();
        assertThat(changes("INSERT INTO t VALUES (1)"))
                .containsExactly("good\n  -1 (0)\n  +1 (1)", "bad\n  +1 (1)", "after\n  -1 (NULL)\n  +1 (1)");
    }

    @Test
    void aFailureOfTheStatementItselfHasItsPosition() {
        assertThat(Objects.requireNonNull(failure("SELECT 1,\n 1 / 0").position())
                        .line())
                .isEqualTo(2);
    }

    @Test
    void insertReplacesAndRemoveRemovesByKey() {
        ok("CREATE TABLE t (k INT NOT NULL PRIMARY KEY, v VARCHAR)");
        ok("CREATE VIEW w AS SELECT * FROM t");

        assertThat(changes("INSERT INTO t VALUES (1, 'a'), (2, 'b'), (1, 'c')"))
                .containsExactly("w\n  +1 (1, c)\n  +1 (2, b)");
        assertThat(changes("INSERT INTO t VALUES (2, 'd')")).containsExactly("w\n  -1 (2, b)\n  +1 (2, d)");
        assertThat(changes("REMOVE FROM t VALUES (1, 'whatever')")).containsExactly("w\n  -1 (1, c)");
        assertThat(changes("REMOVE FROM t VALUES (7, 'absent')")).isEmpty();
    }

    @Test
    void deleteAndUpdateChangeWhatTheyFind() {
        ok("CREATE TABLE t (a INT, b INT)");
        ok("INSERT INTO t VALUES (1, 1), (1, 1), (2, 2)");
        ok("CREATE VIEW v AS SELECT * FROM t");

        assertThat(changes("UPDATE t SET b = b + 10 WHERE a = 1")).containsExactly("v\n  -2 (1, 1)\n  +2 (1, 11)");
        assertThat(changes("DELETE FROM t WHERE a = 1")).containsExactly("v\n  -2 (1, 11)");
    }

    @Test
    void aTransactionIsOneStep() {
        ok("CREATE TABLE t (a INT)");
        ok("CREATE TABLE u (a INT)");
        ok("CREATE VIEW v AS SELECT t.a FROM t JOIN u ON t.a = u.a");
        ok("BEGIN");
        assertThat(changes("INSERT INTO t VALUES (1), (2)")).isEmpty();
        assertThat(failure("INSERT INTO t VALUES ('x' || 'y')").message()).isNotEmpty();
        ok("INSERT INTO u VALUES (1), (2)");
        ok("REMOVE FROM u VALUES (2)");

        Outcome.Done commit = ok("COMMIT");

        assertThat(commit.changes()).hasToString("[v\n  +1 (1)]");
        assertThat(commit.step()).isEqualTo(2);
    }

    @Test
    void aTransactionForbidsDefinitionsAndQueries() {
        ok("CREATE TABLE t (a INT)");
        ok("BEGIN");

        assertThat(failure("SELECT * FROM t").code()).isEqualTo("InTransaction");
        assertThat(failure("CREATE TABLE u (a INT)").code()).isEqualTo("InTransaction");
        assertThat(failure("BEGIN").code()).isEqualTo("InTransaction");
        ok("COMMIT");
        assertThat(failure("COMMIT").code()).isEqualTo("NoTransaction");
        ok("CREATE TABLE u (a INT)");
    }

    @Test
    void theClockStandsUntilItIsSet() {
        ok("CREATE VIEW v AS SELECT NOW() AS t");

        assertThat(rows("SELECT * FROM v")).containsExactly(List.of(Clock.startMicros()));
        assertThat(changes("INSERT INTO NOW VALUES ('1970-01-01 00:00:00')"))
                .containsExactly("v\n  -1 (0001-01-01 00:00:00)\n  +1 (1970-01-01 00:00:00)");
        assertThat(changes("INSERT INTO NOW VALUES ('1970-01-01 00:00:00')")).isEmpty();
        assertThat(changes("INSERT INTO NOW SELECT * FROM NOW WHERE FALSE")).isEmpty();
        assertThat(failure("REMOVE FROM NOW VALUES ('1970-01-01 00:00:00')").message())
                .contains("clock");
    }

    @Test
    void queriesKeepTheirOrder() {
        ok("CREATE TABLE t (a INT, b INT)");
        ok("INSERT INTO t VALUES (1, 3), (2, NULL), (3, 1), (3, 1)");

        assertThat(rows("SELECT a FROM t ORDER BY b DESC NULLS LAST, a"))
                .containsExactly(List.of(1L), List.of(3L), List.of(3L), List.of(2L));
        assertThat(rows("SELECT a FROM t ORDER BY b NULLS FIRST LIMIT 2")).containsExactly(List.of(2L), List.of(3L));
    }

    @Test
    void whatIsReadCannotBeDropped() {
        ok("CREATE TABLE t (a INT)");
        ok("CREATE LOCAL VIEW l AS SELECT * FROM t");
        ok("CREATE VIEW v AS SELECT * FROM t");
        ok("CREATE VIEW w AS SELECT * FROM v");

        assertThat(failure("DROP TABLE t").message()).contains("v", "l");
        assertThat(failure("DROP VIEW IF EXISTS \"v\"").message()).contains("w");
        ok("DROP VIEW w");
        ok("DROP VIEW v");
        ok("DROP VIEW l");
        ok("DROP TABLE t");
        ok("CREATE TABLE t (b VARCHAR)");
        assertThat(session.tables()).hasSize(1);
        assertThat(session.views()).isEmpty();
    }

    @Test
    void lateRowsAreErrors() {
        ok("CREATE TABLE t (a INT LATENESS 5)");
        ok("INSERT INTO t VALUES (100)");
        ok("INSERT INTO t VALUES (10), (99)");

        assertThat(session.errors()).hasToString("[t\n  +1 (10)]");
        assertThat(rows("SELECT * FROM t")).containsExactly(List.of(99L), List.of(100L));
    }

    @Test
    void whatRowsInATableWithoutKeyWeighIsNotChecked() {
        ok("CREATE TABLE t (a INT)");
        ok("CREATE VIEW v AS SELECT * FROM t");

        assertThat(changes("REMOVE FROM t VALUES (1)")).containsExactly("v\n  -1 (1)");
        assertThat(changes("INSERT INTO t VALUES (1)")).containsExactly("v\n  +1 (1)");
    }

    @Test
    void positiveInputsCanBeEnforced() {
        ok("SET ENFORCE_POSITIVE_INPUTS = TRUE");
        ok("CREATE TABLE t (a INT)");

        assertThat(failure("REMOVE FROM t VALUES (1)").code()).isEqualTo("NegativeWeight");
        ok("INSERT INTO t VALUES (1)");
        ok("REMOVE FROM t VALUES (1)");
        assertThat(rows("SELECT * FROM t")).isEmpty();
    }

    @Test
    void connectorsAreCheckedAndNotStarted() {
        String file = "WITH ('connectors' = '[{\"transport\": {\"name\": \"file_input\"}}]')";

        assertThat(failure("CREATE TABLE t (a INT) WITH ('connectors' = '[{}')").message())
                .contains("connectors", "JSON");
        assertThat(failure("CREATE VIEW v WITH ('connectors' = '{}') AS SELECT 1")
                        .message())
                .contains("array");
        ok("CREATE TABLE t (a INT) " + file);
        ok("CREATE VIEW v " + file + " AS SELECT * FROM t");
    }

    @Test
    void stepsAndCreationsOfViewsAreCountedUnlessTheyFail() {
        ok("CREATE TABLE t (a INT)");
        assertThat(ok("CREATE VIEW v AS SELECT 1 / a AS b FROM t").step()).isEqualTo(1);
        failure("INSERT INTO t VALUES (0)");
        assertThat(ok("INSERT INTO t VALUES (1)").step()).isEqualTo(2);
        assertThat(ok("SELECT * FROM v").step()).isZero();
    }

    @Test
    void deepNestingIsAnAnswer() {
        String deep = "SELECT " + "(".repeat(20_000) + "1" + ")".repeat(20_000);

        assertThat(session.execute(deep)).isInstanceOf(Outcome.Failed.class);
        ok("SELECT 1");
    }

    private Outcome.Done ok(String statement) {
        Outcome outcome = session.execute(statement);
        assertThat(outcome).as(statement).isInstanceOf(Outcome.Done.class);
        return (Outcome.Done) outcome;
    }

    private Diagnostic failure(String statement) {
        Outcome outcome = session.execute(statement);
        assertThat(outcome).as(statement).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed) outcome).errors().getFirst();
    }

    private List<String> changes(String statement) {
        return ok(statement).changes().stream().map(RelationChange::toString).toList();
    }

    /** Rows without NULLs, for AssertJ, whose lists hold none. */
    private List<List<Object>> rows(String query) {
        return Objects.requireNonNull(ok(query).result()).rows().stream()
                .map(row -> row.stream().map(Objects::requireNonNull).toList())
                .toList();
    }
}
