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
import org.jspecify.annotations.Nullable;

/** {@code CREATE FUNCTION name (parameters) RETURNS type [AS body]}; without a body it is written outside of SQL. */
public final class CreateFunction extends SqlCreate {
    private static final SqlOperator OPERATOR = new SqlSpecialOperator("CREATE FUNCTION", SqlKind.CREATE_FUNCTION);

    private final SqlIdentifier name;
    private final List<ColumnDeclaration> parameters;
    private final SqlDataTypeSpec returns;
    private final @Nullable SqlNode body;

    public CreateFunction(
            SqlParserPos position,
            SqlIdentifier name,
            List<ColumnDeclaration> parameters,
            SqlDataTypeSpec returns,
            @Nullable SqlNode body) {
        super(OPERATOR, position, false, false);
        this.name = name;
        this.parameters = List.copyOf(parameters);
        this.returns = returns;
        this.body = body;
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

    public @Nullable SqlNode body() {
        return body;
    }

    @Override
    public List<SqlNode> getOperandList() {
        List<SqlNode> operands = new ArrayList<>();
        operands.add(name);
        operands.addAll(parameters);
        operands.add(returns);
        if (body != null) {
            operands.add(body);
        }
        return operands;
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        writer.keyword("CREATE FUNCTION");
        name.unparse(writer, 0, 0);
        Names.unparse(writer, parameters);
        writer.keyword("RETURNS");
        Types.unparse(writer, returns);
        if (body != null) {
            writer.keyword("AS");
            body.unparse(writer, 0, 0);
        }
    }
}
