package dev.millrace.compiler.parse.syntax;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/**
 * A name and a type: a column of a table with its options, or a column of a recursive view, a field of a type or a
 * parameter of a function, which have none.
 *
 * <p>The type of a table's column says whether it is nullable; elsewhere {@code getNullable()} is null if the text does
 * not say.
 */
public final class ColumnDeclaration extends SqlCall {
    private static final SqlOperator OPERATOR = new SqlSpecialOperator("COLUMN", SqlKind.COLUMN_DECL);

    private final SqlIdentifier name;
    private final SqlDataTypeSpec type;
    private final List<ColumnOption> options;

    public ColumnDeclaration(
            SqlParserPos position, SqlIdentifier name, SqlDataTypeSpec type, List<ColumnOption> options) {
        super(position);
        this.name = name;
        this.type = type;
        this.options = List.copyOf(options);
        Set<Class<?>> seen = new HashSet<>();
        for (ColumnOption option : options) {
            if (!seen.add(option.getClass())) {
                throw new SyntaxException(option.position(), "This is said twice about column " + name);
            }
        }
    }

    public SqlIdentifier name() {
        return name;
    }

    public SqlDataTypeSpec type() {
        return type;
    }

    public List<ColumnOption> options() {
        return options;
    }

    /** The option of that kind, if the column has it. */
    public <T extends ColumnOption> @Nullable T option(Class<T> kind) {
        for (ColumnOption option : options) {
            if (kind.isInstance(option)) {
                return kind.cast(option);
            }
        }
        return null;
    }

    @Override
    public SqlOperator getOperator() {
        return OPERATOR;
    }

    @Override
    public List<SqlNode> getOperandList() {
        List<SqlNode> operands = new ArrayList<>();
        operands.add(name);
        operands.add(type);
        for (ColumnOption option : options) {
            switch (option) {
                case ColumnOption.Lateness lateness -> operands.add(lateness.expression());
                case ColumnOption.Watermark watermark -> operands.add(watermark.expression());
                case ColumnOption.DefaultValue value -> operands.add(value.expression());
                case ColumnOption.References references -> {
                    operands.add(references.table());
                    operands.add(references.column());
                }
                case ColumnOption.PrimaryKey _, ColumnOption.Interned _ -> {}
            }
        }
        return operands;
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        name.unparse(writer, 0, 0);
        Types.unparse(writer, type);
        for (ColumnOption option : options) {
            option.unparse(writer);
        }
    }
}
