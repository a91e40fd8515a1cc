package dev.millrace.compiler.parse.syntax;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/** A table constraint {@code FOREIGN KEY (columns) REFERENCES table (targets)}. */
public record ForeignKey(SqlParserPos position, SqlNodeList columns, SqlIdentifier table, SqlNodeList targets) {
    void unparse(SqlWriter writer) {
        writer.keyword("FOREIGN KEY");
        Names.unparse(writer, columns);
        writer.keyword("REFERENCES");
        table.unparse(writer, 0, 0);
        Names.unparse(writer, targets);
    }
}
