package dev.millrace.compiler.validate;

import dev.millrace.types.SqlType.DecimalType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeName;

/** Sizes of types and result types of aggregates in our dialect. */
final class DialectTypeSystem extends RelDataTypeSystemImpl {
    static final int TIME_PRECISION = 9;
    static final int TIMESTAMP_PRECISION = 6;
    private static final int VARIABLE_LENGTH_MAX = Integer.MAX_VALUE;

    @Override
    public int getMaxPrecision(SqlTypeName typeName) {
        return switch (typeName) {
            case DECIMAL -> DecimalType.PRECISION_MAX;
            case TIME, TIME_WITH_LOCAL_TIME_ZONE, TIME_TZ -> TIME_PRECISION;
            case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE, TIMESTAMP_TZ -> TIMESTAMP_PRECISION;
            case CHAR, VARCHAR, BINARY, VARBINARY -> VARIABLE_LENGTH_MAX;
            default -> super.getMaxPrecision(typeName);
        };
    }

    @Override
    public int getMaxScale(SqlTypeName typeName) {
        return typeName == SqlTypeName.DECIMAL ? DecimalType.PRECISION_MAX : super.getMaxScale(typeName);
    }

    @Override
    public int getDefaultPrecision(SqlTypeName typeName) {
        return switch (typeName) {
            case DECIMAL -> DecimalType.PRECISION_MAX;
            case UBIGINT -> 20;
            case TIME, TIME_WITH_LOCAL_TIME_ZONE, TIME_TZ -> TIME_PRECISION;
            case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE, TIMESTAMP_TZ -> TIMESTAMP_PRECISION;
            default -> super.getDefaultPrecision(typeName);
        };
    }

    @Override
    public RelDataType deriveSumType(RelDataTypeFactory typeFactory, RelDataType argumentType) {
        if (argumentType.getSqlTypeName() == SqlTypeName.DECIMAL) {
            RelDataType widest =
                    typeFactory.createSqlType(SqlTypeName.DECIMAL, DecimalType.PRECISION_MAX, argumentType.getScale());
            return typeFactory.createTypeWithNullability(widest, argumentType.isNullable());
        }
        return argumentType;
    }

    @Override
    public boolean shouldConvertRaggedUnionTypesToVarying() {
        return true;
    }

    @Override
    public boolean mapKeysCanBeNullable() {
        return false;
    }
}
