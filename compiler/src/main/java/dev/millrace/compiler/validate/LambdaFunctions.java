package dev.millrace.compiler.validate;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlBasicFunction;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLambda;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.FunctionSqlType;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SqlLambdaScope;
import org.apache.calcite.sql.validate.SqlValidator;
import org.jspecify.annotations.Nullable;

/** Functions of a collection and a lambda. */
final class LambdaFunctions {
    private static final SqlReturnTypeInference VARIANT =
            ReturnTypes.explicit(SqlTypeName.VARIANT).andThen(SqlTypeTransforms.FORCE_NULLABLE);

    private static final SqlReturnTypeInference ARRAY_OF_RESULTS = binding -> {
        RelDataTypeFactory types = binding.getTypeFactory();
        RelDataType result = lambdaResult(binding);
        RelDataType array = types.createArrayType(types.createTypeWithNullability(result, true), -1);
        return types.createTypeWithNullability(array, binding.getOperandType(0).isNullable());
    };

    static final List<SqlOperator> ALL = List.of(
            of(
                    "ARRAY_EXISTS",
                    ReturnTypes.BOOLEAN_NULLABLE.andThen(SqlTypeTransforms.FORCE_NULLABLE),
                    new Operands("<ARRAY>, <ELEMENT> -> <BOOLEAN>", true, LambdaFunctions::element)),
            of(
                    "TRANSFORM",
                    ARRAY_OF_RESULTS,
                    new Operands("<ARRAY>, <ELEMENT> -> <ANY>", false, LambdaFunctions::element)),
            of(
                    "VARIANT_FILTER",
                    VARIANT,
                    new Operands(
                            "<VARIANT>, (<VARIANT>, <VARIANT>) -> <BOOLEAN>",
                            true,
                            b -> entry(b, SqlTypeName.VARIANT))),
            of(
                    "VARIANT_DEEP_FILTER",
                    VARIANT,
                    new Operands(
                            "<VARIANT>, (<VARCHAR>, <VARIANT>) -> <BOOLEAN>",
                            true,
                            b -> entry(b, SqlTypeName.VARCHAR))),
            of(
                    "VARIANT_MAP",
                    VARIANT,
                    new Operands(
                            "<VARIANT>, (<VARIANT>, <VARIANT>) -> <ANY>", false, b -> entry(b, SqlTypeName.VARIANT))),
            of(
                    "VARIANT_DEEP_MAP",
                    VARIANT,
                    new Operands(
                            "<VARIANT>, (<VARCHAR>, <VARIANT>) -> <ANY>", false, b -> entry(b, SqlTypeName.VARCHAR))));

    private LambdaFunctions() {}

    private static SqlOperator of(String name, SqlReturnTypeInference result, SqlOperandTypeChecker operands) {
        return SqlBasicFunction.create(name, result, operands, SqlFunctionCategory.USER_DEFINED_FUNCTION);
    }

    private static RelDataType lambdaResult(SqlOperatorBinding binding) {
        RelDataType type = binding.getOperandType(1);
        return type instanceof FunctionSqlType function ? function.getReturnType() : type;
    }

    private static @Nullable List<RelDataType> element(SqlCallBinding binding) {
        RelDataType array = binding.getOperandType(0);
        RelDataTypeFactory types = binding.getTypeFactory();
        if (array.getSqlTypeName() == SqlTypeName.NULL || array.getSqlTypeName() == SqlTypeName.ANY) {
            return List.of(types.createTypeWithNullability(array, true));
        }
        RelDataType element = array.getComponentType();
        return array.getSqlTypeName() != SqlTypeName.ARRAY || element == null
                ? null
                : List.of(types.createTypeWithNullability(element, true));
    }

    private static @Nullable List<RelDataType> entry(SqlCallBinding binding, SqlTypeName key) {
        RelDataTypeFactory types = binding.getTypeFactory();
        return binding.getOperandType(0).getSqlTypeName() != SqlTypeName.VARIANT
                ? null
                : List.of(
                        types.createTypeWithNullability(types.createSqlType(key), true),
                        types.createTypeWithNullability(types.createSqlType(SqlTypeName.VARIANT), true));
    }

    /** Checks the first operand, and types the parameters of the lambda by it; {@code null} types if it has a wrong type. */
    private record Operands(
            String signature, boolean predicate, Function<SqlCallBinding, @Nullable List<RelDataType>> parameters)
            implements SqlOperandTypeChecker {
        @Override
        public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
            List<RelDataType> types = parameters.apply(binding);
            boolean right = types != null
                    && binding.operand(1) instanceof SqlLambda lambda
                    && lambda.getParameters().size() == types.size()
                    && checkLambda(binding, lambda, types);
            if (!right && throwOnFailure) {
                throw binding.newValidationSignatureError();
            }
            return right;
        }

        private boolean checkLambda(SqlCallBinding binding, SqlLambda lambda, List<RelDataType> types) {
            SqlValidator validator = binding.getValidator();
            SqlLambdaScope scope = (SqlLambdaScope) validator.getLambdaScope(lambda);
            for (int i = 0; i < types.size(); i++) {
                scope.getParameterTypes().put(lambda.getParameters().get(i).toString(), types.get(i));
            }
            lambda.accept(new Forget(validator));
            validator.validateLambda(lambda);
            RelDataType type = Objects.requireNonNull(validator.getValidatedNodeType(lambda));
            return !predicate
                    || type instanceof FunctionSqlType function
                            && function.getReturnType().getSqlTypeName() == SqlTypeName.BOOLEAN;
        }

        @Override
        public SqlOperandCountRange getOperandCountRange() {
            return SqlOperandCountRanges.of(2);
        }

        @Override
        public String getAllowedSignatures(SqlOperator operator, String name) {
            return name + "(" + signature + ")";
        }
    }

    /** Makes the validator forget types, so that it derives them anew. */
    private static final class Forget extends SqlBasicVisitor<@Nullable Void> {
        private final SqlValidator validator;

        private Forget(SqlValidator validator) {
            this.validator = validator;
        }

        @Override
        public @Nullable Void visit(SqlIdentifier identifier) {
            validator.removeValidatedNodeType(identifier);
            return null;
        }

        @Override
        public @Nullable Void visit(SqlCall call) {
            validator.removeValidatedNodeType(call);
            return super.visit(call);
        }
    }
}
