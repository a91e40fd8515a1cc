package dev.millrace.compiler.validate;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.implicit.TypeCoercionImpl;

/** Implicit conversions: Calcite's, but what is compared with a UUID becomes one, not the UUID text. */
final class DialectTypeCoercion extends TypeCoercionImpl {
    DialectTypeCoercion(RelDataTypeFactory types, SqlValidator validator) {
        super(types, validator);
    }

    @Override
    public boolean binaryComparisonCoercion(SqlCallBinding binding) {
        boolean coerced = false;
        if (binding.getOperandCount() == 2 && (isUuid(binding, 0) || isUuid(binding, 1))) {
            for (int i = 0; i < 2; i++) {
                if (!isUuid(binding, i)) {
                    coerced |= coerceOperandType(
                            binding.getScope(), binding.getCall(), i, uuid(binding.getOperandType(i)));
                }
            }
        }
        return coerced || super.binaryComparisonCoercion(binding);
    }

    private static boolean isUuid(SqlCallBinding binding, int operand) {
        return binding.getOperandType(operand).getSqlTypeName() == SqlTypeName.UUID;
    }

    private RelDataType uuid(RelDataType operand) {
        return factory.createTypeWithNullability(factory.createSqlType(SqlTypeName.UUID), operand.isNullable());
    }
}
