package dev.millrace.compiler.parse.syntax;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** What the parser has read so far between the parentheses of a CREATE TABLE. */
public final class TableElements {
    private final List<ColumnDeclaration> columns = new ArrayList<>();
    private final List<ForeignKey> foreignKeys = new ArrayList<>();
    private @Nullable SqlNodeList primaryKey;

    public void column(ColumnDeclaration column) {
        columns.add(column);
    }

    public void primaryKey(SqlNodeList columns) {
        if (primaryKey != null) {
            throw new SyntaxException(columns.getParserPosition(), "A table has one PRIMARY KEY");
        }
        primaryKey = columns;
    }

    public void foreignKey(ForeignKey key) {
        foreignKeys.add(key);
    }

    public CreateTable table(SqlParserPos position, SqlIdentifier name, PropertyList properties) {
        return new CreateTable(position, name, columns, primaryKey, foreignKeys, properties);
    }
}
