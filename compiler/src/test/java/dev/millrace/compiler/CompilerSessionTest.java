package dev.millrace.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.Operator.SortKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompilerSessionTest {
    private final CompilerSession session = new CompilerSession();

    private <T extends StatementResult> T execute(String sql, Class<T> kind) {
        StatementResult result = session.execute(sql);
        assertThat(result).isInstanceOf(kind);
        return kind.cast(result);
    }

    private String failure(String sql) {
        return execute(sql, StatementResult.Failed.class)
                .diagnostics()
                .getFirst()
                .toString();
    }

    private static String lines(Circuit circuit) {
        return CircuitLines.of(circuit);
    }

    @Test
    void aViewIsACircuitOverTheRelationsItNames() {
        session.execute("CREATE TABLE t (a INT)");
        session.execute("CREATE VIEW v AS SELECT a + 1 AS b FROM t");
        var view = execute("CREATE VIEW w AS SELECT b FROM v WHERE b > 3", StatementResult.ViewCreated.class);
        assertThat(lines(view.circuit())).isEqualTo("0: source v\n1: filter >[$0, 3] of 0");
        assertThat(view.circuit().outputs()).extracting(Circuit.Output::name).containsExactly("w");
    }

    @Test
    void localViewsAreInlined() {
        session.execute("CREATE TABLE t (a INT)");
        session.execute("CREATE LOCAL VIEW v AS SELECT a + 1 AS b FROM t");
        var view = execute("CREATE VIEW w AS SELECT b * 2 AS c FROM v", StatementResult.ViewCreated.class);
        assertThat(lines(view.circuit())).isEqualTo("0: source t\n1: project [*[+[$0, 1], 2]] of 0");
    }

    @Test
    void aFailedStatementHasNoEffect() {
        session.execute("CREATE TABLE t (a INT)");
        assertThat(failure("CREATE VIEW v AS SELECT b FROM t")).startsWith("1:25: error: Column 'b' not found");
        assertThat(failure("SELECT * FROM v")).contains("Object 'v' not found");
        execute("CREATE VIEW v AS SELECT a FROM t", StatementResult.ViewCreated.class);
    }

    @Test
    void namesCannotBeTakenTwice() {
        session.execute("CREATE TABLE t (a INT)");
        assertThat(failure("CREATE TABLE t (b INT)")).isEqualTo("1:14: error: 't' exists already");
        assertThat(failure("CREATE VIEW t AS SELECT 1")).isEqualTo("1:13: error: 't' exists already");
    }

    @Test
    void droppedRelationsAreUnknown() {
        session.execute("CREATE TABLE t (a INT)");
        execute("DROP TABLE t", StatementResult.Dropped.class);
        assertThat(failure("SELECT * FROM t")).contains("Object 't' not found");
        assertThat(failure("DROP TABLE t")).contains("there is no table 't'");
        assertThat(execute("DROP TABLE IF EXISTS t", StatementResult.Dropped.class)
                        .existed())
                .isFalse();
    }

    @Test
    void aQuerySaysHowToOrderItsRows() {
        session.execute("CREATE TABLE t (a INT, b INT)");
        var query = execute("SELECT a FROM t ORDER BY b DESC, a", StatementResult.Query.class);
        assertThat(query.schema().size()).isEqualTo(1);
        assertThat(query.order()).containsExactly(new SortKey(1, true, false), new SortKey(0, false, true));
        assertThat(query.circuit()
                        .node(query.circuit().outputs().getFirst().node())
                        .schema()
                        .size())
                .isEqualTo(2);
    }

    @Test
    void aQueryWithLimitIsATopK() {
        session.execute("CREATE TABLE t (a INT)");
        var query = execute("SELECT a FROM t ORDER BY a LIMIT 5 OFFSET 2", StatementResult.Query.class);
        assertThat(lines(query.circuit())).isEqualTo("0: source t\n1: top ROW_NUMBER 5 after 2 by [] order [0] of 0");
        assertThat(query.order()).hasSize(1);
    }

    @Test
    void literalRowsAreConverted() {
        session.execute("CREATE TABLE t (a BIGINT, b DECIMAL(5, 2), c VARCHAR, d DATE)");
        var rows = execute(
                "INSERT INTO t VALUES (1, 2.5, 'x ', '2020-01-02'), (NULL, 3, NULL, NULL)", StatementResult.Rows.class);
        assertThat(rows.table()).isEqualTo("t");
        assertThat(lines(rows.circuit())).isEqualTo("0: constant [[1, 2.50, 'x ', 18263], [null, 3.00, null, null]]");
    }

    @Test
    void columnsNotListedGetTheirDefault() {
        session.execute("CREATE TABLE t (a INT, b INT DEFAULT 7, c VARCHAR)");
        var rows = execute("INSERT INTO t (c) VALUES ('z')", StatementResult.Rows.class);
        assertThat(lines(rows.circuit())).isEqualTo("0: constant [[null, 7, 'z']]");
    }

    @Test
    void aColumnWithoutDefaultMustBeGiven() {
        session.execute("CREATE TABLE t (a INT NOT NULL, b INT)");
        assertThat(failure("INSERT INTO t (b) VALUES (1)")).contains("column 'a' has no default and allows no NULL");
        assertThat(failure("INSERT INTO t VALUES (1)")).contains("a row of 1 values where 2 are expected");
        assertThat(failure("INSERT INTO t (q) VALUES (1)")).contains("'t' has no column 'q'");
    }

    @Test
    void rowsMayComeFromAQuery() {
        session.execute("CREATE TABLE t (a BIGINT)");
        session.execute("CREATE TABLE u (b INT)");
        var rows = execute("REMOVE FROM t SELECT b + 1 FROM u", StatementResult.Rows.class);
        assertThat(lines(rows.circuit())).isEqualTo("0: source u\n1: project [CAST(+[$0, 1] AS BIGINT)] of 0");
    }

    @Test
    void anUpdateComputesOldAndNewRows() {
        session.execute("CREATE TABLE t (a INT, b VARCHAR)");
        var update = execute("UPDATE t SET a = a + 1 WHERE b = 'x'", StatementResult.Update.class);
        assertThat(lines(update.circuit())).isEqualTo("""
                        0: source t
                        1: filter =[$1, 'x'] of 0
                        2: project [+[$0, 1], $1] of 1""");
        assertThat(update.circuit().outputs())
                .extracting(o -> o.name() + o.node())
                .containsExactly("old1", "new2");
    }

    @Test
    void aDeletionComputesTheRowsToTakeAway() {
        session.execute("CREATE TABLE t (a INT, b VARCHAR)");
        var deletion = execute("DELETE FROM t WHERE a IS NULL", StatementResult.Delete.class);
        assertThat(lines(deletion.circuit())).isEqualTo("0: source t\n1: filter IS NULL[$0] of 0");
    }

    @Test
    void primaryKeysAreNotNull() {
        assertThat(failure("CREATE TABLE t (c INT PRIMARY KEY)"))
                .contains("PRIMARY KEY column 'c' has type INTEGER, which is nullable");
    }

    @Test
    void latenessMustBeSubtractable() {
        assertThat(failure("CREATE TABLE t (ts TIMESTAMP LATENESS 5)"))
                .contains("cannot subtract a LATENESS of type INTEGER from a column of type TIMESTAMP");
    }

    @Test
    void anIndexNamesColumnsOfAView() {
        session.execute("CREATE TABLE t (a INT, b INT)");
        session.execute("CREATE VIEW v AS SELECT * FROM t");
        var index = execute("CREATE INDEX i ON v(b)", StatementResult.IndexCreated.class);
        assertThat(index.columns()).isEqualTo(List.of(1));
        assertThat(failure("CREATE INDEX j ON v(q)")).contains("'v' has no column 'q'");
    }
}
