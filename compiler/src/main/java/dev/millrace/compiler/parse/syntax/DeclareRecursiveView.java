package dev.millrace.compiler.parse.syntax;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlDdl;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code DECLARE RECURSIVE VIEW name (columns)}: the view may be read before it is created. */
public final class DeclareRecursiveView extends SqlDdl {
    private static final SqlOperator OPERATOR = new SqlSpecialOperator("DECLARE RECURSIVE VIEW", SqlKind.OTHER_DDL);

    private final SqlIdentifier name;
    private final List<ColumnDeclaration> columns;

    public DeclareRecursiveView(SqlParserPos position, SqlIdentifier name, List<ColumnDeclaration> columns) {
        super(OPERATOR, position);
        this.name = name;
        this.columns = List.copyOf(columns);
    }

    public SqlIdentifier name() {
        return name;
    }

    public List<ColumnDeclaration> columns() {
        return columns;
    }

    @Override
    public List<SqlNode> getOperandList() {
        List<SqlNode> operands = new ArrayList<>();
        operands.add(name);
        operands.addAll(columns);
        return operands;
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        writer.keyword("DECLARE RECURSIVE VIEW");
        name.unparse(writer, 0, 0);
        Names.unparse(writer, columns);
    }
}
