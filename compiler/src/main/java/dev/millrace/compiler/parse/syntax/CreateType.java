package dev.millrace.compiler.parse.syntax;

import static java.util.Objects.requireNonNull;

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

/** {@code CREATE TYPE name AS (fields)}, or {@code AS type}: exactly one of fields and alias is there. */
public final class CreateType extends SqlCreate {
    private static final SqlOperator OPERATOR = new SqlSpecialOperator("CREATE TYPE", SqlKind.CREATE_TYPE);

    private final SqlIdentifier name;
    private final @Nullable List<ColumnDeclaration> fields;
    private final @Nullable SqlDataTypeSpec alias;

    public CreateType(
            SqlParserPos position,
            SqlIdentifier name,
            @Nullable List<ColumnDeclaration> fields,
            @Nullable SqlDataTypeSpec alias) {
        super(OPERATOR, position, false, false);
        if ((fields == null) == (alias == null)) {
            throw new IllegalArgumentException("Either fields or alias");
        }
        this.name = name;
        this.fields = fields == null ? null : List.copyOf(fields);
        this.alias = alias;
    }

    public SqlIdentifier name() {
        return name;
    }

    public @Nullable List<ColumnDeclaration> fields() {
        return fields;
    }

    public @Nullable SqlDataTypeSpec alias() {
        return alias;
    }

    @Override
    public List<SqlNode> getOperandList() {
        List<SqlNode> operands = new ArrayList<>();
        operands.add(name);
        if (fields != null) {
            operands.addAll(fields);
        } else {
            operands.add(requireNonNull(alias));
        }
        return operands;
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        writer.keyword("CREATE TYPE");
        name.unparse(writer, 0, 0);
        writer.keyword("AS");
        if (fields != null) {
            Names.unparse(writer, fields);
        } else {
            Types.unparse(writer, requireNonNull(alias));
        }
    }
}
