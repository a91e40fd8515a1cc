package dev.millrace.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the rules make of queries. */
class OptimizedQueriesTest {
    private static final String TABLES = """
            CREATE TABLE a (id INT NOT NULL, x INT, y INT, ts TIMESTAMP);
            CREATE TABLE b (id INT NOT NULL, x INT, z VARCHAR);
            CREATE TABLE c (id INT NOT NULL, x INT NOT NULL);
            """;

    private static String circuit(String query) {
        return CircuitLines.ofProgram(TABLES + "CREATE VIEW v AS " + query);
    }

    @Test
    void commaJoinsBecomeEquiJoinsInAConnectedOrder() {
        assertThat(circuit("SELECT a.y FROM a, c, b WHERE a.id = b.id AND b.x = c.x AND b.z = 'q'"))
                .isEqualTo("""
                        0: source a
                        1: project [$0, $2] of 0
                        2: source b
                        3: filter =[$2, 'q'] of 2
                        4: project [$0, $1] of 3
                        5: source c
                        6: project [$1] of 5
                        7: inner join 0=0 of 1, 4
                        8: project [$1, $3] of 7
                        9: inner join 1=0 of 8, 6
                        10: project [$0] of 9""");
    }

    @Test
    void commonConditionsAreTakenOutOfAlternatives() {
        assertThat(circuit("SELECT a.y FROM a, b WHERE a.id = b.id AND a.x = 1 OR a.id = b.id AND b.x = 2"))
                .contains("inner join 0=0")
                .contains("where OR[=[$1, 1], =[$4, 2]]");
    }

    @Test
    void existsBecomesASemiJoinWithWhatTiesItToTheRow() {
        assertThat(circuit("SELECT y FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.id = a.id AND b.x <> a.x)"))
                .isEqualTo("""
                        0: source a
                        1: project [$0, $1, $2] of 0
                        2: source b
                        3: project [$0, $1] of 2
                        4: semi join 0=0 where <>[$4, $1] of 1, 3
                        5: project [$2] of 4""");
    }

    @Test
    void notInOfValuesThatAreNeverNullBecomesAnAntiJoin() {
        assertThat(circuit("SELECT y FROM a WHERE id NOT IN (SELECT x FROM c)")).contains("anti join 0=0");
    }

    @Test
    void notInOfValuesThatMayBeNullDoesNot() {
        assertThat(circuit("SELECT y FROM a WHERE id NOT IN (SELECT x FROM b)")).doesNotContain("anti join");
    }

    @Test
    void aScalarSubqueryBecomesAJoinWithAnAggregation() {
        assertThat(circuit("SELECT y FROM a WHERE x > (SELECT AVG(b.x) FROM b WHERE b.id = a.id)"))
                .isEqualTo("""
                        0: source a
                        1: project [$0, $1, $2] of 0
                        2: source b
                        3: project [$0, $1] of 2
                        4: aggregate by [0] [AVG(1)] of 3
                        5: inner join 0=0 where >[$1, $4] of 1, 4
                        6: project [$2] of 5""");
    }

    @Test
    void aConditionOnTheOptionalSideMakesAnInnerJoin() {
        assertThat(circuit("SELECT a.y FROM a LEFT JOIN b ON a.id = b.id WHERE b.x > 3"))
                .contains("inner join")
                .doesNotContain("left join");
        assertThat(circuit("SELECT a.y FROM a LEFT JOIN b ON a.id = b.id WHERE b.x IS NULL"))
                .contains("left join");
    }

    @Test
    void conditionsThatCanFailStayAboveJoins() {
        assertThat(circuit("SELECT a.y FROM a JOIN c ON a.id = c.id WHERE a.y / a.x > 1"))
                .contains("filter >[/[$")
                .containsSubsequence("inner join", "filter");
    }

    @Test
    void aRankLimitBecomesATopK() {
        assertThat(circuit("""
                        SELECT id, y FROM (
                            SELECT *, ROW_NUMBER() OVER (PARTITION BY id ORDER BY x DESC) AS rn FROM a)
                        WHERE rn <= 3""")).isEqualTo("""
                        0: source a
                        1: project [$0, $1, $2] of 0
                        2: top ROW_NUMBER 3 by [0] order [1 desc nulls last] of 1
                        3: project [$0, $2] of 2""");
    }

    @Test
    void theRankIsKeptIfItIsRead() {
        assertThat(circuit("""
                        SELECT id, rn FROM (
                            SELECT *, RANK() OVER (PARTITION BY id ORDER BY x) AS rn FROM a)
                        WHERE rn = 2""")).contains("top RANK 1 after 1 by [0] order [1] with rank");
    }

    @Test
    void unusedAggregatesAndColumnsAreLeftOut() {
        assertThat(circuit("SELECT id, m FROM (SELECT id, MAX(x) AS m, MIN(y) AS n FROM a GROUP BY id)"))
                .isEqualTo("""
                        0: source a
                        1: project [$0, $1] of 0
                        2: aggregate by [0] [MAX(1)] of 1""");
    }

    @Test
    void conditionsOnKeysMoveBelowAggregations() {
        assertThat(circuit("SELECT * FROM (SELECT id, COUNT(*) AS n FROM a GROUP BY id) WHERE id > 3 AND n > 1"))
                .isEqualTo("""
                        0: source a
                        1: filter >[$0, 3] of 0
                        2: project [$0] of 1
                        3: aggregate by [0] [COUNT()] of 2
                        4: filter >[$1, 1] of 3""");
    }

    @Test
    void tumblingWindowsAreAProjection() {
        assertThat(circuit("SELECT TUMBLE_START(ts, INTERVAL '10' SECOND), COUNT(*) FROM a"
                        + " GROUP BY TUMBLE(ts, INTERVAL '10' SECOND)"))
                .isEqualTo("""
                        0: source a
                        1: project [TUMBLE_START[$3, 10000000]] of 0
                        2: aggregate by [0] [COUNT()] of 1""");
    }

    @Test
    void theCurrentTimeIsARelation() {
        assertThat(circuit("SELECT y FROM a WHERE ts > NOW() - INTERVAL 1 HOUR"))
                .contains("source now")
                .contains("inner join without keys")
                .contains("filter >[$1, -[$2, 3600000000]]");
    }

    @Test
    void groupingSetsBecomeAUnion() {
        assertThat(circuit("SELECT x, y, COUNT(*) FROM a GROUP BY ROLLUP (x, y)"))
                .contains("aggregate by [0, 1]")
                .contains("aggregate by [0]")
                .contains("aggregate by []")
                .contains("union of");
    }

    @Test
    void distinctAndFilteredAggregatesStayWhole() {
        assertThat(circuit("SELECT COUNT(DISTINCT x), SUM(y) FILTER (WHERE x > 0) FROM a GROUP BY id"))
                .contains("[COUNT(distinct 1), SUM(2) filter 3]");
    }
}
