package dev.millrace.compiler.parse.syntax;

import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** {@code REMOVE FROM table [(columns)] rows}: an INSERT whose rows weigh -1. */
public final class RemoveRows extends SqlCall {
    private static final SqlOperator OPERATOR = new SqlSpecialOperator("REMOVE", SqlKind.OTHER);

    private final SqlIdentifier table;
    private final @Nullable SqlNodeList columns;
    private final SqlNode rows;

    public RemoveRows(SqlParserPos position, SqlIdentifier table, @Nullable SqlNodeList columns, SqlNode rows) {
        super(position);
        this.table = table;
        this.columns = columns;
        this.rows = rows;
    }

    public SqlIdentifier table() {
        return table;
    }

    public @Nullable SqlNodeList columns() {
        return columns;
    }

    public SqlNode rows() {
        return rows;
    }

    @Override
    public SqlOperator getOperator() {
        return OPERATOR;
    }

    @Override
    public List<SqlNode> getOperandList() {
        return columns == null ? List.of(table, rows) : List.of(table, columns, rows);
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        writer.keyword("REMOVE FROM");
        table.unparse(writer, 0, 0);
        if (columns != null) {
            Names.unparse(writer, columns);
        }
        rows.unparse(writer, 0, 0);
    }
}
