package dev.millrace.compiler.parse.syntax;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCreate;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code CREATE [LINEAR] AGGREGATE name (parameters) RETURNS type}; it is written outside of SQL. */
public final class CreateAggregate extends SqlCreate {
    private static final SqlOperator OPERATOR = new SqlSpecialOperator("CREATE AGGREGATE", SqlKind.OTHER_DDL);

    private final boolean linear;
    private final SqlIdentifier name;
    private final List<ColumnDeclaration> parameters;
    private final SqlDataTypeSpec returns;

    public CreateAggregate(
            SqlParserPos position,
            boolean linear,
            SqlIdentifier name,
            List<ColumnDeclaration> parameters,
            SqlDataTypeSpec returns) {
        super(OPERATOR, position, false, false);
        this.linear = linear;
        this.name = name;
        this.parameters = List.copyOf(parameters);
        this.returns = returns;
    }

    public boolean linear() {
        return linear;
    }

    public SqlIdentifier name() {
        return name;
    }

    public List<ColumnDeclaration> parameters() {
        return parameters;
    }

    public SqlDataTypeSpec returns() {
        return returns;
    }

    @Override
    public List<SqlNode> getOperandList() {
        List<SqlNode> operands = new ArrayList<>();
        operands.add(name);
        operands.addAll(parameters);
        operands.add(returns);
        return operands;
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        writer.keyword(linear ? "CREATE LINEAR AGGREGATE" : "CREATE AGGREGATE");
        name.unparse(writer, 0, 0);
        Names.unparse(writer, parameters);
        writer.keyword("RETURNS");
        Types.unparse(writer, returns);
    }
}
