package dev.millrace.compiler.convert;

import dev.millrace.compiler.optimize.Expressions;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Call;
import dev.millrace.plan.Expression.Input;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Operator.JoinKind;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.apache.calcite.rel.core.AsofJoin;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.jspecify.annotations.Nullable;

/** Joins: equalities between the sides become keys, computed beforehand if they are not plain columns. */
final class JoinTranslator {
    private final RelTranslator translator;
    private final List<Expression> leftColumns = new ArrayList<>();
    private final List<Expression> rightColumns = new ArrayList<>();
    private final List<Integer> leftKeys = new ArrayList<>();
    private final List<Integer> rightKeys = new ArrayList<>();
    private final List<Boolean> nullSafe = new ArrayList<>();
    private final List<Expression> residual = new ArrayList<>();

    JoinTranslator(RelTranslator translator) {
        this.translator = translator;
    }

    int join(Join rel) {
        int left = translator.translate(rel.getLeft());
        int right = translator.translate(rel.getRight());
        Schema both = schema(left).concat(schema(right));
        Expression condition =
                new ExpressionTranslator(translator.rex, both).translate(rel.getCondition());
        return join(kind(rel.getJoinType()), left, right, condition);
    }

    /** The join of two nodes on any condition over the columns of both. */
    int join(JoinKind kind, int left, int right, @Nullable Expression condition) {
        List<Expression> conjuncts = Expressions.conjuncts(condition);
        List<Expression> timed = conjuncts.stream()
                .filter(e -> Expressions.anyMatch(e, RelTranslator::isNow))
                .toList();
        if (!timed.isEmpty() && kind != JoinKind.INNER) {
            throw translator.unsupported("NOW() in the condition of this join", null);
        }
        int width = schema(left).size();
        conjuncts.stream().filter(e -> !timed.contains(e)).forEach(e -> place(e, left, right));
        int joined = build(kind, left, right, width);
        Expression later = Expressions.conjunction(timed);
        if (later == null) {
            return joined;
        }
        return translator.filter(joined, later);
    }

    private int build(JoinKind kind, int left, int right, int width) {
        int extendedLeft = translator.append(left, leftColumns);
        int extendedRight = translator.append(right, rightColumns);
        int rightWidth = schema(right).size();
        int rightStart = width + leftColumns.size();
        Expression rest = Expressions.conjunction(residual);
        Expression moved = rest == null
                ? null
                : Expressions.renumber(rest, i -> i < width ? i : i - width + rightStart);
        Schema schema = outputSchema(kind, schema(extendedLeft), schema(extendedRight));
        int joined = translator.add(
                new Operator.Join(kind, leftKeys, rightKeys, nullSafe, moved),
                List.of(extendedLeft, extendedRight),
                schema);
        if (leftColumns.isEmpty() && rightColumns.isEmpty()) {
            return joined;
        }
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            kept.add(i);
        }
        for (int i = 0; i < rightWidth && kind != JoinKind.SEMI && kind != JoinKind.ANTI; i++) {
            kept.add(rightStart + i);
        }
        return translator.select(joined, kept, schema.select(kept));
    }

    /** Makes a key of an equality between the sides, else a part of the residual. */
    private void place(Expression conjunct, int left, int right) {
        int width = schema(left).size();
        if (conjunct instanceof Call call && isEquality(call)) {
            Expression a = call.operands().get(0);
            Expression b = call.operands().get(1);
            boolean safe = call.function().equals("IS NOT DISTINCT FROM");
            if (isLeft(a, width) && isRight(b, width)) {
                key(a, b, safe, left, right);
                return;
            }
            if (isLeft(b, width) && isRight(a, width)) {
                key(b, a, safe, left, right);
                return;
            }
        }
        residual.add(conjunct);
    }

    private static boolean isEquality(Call call) {
        return (call.function().equals("=") || call.function().equals("IS NOT DISTINCT FROM"))
                && call.operands().get(0).type().sameAs(call.operands().get(1).type());
    }

    private static boolean isLeft(Expression e, int width) {
        SortedSet<Integer> inputs = Expressions.inputs(e);
        return !inputs.isEmpty() && inputs.last() < width;
    }

    private static boolean isRight(Expression e, int width) {
        SortedSet<Integer> inputs = Expressions.inputs(e);
        return !inputs.isEmpty() && inputs.first() >= width;
    }

    private void key(Expression left, Expression right, boolean safe, int leftNode, int rightNode) {
        int width = schema(leftNode).size();
        leftKeys.add(column(left, schema(leftNode), leftColumns));
        rightKeys.add(column(Expressions.renumber(right, i -> i - width), schema(rightNode), rightColumns));
        nullSafe.add(safe);
    }

    private static int column(Expression e, Schema schema, List<Expression> extra) {
        if (e instanceof Input input) {
            return input.index();
        }
        extra.add(e);
        return schema.size() + extra.size() - 1;
    }

    static Schema outputSchema(JoinKind kind, Schema left, Schema right) {
        return switch (kind) {
            case SEMI, ANTI -> left;
            case INNER -> left.concat(right);
            case LEFT -> left.concat(nullable(right));
            case RIGHT -> nullable(left).concat(right);
            case FULL -> nullable(left).concat(nullable(right));
        };
    }

    private static Schema nullable(Schema schema) {
        return new Schema(schema.fields().stream()
                .map(f -> new Field(f.name(), f.type().withNullable(true)))
                .toList());
    }

    private JoinKind kind(JoinRelType type) {
        return switch (type) {
            case INNER -> JoinKind.INNER;
            case LEFT -> JoinKind.LEFT;
            case RIGHT -> JoinKind.RIGHT;
            case FULL -> JoinKind.FULL;
            case SEMI -> JoinKind.SEMI;
            case ANTI -> JoinKind.ANTI;
            default -> throw translator.unsupported("a " + type + " join", null);
        };
    }

    /** An ASOF join: the time of the right is the greatest that is not after that of the left. */
    int asof(AsofJoin rel) {
        if (rel.getJoinType() != JoinRelType.LEFT_ASOF) {
            throw translator.unsupported("an ASOF join that is not LEFT", null);
        }
        int left = translator.translate(rel.getLeft());
        int right = translator.translate(rel.getRight());
        int width = schema(left).size();
        ExpressionTranslator expressions =
                new ExpressionTranslator(translator.rex, schema(left).concat(schema(right)));
        Expressions.conjuncts(expressions.translate(rel.getCondition())).forEach(e -> place(e, left, right));
        Expression match = expressions.translate(rel.getMatchCondition());
        if (!residual.isEmpty() || !(match instanceof Call call) || call.operands().size() != 2) {
            throw translator.unsupported("this condition of an ASOF join", null);
        }
        boolean flipped = isRight(call.operands().get(0), width);
        String comparison = call.function();
        if (!comparison.equals(flipped ? "<=" : ">=")) {
            throw translator.unsupported("MATCH_CONDITION other than left >= right", null);
        }
        Expression leftTime = call.operands().get(flipped ? 1 : 0);
        Expression rightTime = call.operands().get(flipped ? 0 : 1);
        int leftColumn = column(leftTime, schema(left), leftColumns);
        int rightColumn =
                column(Expressions.renumber(rightTime, i -> i - width), schema(right), rightColumns);
        return buildAsof(left, right, leftColumn, rightColumn);
    }

    private int buildAsof(int left, int right, int leftTime, int rightTime) {
        int extendedLeft = translator.append(left, leftColumns);
        int extendedRight = translator.append(right, rightColumns);
        Schema schema = outputSchema(JoinKind.LEFT, schema(extendedLeft), schema(extendedRight));
        int joined = translator.add(
                new Operator.Asof(leftKeys, rightKeys, leftTime, rightTime),
                List.of(extendedLeft, extendedRight),
                schema);
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < schema(left).size(); i++) {
            kept.add(i);
        }
        for (int i = 0; i < schema(right).size(); i++) {
            kept.add(schema(extendedLeft).size() + i);
        }
        return translator.select(joined, kept, schema.select(kept));
    }

    private Schema schema(int node) {
        return translator.circuit.schema(node);
    }
}
