package dev.millrace.compiler.parse.syntax;

import org.apache.calcite.sql.parser.SqlParserPos;

/** A mistake that the grammar recognises and names. It never leaves the parser, which makes a diagnostic of it. */
public final class SyntaxException extends RuntimeException {
    private final transient SqlParserPos position;

    public SyntaxException(SqlParserPos position, String message) {
        super(message, null, false, false);
        this.position = position;
    }

    public SqlParserPos position() {
        return position;
    }
}
