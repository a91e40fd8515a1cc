package dev.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.compiler.CompilerSession;
import dev.millrace.compiler.StatementResult;
import dev.millrace.engine.batch.BatchEvaluator;
import dev.millrace.engine.batch.Relation;
import dev.millrace.plan.Circuit;
import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Subqueries that depend on the row outside mean what SQL says, however they were made into joins. */
class CorrelatedQueriesTest {
    private final CompilerSession session = new CompilerSession();
    private final Map<String, Relation> tables = new LinkedHashMap<>();

    CorrelatedQueriesTest() {
        session.execute("CREATE TABLE a (id INT NOT NULL, x INT, y INT)");
        session.execute("CREATE TABLE b (id INT NOT NULL, x INT, z INT)");
        fill("INSERT INTO a VALUES (1, 1, 10), (2, 2, 20), (3, NULL, 30), (4, 1, 5)");
        fill("INSERT INTO b VALUES (1, 1, 1), (1, 2, 2), (2, 5, 3), (4, NULL, 7), (3, 1, 1)");
    }

    private void fill(String insert) {
        StatementResult.Rows rows = (StatementResult.Rows) session.execute(insert);
        tables.put(rows.table(), output(rows.circuit(), Map.of(), "rows"));
    }

    private static Relation output(Circuit circuit, Map<String, Relation> sources, String name) {
        return Objects.requireNonNull(
                new BatchEvaluator(circuit).evaluate(sources).get(name));
    }

    private String rows(String query) {
        StatementResult result = session.execute(query);
        assertThat(result).as(query).isInstanceOf(StatementResult.Query.class);
        StatementResult.Query compiled = (StatementResult.Query) result;
        List<SqlType> types = compiled.schema().types();
        List<String> rows = new ArrayList<>();
        for (Relation.Entry entry : output(compiled.circuit(), tables, "result").sorted(types)) {
            for (long i = 0; i < entry.weight(); i++) {
                rows.add(Arrays.stream(entry.row()).map(String::valueOf).collect(Collectors.joining(" ")));
            }
        }
        return String.join(", ", rows);
    }

    @Test
    void aCountOfNothingIsZero() {
        assertThat(rows("SELECT id, (SELECT COUNT(*) FROM b WHERE b.x < a.x) FROM a"))
                .isEqualTo("1 0, 2 2, 3 0, 4 0");
    }

    @Test
    void aSubqueryMayBeTiedByAnyCondition() {
        assertThat(rows("SELECT id, (SELECT MAX(z) FROM b WHERE b.x < a.x OR b.id = a.id) FROM a"))
                .isEqualTo("1 2, 2 3, 3 1, 4 7");
    }

    @Test
    void existsMayStandBesideOtherConditions() {
        assertThat(rows("SELECT id FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.id = a.id AND z > 2) OR x = 1"))
                .isEqualTo("1, 2, 4");
        assertThat(rows("SELECT id, CASE WHEN EXISTS (SELECT 1 FROM b WHERE b.id = a.id AND z > 2) THEN 1 END FROM a"))
                .isEqualTo("1 null, 2 1, 3 null, 4 1");
    }

    @Test
    void membershipRespectsNulls() {
        assertThat(rows("SELECT id FROM a WHERE x IN (SELECT b.x FROM b WHERE b.id <> a.id)"))
                .isEqualTo("1, 2, 4");
        assertThat(rows("SELECT id FROM a WHERE x NOT IN (SELECT b.x FROM b WHERE b.id = a.id)"))
                .isEqualTo("2");
        assertThat(rows("SELECT id FROM a WHERE (id, x) IN (SELECT id, x FROM b)"))
                .isEqualTo("1");
        assertThat(rows("SELECT id FROM a WHERE x > ALL (SELECT b.x FROM b WHERE b.id = a.id)"))
                .isEmpty();
    }

    @Test
    void subqueriesMayBeNested() {
        assertThat(rows("""
                        SELECT id FROM a WHERE y > (
                            SELECT SUM(z) FROM b
                            WHERE b.id = a.id AND b.x IN (SELECT a2.x FROM a AS a2 WHERE a2.id <= b.id))""")).isEqualTo("1, 3");
        assertThat(rows("""
                        SELECT id FROM a WHERE NOT EXISTS (
                            SELECT 1 FROM b
                            WHERE b.id = a.id AND EXISTS (SELECT 1 FROM a AS a3 WHERE a3.x = b.x AND a3.id > a.id))""")).isEqualTo("2, 4");
    }

    @Test
    void lateralSubqueriesMayAggregateAndLimit() {
        assertThat(
                        rows(
                                "SELECT id, t.s FROM a LEFT JOIN LATERAL (SELECT SUM(z) AS s FROM b WHERE b.id = a.id) t ON TRUE"))
                .isEqualTo("1 3, 2 3, 3 1, 4 7");
        assertThat(
                        rows(
                                "SELECT a.id, t.z FROM a, LATERAL (SELECT z FROM b WHERE b.id = a.id ORDER BY z DESC LIMIT 1) t"))
                .isEqualTo("1 2, 2 3, 3 1, 4 7");
    }

    @Test
    void havingMayCompareWithASubquery() {
        assertThat(rows("SELECT x FROM a GROUP BY x HAVING COUNT(*) > (SELECT COUNT(*) FROM b WHERE b.x = a.x)"))
                .isEqualTo("null");
    }
}
