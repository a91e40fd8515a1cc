package dev.millrace.compiler.parse.syntax;

import java.util.List;
import org.apache.calcite.sql.SqlDdl;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code LATENESS view.column expression}. */
public final class DeclareLateness extends SqlDdl {
    private static final SqlOperator OPERATOR = new SqlSpecialOperator("LATENESS", SqlKind.OTHER_DDL);

    private final SqlIdentifier view;
    private final SqlIdentifier column;
    private final SqlNode lateness;

    public DeclareLateness(SqlParserPos position, SqlIdentifier view, SqlIdentifier column, SqlNode lateness) {
        super(OPERATOR, position);
        this.view = view;
        this.column = column;
        this.lateness = lateness;
    }

    public SqlIdentifier view() {
        return view;
    }

    public SqlIdentifier column() {
        return column;
    }

    public SqlNode lateness() {
        return lateness;
    }

    @Override
    public List<SqlNode> getOperandList() {
        return List.of(view, column, lateness);
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        writer.keyword("LATENESS");
        view.plus(column.getSimple(), column.getParserPosition()).unparse(writer, 0, 0);
        lateness.unparse(writer, 0, 0);
    }
}
