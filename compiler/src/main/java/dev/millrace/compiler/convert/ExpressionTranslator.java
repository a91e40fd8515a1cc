package dev.millrace.compiler.convert;

import dev.millrace.compiler.diagnostic.MistakeException;
import dev.millrace.compiler.optimize.ConstantFolding;
import dev.millrace.compiler.optimize.Expressions;
import dev.millrace.compiler.validate.TypeMapping;
import dev.millrace.compiler.validate.UnsupportedFeatureException;
import dev.millrace.compiler.validate.UserFunction;
import dev.millrace.functions.ScalarFunctions;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Branch;
import dev.millrace.plan.Expression.Call;
import dev.millrace.plan.Expression.Case;
import dev.millrace.plan.Expression.Cast;
import dev.millrace.plan.Expression.Input;
import dev.millrace.plan.Expression.Lambda;
import dev.millrace.plan.Expression.Literal;
import dev.millrace.plan.Expression.Logic;
import dev.millrace.plan.Expression.Parameter;
import dev.millrace.plan.Position;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.ArrayType;
import dev.millrace.types.SqlType.IntegerType;
import dev.millrace.types.SqlType.MapType;
import dev.millrace.types.SqlType.NullType;
import dev.millrace.types.SqlType.RowType;
import dev.millrace.types.SqlType.TextType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLambda;
import org.apache.calcite.rex.RexLambdaRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlInternalOperators;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Calcite's row expressions as the plan's, with every implicit conversion written down. */
final class ExpressionTranslator {
    /** The call that stands for the current time; replaced by a column before the plan is complete. */
    static final String NOW = "NOW";

    private static final Set<String> NO_ROUNDING = Set.of("DOW", "ISODOW", "DOY", "EPOCH");

    private final RexBuilder rex;
    private final Schema input;
    private final @Nullable Correlation correlation;
    private final int offset;
    private final Function<RexOver, @Nullable Expression> windows;

    /** The fields of the variable {@code variable} are the columns from 0 on. */
    record Correlation(CorrelationId variable) {}

    /** For expressions over rows of {@code input}. */
    ExpressionTranslator(RexBuilder rex, Schema input) {
        this(rex, input, null, 0);
    }

    /** For expressions over rows of {@code input} that already has the columns of window functions. */
    ExpressionTranslator(RexBuilder rex, Schema input, Function<RexOver, @Nullable Expression> windows) {
        this(rex, input, null, 0, windows);
    }

    /** For expressions whose columns start at {@code offset} of {@code input}, and whose variable is the row itself. */
    ExpressionTranslator(RexBuilder rex, Schema input, @Nullable Correlation correlation, int offset) {
        this(rex, input, correlation, offset, over -> null);
    }

    private ExpressionTranslator(
            RexBuilder rex,
            Schema input,
            @Nullable Correlation correlation,
            int offset,
            Function<RexOver, @Nullable Expression> windows) {
        this.windows = windows;
        this.rex = rex;
        this.input = input;
        this.correlation = correlation;
        this.offset = offset;
    }

    List<Expression> translate(List<? extends RexNode> nodes) {
        return nodes.stream().map(this::translate).toList();
    }

    Expression translate(RexNode node) {
        return switch (node) {
            case RexInputRef e -> column(offset + e.getIndex());
            case RexLiteral e -> Literals.convert(e, literalType(e));
            case RexLambda e -> lambda(e);
            case RexLambdaRef e -> new Parameter(e.getIndex(), type(e));
            case RexFieldAccess e -> access(e);
            case RexOver e -> over(e);
            case RexCall e -> call(e);
            default -> throw new UnsupportedFeatureException(node.getKind() + " in this place", null);
        };
    }

    private Input column(int index) {
        return new Input(index, input.type(index));
    }

    private Expression access(RexFieldAccess access) {
        if (access.getReferenceExpr() instanceof RexCorrelVariable variable) {
            if (correlation == null || !variable.id.equals(correlation.variable())) {
                throw new UnsupportedFeatureException("this correlated subquery", null);
            }
            return column(access.getField().getIndex());
        }
        Expression row = translate(access.getReferenceExpr());
        return field(row, access.getField().getIndex(), type(access), Position.NONE);
    }

    private static SqlType type(RexNode node) {
        return TypeMapping.fromCalcite(node.getType());
    }

    private static SqlType literalType(RexLiteral literal) {
        if (literal.getTypeName() == SqlTypeName.SYMBOL) {
            return new TextType(false, TextType.UNLIMITED, false);
        }
        return type(literal);
    }

    private Expression lambda(RexLambda lambda) {
        return new Lambda(
                lambda.getParameters().stream().map(ExpressionTranslator::type).toList(),
                translate(lambda.getExpression()));
    }

    private static Expression field(Expression row, int index, SqlType type, Position position) {
        return new Call(
                "FIELD", List.of(row, new Literal((long) index, new IntegerType(32, true, false))), type, position);
    }

    private Expression over(RexOver over) {
        Expression column = windows.apply(over);
        if (column == null) {
            throw new UnsupportedFeatureException(
                    "a window function in this place", Positions.of(over.getParserPosition()));
        }
        return column;
    }

    private Expression call(RexCall call) {
        Position position = Positions.of(call.getParserPosition());
        SqlType type = TypeMapping.fromCalcite(call.getType());
        return switch (call.getKind()) {
            case AND -> logic(true, call, type);
            case OR -> logic(false, call, type);
            case CASE ->
                WindowTranslator.isGuardedSum(call) ? translate(WindowTranslator.sum(call)) : choice(call, type);
            case CAST -> cast(translate(call.operands.get(0)), type, false, position);
            case SAFE_CAST -> cast(translate(call.operands.get(0)), type, true, position);
            case REINTERPRET -> cast(translate(call.operands.get(0)), type, false, position);
            case SEARCH -> translate(RexUtil.expandSearch(rex, null, call));
            case EQUALS,
                    NOT_EQUALS,
                    LESS_THAN,
                    LESS_THAN_OR_EQUAL,
                    GREATER_THAN,
                    GREATER_THAN_OR_EQUAL,
                    IS_DISTINCT_FROM,
                    IS_NOT_DISTINCT_FROM -> new Call(name(call), comparable(call), type, position);
            case MINUS_PREFIX -> new Call("NEGATE", translate(call.operands), type, position);
            case ROW -> new Call("ROW", convertAll(call, fieldTypes(type)), type, position);
            case ARRAY_VALUE_CONSTRUCTOR ->
                new Call("ARRAY", convertAll(call, elementTypes(call, type)), type, position);
            case MAP_VALUE_CONSTRUCTOR -> new Call("MAP", convertAll(call, entryTypes(call, type)), type, position);
            case ITEM -> item(call, type, position);
            default -> function(call, type, position);
        };
    }

    private Expression function(RexCall call, SqlType type, Position position) {
        SqlOperator operator = call.getOperator();
        if (operator instanceof UserFunction.Operator user) {
            return inline(user.function(), translate(call.operands), position);
        }
        if (operator == SqlInternalOperators.CAST_NOT_NULL) {
            return translate(call.operands.getFirst());
        }
        if (operator.getKind() == SqlKind.DEFAULT) {
            return new Literal(null, new NullType());
        }
        if (type instanceof RowType && !ScalarFunctions.isKnown(name(call))) {
            return new Call("ROW", convertAll(call, fieldTypes(type)), type, position);
        }
        if (name(call).equals("DATE") && call.operands.size() == 1) {
            return cast(translate(call.operands.getFirst()), type, false, position);
        }
        List<Expression> operands = translate(call.operands);
        checkUnit(name(call), operands, position);
        return new Call(name(call), operands, type, position);
    }

    /** Days of the week and of the year are numbers, which nothing can be rounded to. */
    private static void checkUnit(String name, List<Expression> operands, Position position) {
        if ((name.equals("FLOOR") || name.equals("CEIL"))
                && operands.size() == 2
                && operands.get(1) instanceof Literal unit
                && NO_ROUNDING.contains(unit.value())) {
            throw new MistakeException(
                    "InvalidStatement", position, "'" + name + "' is not defined for the unit " + unit.value());
        }
    }

    private static String name(RexCall call) {
        String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
        return switch (name) {
            case "$TUMBLE" -> "TUMBLE_START";
            case "DATE_ADD" -> "+";
            case "DATE_SUB" -> "-";
            default -> name;
        };
    }

    private Expression logic(boolean and, RexCall call, SqlType type) {
        return new Logic(and, translate(call.operands), type);
    }

    private Expression choice(RexCall call, SqlType type) {
        List<Branch> branches = new ArrayList<>();
        int last = call.operands.size() - 1;
        for (int i = 0; i < last; i += 2) {
            branches.add(new Branch(translate(call.operands.get(i)), convert(call.operands.get(i + 1), type)));
        }
        return new Case(branches, convert(call.operands.get(last), type), type);
    }

    private Expression item(RexCall call, SqlType type, Position position) {
        Expression collection = translate(call.operands.get(0));
        Expression index = translate(call.operands.get(1));
        if (collection.type() instanceof RowType row && index instanceof Literal literal) {
            if (literal.value() instanceof Long number) {
                return field(collection, Math.toIntExact(number - 1), type, position);
            }
            for (int i = 0; i < row.fields().size(); i++) {
                if (row.fields().get(i).name().equals(literal.value())) {
                    return field(collection, i, type, position);
                }
            }
        }
        if (collection.type() instanceof MapType map) {
            index = convert(index, map.key().withNullable(index.type().nullable()));
        }
        return new Call("ITEM", List.of(collection, index), type, position);
    }

    private static Expression inline(UserFunction function, List<Expression> arguments, Position position) {
        List<Expression> converted = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            converted.add(cast(arguments.get(i), function.parameters().get(i).type(), false, position));
        }
        return Expressions.inline(function.body(), converted);
    }

    /** Both operands of a comparison in a type that both have. */
    private List<Expression> comparable(RexCall call) {
        checkComparable(call);
        RelDataType common = rex.getTypeFactory()
                .leastRestrictive(call.operands.stream().map(RexNode::getType).toList());
        if (common == null) {
            return translate(call.operands);
        }
        SqlType type = padded(call, TypeMapping.fromCalcite(common));
        return call.operands.stream()
                .map(o -> {
                    Expression e = translate(o);
                    return convert(e, type.withNullable(e.type().nullable()));
                })
                .toList();
    }

    /** CHARs of different lengths are compared as the longer one, rather than as VARCHAR. */
    private static SqlType padded(RexCall call, SqlType common) {
        int length = 0;
        for (RexNode operand : call.operands) {
            if (operand.getType().getSqlTypeName() != SqlTypeName.CHAR) {
                return common;
            }
            length = Math.max(length, operand.getType().getPrecision());
        }
        return new TextType(true, length, common.nullable());
    }

    private static void checkComparable(RexCall call) {
        boolean equality = call.getKind() == SqlKind.EQUALS || call.getKind() == SqlKind.NOT_EQUALS;
        if (equality && call.operands.stream().anyMatch(o -> o.getType().isStruct())) {
            throw new MistakeException(
                    "InvalidStatement",
                    Positions.of(call.getParserPosition()),
                    "ROW values cannot be compared using '" + name(call) + "'; use IS [NOT] DISTINCT FROM");
        }
        RelDataType left = call.operands.get(0).getType();
        RelDataType right = call.operands.get(1).getType();
        if (left.getSqlTypeName() == SqlTypeName.TIMESTAMP && right.getSqlTypeName() == SqlTypeName.TIMESTAMP_TZ
                || left.getSqlTypeName() == SqlTypeName.TIMESTAMP_TZ
                        && right.getSqlTypeName() == SqlTypeName.TIMESTAMP) {
            throw new MistakeException(
                    "InvalidStatement",
                    Positions.of(call.getParserPosition()),
                    "TIMESTAMP and TIMESTAMP WITH TIME ZONE cannot be compared; cast one of them");
        }
    }

    private List<Expression> convertAll(RexCall call, List<SqlType> types) {
        List<Expression> converted = new ArrayList<>();
        for (int i = 0; i < call.operands.size(); i++) {
            converted.add(convert(call.operands.get(i), types.get(i)));
        }
        return converted;
    }

    private static List<SqlType> fieldTypes(SqlType row) {
        return ((RowType) row).fields().stream().map(f -> f.type()).toList();
    }

    private static List<SqlType> elementTypes(RexCall call, SqlType array) {
        return java.util.Collections.nCopies(call.operands.size(), ((ArrayType) array).element());
    }

    private static List<SqlType> entryTypes(RexCall call, SqlType map) {
        List<SqlType> types = new ArrayList<>();
        for (int i = 0; i < call.operands.size(); i += 2) {
            types.add(((MapType) map).key());
            types.add(((MapType) map).value());
        }
        return types;
    }

    private Expression convert(RexNode node, SqlType type) {
        return convert(translate(node), type);
    }

    /** {@code expression} in the given type; it may stay without NULLs where the type allows them. */
    static Expression convert(Expression expression, SqlType type) {
        if (expression.type().sameAs(type)) {
            return expression;
        }
        Expression literal =
                text(expression, type.withNullable(expression.type().nullable()));
        return literal != null
                ? literal
                : cast(expression, type.withNullable(expression.type().nullable()), false, position(expression));
    }

    /** A text literal takes another text type as it is written: blanks at its end stay. */
    private static @Nullable Expression text(Expression expression, SqlType type) {
        return expression instanceof Literal literal
                        && literal.value() != null
                        && literal.type() instanceof TextType
                        && type instanceof TextType
                ? ConstantFolding.cast(literal, type)
                : null;
    }

    /** A cast, left out where it changes nothing and done at once for NULL. */
    static Expression cast(Expression operand, SqlType type, boolean safe, Position position) {
        if (operand.type().equals(type)) {
            return operand;
        }
        if (operand instanceof Literal literal && literal.value() == null) {
            return new Literal(null, type.withNullable(true));
        }
        SqlType result = operand.type().nullable() ? type.withNullable(true) : type;
        boolean widens = operand.type().sameAs(result)
                && (result.nullable() || !operand.type().nullable());
        if (widens) {
            return operand;
        }
        return new Cast(operand, result, safe, position);
    }

    /** {@code expression} as a value of exactly {@code type}; a NULL where none is allowed fails when it is evaluated. */
    static Expression assign(Expression expression, SqlType type) {
        if (expression.type().equals(type)) {
            return expression;
        }
        if (expression instanceof Literal literal && literal.value() == null && type.nullable()) {
            return new Literal(null, type);
        }
        Expression literal = text(expression, type);
        return literal != null ? literal : new Cast(expression, type, false, position(expression));
    }

    static Position position(Expression expression) {
        return switch (expression) {
            case Call e -> e.position();
            case Cast e -> e.position();
            default -> Position.NONE;
        };
    }
}
