package dev.millrace.compiler.validate;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.fun.SqlLeadLagAggFunction;

/** LAG and LEAD, which Calcite takes to be NOT NULL if their default is, though the column itself may be NULL. */
final class ShiftFunction extends SqlLeadLagAggFunction {
    ShiftFunction(SqlKind kind) {
        super(kind);
    }

    @Override
    public RelDataType inferReturnType(SqlOperatorBinding call) {
        RelDataType type = super.inferReturnType(call);
        boolean nullable = type.isNullable() || call.getOperandType(0).isNullable();
        return call.getTypeFactory().createTypeWithNullability(type, nullable);
    }
}
