package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.compiler.diagnostic.Diagnostic;
import dev.millrace.plan.Position;
import org.junit.jupiter.api.Test;

class DiagnosticTextTest {
    @Test
    void pointsAtThePlace() {
        Diagnostic diagnostic = Diagnostic.error("E", new Position(2, 4), "no such column");
        assertThat(DiagnosticText.of(diagnostic, "dir/p.sql", "SELECT\n\t  x;\n"))
                .isEqualTo("""
                dir/p.sql:2:4: error: no such column
                    \t  x;
                    \t  ^
                """);
    }

    @Test
    void withoutAPlaceThereIsOnlyTheMessage() {
        assertThat(DiagnosticText.of(Diagnostic.warning("W", null, "slow"), "p.sql", ""))
                .isEqualTo("p.sql: warning: slow\n");
    }

    @Test
    void theEndOfTheProgramMayBeThePlace() {
        Diagnostic diagnostic = Diagnostic.error("E", new Position(1, 7), "more expected");
        assertThat(DiagnosticText.of(diagnostic, "p.sql", "SELECT")).isEqualTo("""
                p.sql:1:7: error: more expected
                    SELECT
                          ^
                """);
        Diagnostic beyond = Diagnostic.error("E", new Position(2, 1), "more expected");
        assertThat(DiagnosticText.of(beyond, "p.sql", "SELECT\n")).isEqualTo("p.sql:2:1: error: more expected\n");
    }
}
