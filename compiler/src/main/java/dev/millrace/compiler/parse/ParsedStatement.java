package dev.millrace.compiler.parse;

import dev.millrace.plan.Position;
import org.apache.calcite.sql.SqlNode;

/**
 * A statement and its tree, whose positions count from the start of the program.
 *
 * @param start where its text begins in the program, as an offset
 * @param position the same as line and column
 */
public record ParsedStatement(SqlNode node, StatementKind kind, String text, int start, Position position) {
    /** The offset after its last character; a semicolon is not part of it. */
    public int end() {
        return start + text.length();
    }
}
