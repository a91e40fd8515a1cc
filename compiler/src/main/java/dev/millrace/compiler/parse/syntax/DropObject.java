package dev.millrace.compiler.parse.syntax;

import java.util.List;
import org.apache.calcite.sql.SqlDrop;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code DROP kind [IF EXISTS] name}. */
public final class DropObject extends SqlDrop {
    private static final SqlOperator OPERATOR = new SqlSpecialOperator("DROP", SqlKind.OTHER_DDL);

    /** What is dropped. */
    public enum Kind {
        TABLE,
        VIEW,
        TYPE,
        FUNCTION,
        AGGREGATE,
        INDEX
    }

    private final Kind kind;
    private final SqlIdentifier name;

    public DropObject(SqlParserPos position, Kind kind, boolean ifExists, SqlIdentifier name) {
        super(OPERATOR, position, ifExists);
        this.kind = kind;
        this.name = name;
    }

    public Kind kind() {
        return kind;
    }

    public boolean ifExists() {
        return ifExists;
    }

    public SqlIdentifier name() {
        return name;
    }

    @Override
    public List<SqlNode> getOperandList() {
        return List.of(name);
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        writer.keyword("DROP");
        writer.keyword(kind.name());
        if (ifExists) {
            writer.keyword("IF EXISTS");
        }
        name.unparse(writer, 0, 0);
    }
}
