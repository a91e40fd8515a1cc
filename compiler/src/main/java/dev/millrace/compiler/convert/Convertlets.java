package dev.millrace.compiler.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.SqlWindowTableFunction;
import org.apache.calcite.sql.fun.SqlBetweenOperator;
import org.apache.calcite.sql.fun.SqlCaseOperator;
import org.apache.calcite.sql.fun.SqlDatetimeSubtractionOperator;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlLiteralChainOperator;
import org.apache.calcite.sql.fun.SqlMultisetQueryConstructor;
import org.apache.calcite.sql.fun.SqlOverlapsOperator;
import org.apache.calcite.sql.fun.SqlQuantifyOperator;
import org.apache.calcite.sql.fun.SqlRowOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.StandardConvertletTable;
import org.jspecify.annotations.Nullable;

/** How calls become row expressions: as they are, except where Calcite's expansion is what we want. */
final class Convertlets implements SqlRexConvertletTable {
    private static final Set<SqlOperator> EXPANDED = Set.of(
            SqlStdOperatorTable.AS,
            SqlStdOperatorTable.DOT,
            SqlStdOperatorTable.ITEM,
            SqlStdOperatorTable.COLON,
            SqlStdOperatorTable.IS_UNKNOWN,
            SqlStdOperatorTable.IS_NOT_UNKNOWN,
            SqlStdOperatorTable.NOT_LIKE,
            SqlLibraryOperators.NOT_ILIKE,
            SqlLibraryOperators.NOT_RLIKE,
            SqlStdOperatorTable.UNARY_PLUS,
            SqlStdOperatorTable.INTERVAL,
            SqlStdOperatorTable.PERCENT_REMAINDER,
            SqlLibraryOperators.NULL_SAFE_EQUAL,
            SqlLibraryOperators.IF,
            SqlLibraryOperators.IFNULL,
            SqlLibraryOperators.NVL,
            SqlLibraryOperators.NVL2,
            SqlLibraryOperators.DECODE);

    @Override
    public @Nullable SqlRexConvertlet get(SqlCall call) {
        SqlOperator operator = call.getOperator();
        if (isCast(call)) {
            return Convertlets::convertCast;
        }
        if (operator instanceof SqlDatetimeSubtractionOperator) {
            return Convertlets::convertDifference;
        }
        boolean expanded = EXPANDED.contains(operator)
                || operator instanceof SqlCaseOperator
                || operator instanceof SqlBetweenOperator
                || operator instanceof SqlRowOperator
                || operator instanceof SqlOverlapsOperator
                || operator instanceof SqlQuantifyOperator
                || operator instanceof SqlLiteralChainOperator
                || operator instanceof SqlMultisetQueryConstructor
                || operator instanceof SqlWindowTableFunction;
        return expanded ? StandardConvertletTable.INSTANCE.get(call) : Convertlets::convertPlain;
    }

    private static boolean isCast(SqlCall call) {
        return (call.getKind() == SqlKind.CAST || call.getKind() == SqlKind.SAFE_CAST)
                && call.getOperandList().size() >= 2;
    }

    private static RexNode convertCast(SqlRexContext context, SqlCall call) {
        RexBuilder rex = context.getRexBuilder();
        SqlNode operand = call.operand(0);
        RelDataType type = castType(context, call);
        if (SqlUtil.isNullLiteral(operand, false)) {
            return rex.makeNullLiteral(context.getTypeFactory().createTypeWithNullability(type, true));
        }
        boolean safe = call.getKind() == SqlKind.SAFE_CAST;
        return rex.makeAbstractCast(call.getParserPosition(), type, context.convertExpression(operand), safe);
    }

    /** The validator does not know the casts that it adds itself, such as those that make the columns of a UNION alike. */
    private static RelDataType castType(SqlRexContext context, SqlCall call) {
        RelDataType known = context.getValidator().getValidatedNodeTypeIfKnown(call);
        if (known != null) {
            return known;
        }
        RelDataType type = ((SqlDataTypeSpec) call.operand(1)).deriveType(context.getValidator());
        boolean nullable = context.convertExpression(call.operand(0)).getType().isNullable();
        return context.getTypeFactory().createTypeWithNullability(type, nullable);
    }

    /** (a − b) UNIT: the unit is in the type. */
    private static RexNode convertDifference(SqlRexContext context, SqlCall call) {
        List<RexNode> operands =
                List.of(context.convertExpression(call.operand(0)), context.convertExpression(call.operand(1)));
        return context.getRexBuilder()
                .makeCall(
                        call.getParserPosition(),
                        context.getValidator().getValidatedNodeType(call),
                        SqlStdOperatorTable.MINUS,
                        operands);
    }

    private static RexNode convertPlain(SqlRexContext context, SqlCall call) {
        List<RexNode> operands = new ArrayList<>();
        for (SqlNode operand : call.getOperandList()) {
            if (operand instanceof SqlIdentifier identifier && identifier.isStar()) {
                continue;
            }
            if (operand instanceof SqlNodeList list) {
                list.forEach(e -> operands.add(context.convertExpression(e)));
            } else if (!isStar(operand)) {
                operands.add(convertOperand(context, operand));
            }
        }
        RexBuilder rex = context.getRexBuilder();
        RelDataType known = context.getValidator().getValidatedNodeTypeIfKnown(call);
        RelDataType type = known != null ? known : rex.deriveReturnType(call.getOperator(), operands);
        return rex.makeCall(call.getParserPosition(), type, call.getOperator(), flat(call, operands));
    }

    /** Calcite insists that an OR in a condition has no OR as operand, nor an AND an AND. */
    private static List<RexNode> flat(SqlCall call, List<RexNode> operands) {
        boolean logic = call.getKind() == SqlKind.AND || call.getKind() == SqlKind.OR;
        return logic ? RexUtil.flatten(operands, call.getOperator()) : operands;
    }

    /** COUNT(*) over a window: a count without operands. */
    private static boolean isStar(SqlNode operand) {
        return operand instanceof SqlIdentifier name && name.isStar();
    }

    private static RexNode convertOperand(SqlRexContext context, SqlNode operand) {
        if (operand instanceof SqlIntervalQualifier unit) {
            String name = unit.timeFrameName != null
                    ? unit.timeFrameName
                    : unit.getUnit().name();
            return context.getRexBuilder().makeLiteral(name);
        }
        return context.convertExpression(operand);
    }
}
