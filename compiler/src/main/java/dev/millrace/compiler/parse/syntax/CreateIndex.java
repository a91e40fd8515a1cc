package dev.millrace.compiler.parse.syntax;

import java.util.List;
import org.apache.calcite.sql.SqlCreate;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code CREATE INDEX name ON view (columns)}: declares a key of the view for those who write it out. */
public final class CreateIndex extends SqlCreate {
    private static final SqlOperator OPERATOR = new SqlSpecialOperator("CREATE INDEX", SqlKind.CREATE_INDEX);

    private final SqlIdentifier name;
    private final SqlIdentifier view;
    private final SqlNodeList columns;

    public CreateIndex(SqlParserPos position, SqlIdentifier name, SqlIdentifier view, SqlNodeList columns) {
        super(OPERATOR, position, false, false);
        this.name = name;
        this.view = view;
        this.columns = columns;
    }

    public SqlIdentifier name() {
        return name;
    }

    public SqlIdentifier view() {
        return view;
    }

    public SqlNodeList columns() {
        return columns;
    }

    @Override
    public List<SqlNode> getOperandList() {
        return List.of(name, view, columns);
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        writer.keyword("CREATE INDEX");
        name.unparse(writer, 0, 0);
        writer.keyword("ON");
        view.unparse(writer, 0, 0);
        Names.unparse(writer, columns);
    }
}
