package dev.millrace.compiler.parse.syntax;

import static java.util.Objects.requireNonNull;

import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlNode;

/** One {@code 'key' = 'value'} of a WITH clause; both are plain strings. */
public record Property(SqlCharStringLiteral key, SqlCharStringLiteral value) {
    /** The property, if both are plain strings rather than strings in several pieces or binary ones. */
    public static Property of(SqlNode key, SqlNode value) {
        return new Property(plain(key), plain(value));
    }

    public String name() {
        return string(key);
    }

    public String text() {
        return string(value);
    }

    private static SqlCharStringLiteral plain(SqlNode node) {
        if (node instanceof SqlCharStringLiteral literal) {
            return literal;
        }
        throw new SyntaxException(node.getParserPosition(), "Properties are plain strings: 'key' = 'value'");
    }

    private static String string(SqlCharStringLiteral literal) {
        return requireNonNull(literal.getValueAs(String.class));
    }
}
