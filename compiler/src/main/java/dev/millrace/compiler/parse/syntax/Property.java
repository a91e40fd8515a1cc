package dev.millrace.compiler.parse.syntax;

import static java.util.Objects.requireNonNull;

import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlLiteral;

/** One {@code 'key' = 'value'} of a WITH clause; both are character strings. */
public record Property(SqlLiteral key, SqlLiteral value) {
    public Property {
        requireString(key);
        requireString(value);
    }

    public String name() {
        return string(key);
    }

    public String text() {
        return string(value);
    }

    private static void requireString(SqlLiteral literal) {
        if (!(literal instanceof SqlCharStringLiteral)) {
            throw new SyntaxException(literal.getParserPosition(), "Properties are character strings: 'key' = 'value'");
        }
    }

    private static String string(SqlLiteral literal) {
        return requireNonNull(literal.getValueAs(String.class));
    }
}
