package dev.millrace.compiler.parse.syntax;

import java.util.ArrayList;
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
import org.jspecify.annotations.Nullable;

/** {@code CREATE TABLE name (columns and constraints) WITH (properties)}. */
public final class CreateTable extends SqlCreate {
    private static final SqlOperator OPERATOR = new SqlSpecialOperator("CREATE TABLE", SqlKind.CREATE_TABLE);

    private final SqlIdentifier name;
    private final List<ColumnDeclaration> columns;
    private final @Nullable SqlNodeList primaryKey;
    private final List<ForeignKey> foreignKeys;
    private final PropertyList properties;

    public CreateTable(
            SqlParserPos position,
            SqlIdentifier name,
            List<ColumnDeclaration> columns,
            @Nullable SqlNodeList primaryKey,
            List<ForeignKey> foreignKeys,
            PropertyList properties) {
        super(OPERATOR, position, false, false);
        this.name = name;
        this.columns = List.copyOf(columns);
        this.primaryKey = primaryKey;
        this.foreignKeys = List.copyOf(foreignKeys);
        this.properties = properties;
    }

    public SqlIdentifier name() {
        return name;
    }

    public List<ColumnDeclaration> columns() {
        return columns;
    }

    /** The columns of the constraint {@code PRIMARY KEY (a, b)}; a column may be the key by an option of its own. */
    public @Nullable SqlNodeList primaryKey() {
        return primaryKey;
    }

    public List<ForeignKey> foreignKeys() {
        return foreignKeys;
    }

    public PropertyList properties() {
        return properties;
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
        writer.keyword("CREATE TABLE");
        name.unparse(writer, 0, 0);
        SqlWriter.Frame frame = writer.startList("(", ")");
        for (ColumnDeclaration column : columns) {
            writer.sep(",");
            column.unparse(writer, 0, 0);
        }
        if (primaryKey != null) {
            writer.sep(",");
            writer.keyword("PRIMARY KEY");
            Names.unparse(writer, primaryKey);
        }
        for (ForeignKey key : foreignKeys) {
            writer.sep(",");
            key.unparse(writer);
        }
        writer.endList(frame);
        properties.unparse(writer);
    }
}
