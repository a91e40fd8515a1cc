package dev.millrace.compiler.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.compiler.diagnostic.Diagnostic;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.dialect.CalciteSqlDialect;

/** Short forms for tests. */
final class Parsing {
    private Parsing() {}

    static SqlNode parse(String statement) {
        ParsedProgram program = new SqlProgramParser().parse(statement);
        assertThat(program.diagnostics()).as(statement).isEmpty();
        assertThat(program.statements()).as(statement).hasSize(1);
        return program.statements().getFirst().node();
    }

    /** The statement written back, on one line; parsing that must give the same again. */
    static String roundTrip(String statement) {
        String once = write(parse(statement));
        assertThat(write(parse(once))).as("written back a second time").isEqualTo(once);
        return once;
    }

    static String write(SqlNode node) {
        return node.toSqlString(CalciteSqlDialect.DEFAULT).getSql().replaceAll("\\s+", " ");
    }

    /** The only diagnostic of a text that does not parse, as {@code line:column message}. */
    static String mistake(String text) {
        ParsedProgram program = new SqlProgramParser().parse(text);
        assertThat(program.diagnostics()).as(text).hasSize(1);
        Diagnostic diagnostic = program.diagnostics().getFirst();
        assertThat(diagnostic.code()).isEqualTo(Diagnostic.SYNTAX_ERROR);
        return diagnostic.position() + " " + diagnostic.message();
    }
}
