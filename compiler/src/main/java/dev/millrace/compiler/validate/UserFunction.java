package dev.millrace.compiler.validate;

import dev.millrace.plan.Expression;
import dev.millrace.types.Field;
import dev.millrace.types.SqlType;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;

/**
 * A function defined by an expression.
 *
 * @param body over a row of the parameters, of the type {@code result}
 */
public record UserFunction(String name, List<Field> parameters, SqlType result, Expression body) {
    public UserFunction {
        parameters = List.copyOf(parameters);
    }

    SqlOperator operator(RelDataTypeFactory types) {
        return new Operator(this, types);
    }

    /** The operator of a user's function in Calcite's trees. */
    public static final class Operator extends SqlFunction {
        private final UserFunction function;

        private Operator(UserFunction function, RelDataTypeFactory types) {
            super(
                    new SqlIdentifier(function.name(), SqlParserPos.ZERO),
                    ReturnTypes.explicit(TypeMapping.toCalcite(function.result(), types)),
                    null,
                    OperandTypes.operandMetadata(
                            function.parameters().stream()
                                    .map(p -> family(TypeMapping.toCalcite(p.type(), types)))
                                    .toList(),
                            factory -> function.parameters().stream()
                                    .map(p -> TypeMapping.toCalcite(p.type(), factory))
                                    .toList(),
                            i -> function.parameters().get(i).name(),
                            i -> false),
                    null,
                    SqlFunctionCategory.USER_DEFINED_FUNCTION);
            this.function = function;
        }

        private static org.apache.calcite.sql.type.SqlTypeFamily family(RelDataType type) {
            var family = type.getSqlTypeName().getFamily();
            return family == null ? org.apache.calcite.sql.type.SqlTypeFamily.ANY : family;
        }

        /** The function it calls. */
        public UserFunction function() {
            return function;
        }
    }
}
