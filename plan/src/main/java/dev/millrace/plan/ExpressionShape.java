package dev.millrace.plan;

import dev.millrace.plan.Expression.Call;
import dev.millrace.plan.Expression.Cast;
import dev.millrace.plan.Expression.Input;
import dev.millrace.plan.Expression.Literal;
import dev.millrace.plan.Expression.Logic;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.DateType;
import dev.millrace.types.SqlType.FloatingType;
import dev.millrace.types.SqlType.IntegerType;
import dev.millrace.types.SqlType.IntervalType;
import dev.millrace.types.SqlType.TextType;
import dev.millrace.types.SqlType.TimestampType;
import java.math.BigDecimal;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the form of an expression tells about its values. Where a form is not recognised nothing is claimed. */
public final class ExpressionShape {
    private static final int NONE = -1;

    private ExpressionShape() {}

    /** The column of which this is a one-to-one image (the column itself, or a cast that loses nothing), or −1. */
    static int injectiveColumn(Expression expression) {
        return switch (expression) {
            case Input input -> input.index();
            case Cast cast when lossless(cast.operand().type(), cast.type()) -> injectiveColumn(cast.operand());
            default -> NONE;
        };
    }

    /** Whether the value is the same for all rows: a literal, perhaps cast. */
    private static boolean isConstant(Expression expression) {
        return expression instanceof Literal || expression instanceof Cast cast && isConstant(cast.operand());
    }

    /** The column which, if it grows, never makes this less, or −1. NULL where the column is NULL. */
    public static int nondecreasingColumn(Expression expression) {
        return switch (expression) {
            case Input input -> input.index();
            case Cast cast when orderKept(cast.operand().type(), cast.type()) -> nondecreasingColumn(cast.operand());
            case Call call -> nondecreasingColumn(call);
            default -> NONE;
        };
    }

    private static int nondecreasingColumn(Call call) {
        List<Expression> operands = call.operands();
        return switch (call.function()) {
            case "FLOOR", "CEIL", "DATE_TRUNC", "TIMESTAMP_TRUNC", "TUMBLE_START", "TUMBLE_END" -> rounded(operands);
            case "+" -> operands.size() == 2 ? sum(operands.get(0), operands.get(1)) : NONE;
            case "-" -> operands.size() == 2 ? difference(operands.get(0), operands.get(1)) : NONE;
            default -> NONE;
        };
    }

    private static int rounded(List<Expression> operands) {
        boolean byUnit = operands.stream().skip(1).allMatch(ExpressionShape::isConstant);
        return operands.isEmpty() || !byUnit || !ordered(operands.getFirst().type())
                ? NONE
                : nondecreasingColumn(operands.getFirst());
    }

    private static int sum(Expression left, Expression right) {
        if (!ordered(left.type()) || !ordered(right.type())) {
            return NONE;
        }
        if (isConstant(right)) {
            return nondecreasingColumn(left);
        }
        return isConstant(left) ? nondecreasingColumn(right) : NONE;
    }

    private static int difference(Expression left, Expression right) {
        if (!ordered(left.type())) {
            return NONE;
        }
        if (isConstant(right)) {
            return nondecreasingColumn(left);
        }
        return right instanceof Call call && call.function().equals("MOD") && startOfWindow(left, call)
                ? nondecreasingColumn(left)
                : NONE;
    }

    /** Whether {@code left − mod} rounds {@code left} down to a multiple: {@code x − MOD(x − offset, size)}. */
    private static boolean startOfWindow(Expression left, Call mod) {
        return mod.operands().size() == 2
                && positive(mod.operands().get(1))
                && offsetStripped(mod.operands().get(0)).equals(left);
    }

    private static Expression offsetStripped(Expression expression) {
        boolean offset = expression instanceof Call call
                && (call.function().equals("-") || call.function().equals("+"))
                && call.operands().size() == 2
                && isConstant(call.operands().get(1));
        return offset ? expression.operands().getFirst() : expression;
    }

    private static boolean positive(Expression expression) {
        if (!(expression instanceof Literal literal)) {
            return false;
        }
        return literal.value() instanceof Long number && number > 0
                || literal.value() instanceof BigDecimal decimal && decimal.signum() > 0;
    }

    /** The columns that hold one value in all rows for which {@code condition} is true. */
    static SortedSet<Integer> constantColumns(Expression condition) {
        SortedSet<Integer> constants = new TreeSet<>();
        addConstants(condition, constants);
        return constants;
    }

    private static void addConstants(Expression condition, SortedSet<Integer> constants) {
        if (condition instanceof Logic logic && logic.and()) {
            logic.operands().forEach(operand -> addConstants(operand, constants));
        } else if (condition instanceof Call call) {
            int column = constantColumn(call);
            if (column != NONE) {
                constants.add(column);
            }
        }
    }

    private static int constantColumn(Call call) {
        List<Expression> operands = call.operands();
        if (call.function().equals("IS NULL") && operands.getFirst() instanceof Input input) {
            return input.index();
        }
        if (!call.function().equals("=") || operands.size() != 2) {
            return NONE;
        }
        return isConstant(operands.get(1))
                ? exactColumn(operands.get(0))
                : isConstant(operands.get(0)) ? exactColumn(operands.get(1)) : NONE;
    }

    /** The column behind an operand of {@code =}, if equal values of it are the same value. */
    private static int exactColumn(Expression operand) {
        int column = injectiveColumn(operand);
        return operand.type() instanceof FloatingType || fixedText(operand.type()) ? NONE : column;
    }

    private static boolean fixedText(SqlType type) {
        return type instanceof TextType text && text.fixed();
    }

    private static boolean lossless(SqlType from, SqlType to) {
        if (from.sameAs(to)) {
            return true;
        }
        return switch (from) {
            case IntegerType source -> to instanceof IntegerType target && widens(source, target);
            case TextType source ->
                to instanceof TextType target
                        && !source.fixed()
                        && !target.fixed()
                        && target.length() == TextType.UNLIMITED;
            case DateType _ -> to instanceof TimestampType target && !target.zoned();
            default -> false;
        };
    }

    private static boolean widens(IntegerType from, IntegerType to) {
        return from.signed() == to.signed() ? to.bits() >= from.bits() : to.signed() && to.bits() > from.bits();
    }

    private static boolean orderKept(SqlType from, SqlType to) {
        boolean truncated = from instanceof TimestampType source && !source.zoned() && to instanceof DateType;
        return truncated || ordered(from) && lossless(from, to);
    }

    /** Types whose sums with a constant keep the order, or fail. Text and floating point (NaN) are left out. */
    private static boolean ordered(SqlType type) {
        return switch (type) {
            case IntegerType _, DateType _, TimestampType _, IntervalType _, SqlType.DecimalType _ -> true;
            default -> false;
        };
    }
}
