package dev.millrace.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.plan.Plan;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SqlCompilerTest {
    private static final String TABLES = """
            CREATE TABLE t (a INT, b INT NOT NULL, s VARCHAR);
            CREATE TABLE u (k BIGINT NOT NULL PRIMARY KEY, v DECIMAL(10, 2));
            """;

    private static List<String> mistakes(String program) {
        return new SqlCompiler()
                .compile(program).diagnostics().stream().map(Object::toString).toList();
    }

    private static Plan plan(String program) {
        return Objects.requireNonNull(new SqlCompiler().compile(program).plan());
    }

    @Test
    void aProjectionOverAFilter() {
        assertThat(CircuitLines.ofProgram(TABLES + "CREATE VIEW v AS SELECT a + 1 AS x FROM t WHERE b > 5"))
                .isEqualTo("""
                        0: source t
                        1: filter >[$1, 5] of 0
                        2: project [+[$0, 1]] of 1""");
    }

    @Test
    void aTableWithPrimaryKeyIsUpserted() {
        assertThat(CircuitLines.ofProgram(TABLES + "CREATE VIEW w AS SELECT v FROM u"))
                .isEqualTo("""
                        0: source u
                        1: upsert by [0] of 0
                        2: project [$1] of 1""");
    }

    @Test
    void latenessFollowsTheTable() {
        assertThat(CircuitLines.ofProgram("""
                        CREATE TABLE e (ts TIMESTAMP LATENESS INTERVAL 4 SECONDS, n INT LATENESS 10);
                        CREATE VIEW v AS SELECT * FROM e;""")).isEqualTo("""
                        0: source e
                        1: lateness 0 by 4000000 of 0
                        2: lateness 1 by 10 of 1""");
    }

    @Test
    void viewsShareEqualParts() {
        String program = TABLES + """
                CREATE VIEW v1 AS SELECT s, COUNT(*) AS n FROM t WHERE b > 5 GROUP BY s;
                CREATE VIEW v2 AS SELECT s, COUNT(*) AS n FROM t WHERE b > 5 GROUP BY s;
                CREATE VIEW v3 AS SELECT n FROM v1;
                """;
        Plan plan = plan(program);
        assertThat(CircuitLines.of(plan.circuit())).isEqualTo("""
                        0: source t
                        1: filter >[$1, 5] of 0
                        2: project [$2] of 1
                        3: aggregate by [0] [COUNT()] of 2
                        4: project [$1] of 3""");
        assertThat(plan.circuit().outputs())
                .extracting(o -> o.name() + "=" + o.node())
                .containsExactly("v1=3", "v2=3", "v3=4");
        assertThat(plan.views()).extracting(v -> v.node()).containsExactly(3, 3, 4);
    }

    @Test
    void localViewsAreNotOutputs() {
        Plan plan = plan(TABLES + "CREATE LOCAL VIEW l AS SELECT a FROM t; CREATE VIEW v AS SELECT a + 1 FROM l;");
        assertThat(plan.circuit().outputs()).extracting(o -> o.name()).containsExactly("v");
        assertThat(plan.views()).extracting(v -> v.name()).containsExactly("l", "v");
    }

    @Test
    void implicitConversionsAreWrittenDown() {
        assertThat(CircuitLines.ofProgram(TABLES + "CREATE VIEW w AS SELECT b FROM t JOIN u ON t.a = u.k"))
                .isEqualTo("""
                        0: source t
                        1: project [$1, CAST($0 AS BIGINT)] of 0
                        2: source u
                        3: upsert by [0] of 2
                        4: project [$0] of 3
                        5: inner join 1=0 of 1, 4
                        6: project [$0] of 5""");
    }

    @Test
    void everyMistakeIsReportedWithItsPlace() {
        assertThat(mistakes("""
                        CREATE TABLE t (a INT);
                        CREATE VIEW v AS SELECT b FROM t;
                        CREATE VIEW w AS SELECT a FROM tt;
                        CREATE VIEW x AS SELEC a;
                        CREATE VIEW y AS SELECT suum(a) FROM t;"""))
                .hasSize(4)
                .anySatisfy(m -> assertThat(m).startsWith("2:25: error: Column 'b' not found"))
                .anySatisfy(m -> assertThat(m).startsWith("3:32: error: Object 'tt' not found; did you mean 't'?"))
                .anySatisfy(m -> assertThat(m).startsWith("4:18: error: "))
                .anySatisfy(m -> assertThat(m).startsWith("5:25: error: No match found for function signature suum"));
    }

    @Test
    void whatReadsAFailedViewIsNotReportedAgain() {
        assertThat(mistakes("""
                        CREATE TABLE t (a INT);
                        CREATE VIEW v AS SELECT b FROM t;
                        CREATE VIEW w AS SELECT * FROM v;
                        CREATE VIEW x AS SELECT * FROM w;""")).hasSize(1);
    }

    @Test
    void whatIsNotSupportedIsSaidSo() {
        assertThat(mistakes("CREATE TABLE t (a INT); CREATE VIEW v AS SELECT NTILE(3) OVER (ORDER BY a) FROM t;"))
                .singleElement()
                .asString()
                .contains("window function NTILE is not supported yet");
    }

    @Test
    void aQueryIsNoPartOfAProgram() {
        assertThat(mistakes("CREATE TABLE t (a INT); SELECT * FROM t;"))
                .containsExactly("1:25: error: SELECT belongs in the shell; a program consists of definitions");
    }

    @Test
    void latenessOfAViewMayFollowIt() {
        assertThat(CircuitLines.ofProgram("""
                        CREATE TABLE t (ts TIMESTAMP);
                        CREATE VIEW v AS SELECT ts FROM t;
                        LATENESS v.ts INTERVAL 1 HOUR;""")).isEqualTo("0: source t\n1: lateness 0 by 3600000000 of 0");
    }

    @Test
    void functionsAreInlined() {
        assertThat(CircuitLines.ofProgram("""
                        CREATE TABLE t (a INT NOT NULL);
                        CREATE FUNCTION twice(x INT NOT NULL) RETURNS INT NOT NULL AS x * 2;
                        CREATE VIEW v AS SELECT twice(a + 1) AS y FROM t;""")).isEqualTo("0: source t\n1: project [*[+[$0, 1], 2]] of 0");
    }

    @Test
    void aTopLevelOrderWithoutLimitIsIgnored() {
        assertThat(CircuitLines.ofProgram(TABLES + "CREATE VIEW w AS SELECT a FROM t ORDER BY b"))
                .isEqualTo("0: source t\n1: project [$0] of 0");
    }
}
