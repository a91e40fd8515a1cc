package dev.millrace.compiler.optimize;

import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Call;
import dev.millrace.plan.Expression.Input;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Operator.JoinKind;
import dev.millrace.plan.Position;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType.BooleanType;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** Joins on any condition: equalities between the sides become keys, computed beforehand if they are not plain columns. */
public final class JoinBuilder {
    private static final String EQUAL = "=";
    private static final String NOT_DISTINCT = "IS NOT DISTINCT FROM";

    private final CircuitBuilder circuit;
    private final String relation;
    private final Position position;
    private final int left;
    private final int right;
    private final int width;
    private final List<Expression> leftColumns = new ArrayList<>();
    private final List<Expression> rightColumns = new ArrayList<>();
    private final List<Integer> leftKeys = new ArrayList<>();
    private final List<Integer> rightKeys = new ArrayList<>();
    private final List<Boolean> nullSafe = new ArrayList<>();
    private final List<Expression> residual = new ArrayList<>();

    /** Joins two nodes of {@code circuit} for the view {@code relation}. */
    public JoinBuilder(CircuitBuilder circuit, int left, int right, String relation, Position position) {
        this.circuit = circuit;
        this.relation = relation;
        this.position = position;
        this.left = left;
        this.right = right;
        this.width = circuit.schema(left).size();
    }

    /** Adds a condition over the columns of left then right. */
    public JoinBuilder on(Expression conjunct) {
        if (!key(conjunct)) {
            residual.add(conjunct);
        }
        return this;
    }

    /** The conditions that are not equalities between the sides. */
    public List<Expression> residual() {
        return residual;
    }

    /** The node of the join; its columns are those of left then right, or of left. */
    public int build(JoinKind kind) {
        int extendedLeft = circuit.append(left, leftColumns, relation, position);
        int extendedRight = circuit.append(right, rightColumns, relation, position);
        int start = width + leftColumns.size();
        Expression rest = Expressions.conjunction(residual);
        Expression moved = rest == null ? null : Expressions.renumber(rest, i -> i < width ? i : i - width + start);
        Operator join = new Operator.Join(kind, leftKeys, rightKeys, nullSafe, moved);
        return withoutKeys(join, kind, extendedLeft, extendedRight);
    }

    /** The node of an ASOF join by the times given, over the columns of left and right. */
    public int buildAsof(Expression leftTime, Expression rightTime) {
        int leftColumn = column(leftTime, circuit.schema(left), leftColumns);
        int rightColumn = column(Expressions.renumber(rightTime, i -> i - width), circuit.schema(right), rightColumns);
        int extendedLeft = circuit.append(left, leftColumns, relation, position);
        int extendedRight = circuit.append(right, rightColumns, relation, position);
        Operator join = new Operator.Asof(leftKeys, rightKeys, leftColumn, rightColumn);
        return withoutKeys(join, JoinKind.LEFT, extendedLeft, extendedRight);
    }

    private int withoutKeys(Operator join, JoinKind kind, int extendedLeft, int extendedRight) {
        Schema schema = outputSchema(kind, circuit.schema(extendedLeft), circuit.schema(extendedRight));
        int joined = circuit.add(join, List.of(extendedLeft, extendedRight), schema, relation, position);
        if (leftColumns.isEmpty() && rightColumns.isEmpty()) {
            return joined;
        }
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            kept.add(i);
        }
        int start = width + leftColumns.size();
        for (int i = 0; i < circuit.schema(right).size() && !leftOnly(kind); i++) {
            kept.add(start + i);
        }
        return circuit.select(joined, kept, relation, position);
    }

    private boolean key(Expression conjunct) {
        if (!(conjunct instanceof Call call) || !isEquality(call)) {
            return false;
        }
        Expression a = call.operands().get(0);
        Expression b = call.operands().get(1);
        boolean safe = call.function().equals(NOT_DISTINCT);
        if (isLeft(a) && isRight(b)) {
            addKey(a, b, safe);
            return true;
        }
        if (isLeft(b) && isRight(a)) {
            addKey(b, a, safe);
            return true;
        }
        return false;
    }

    /** Whether it is an equality of two values of one type. */
    static boolean isEquality(Expression expression) {
        return expression instanceof Call call
                && (call.function().equals(EQUAL) || call.function().equals(NOT_DISTINCT))
                && call.operands().get(0).type().sameAs(call.operands().get(1).type());
    }

    /** Whether it reads columns of the left, and only such. */
    public boolean isLeft(Expression e) {
        SortedSet<Integer> inputs = Expressions.inputs(e);
        return !inputs.isEmpty() && inputs.last() < width;
    }

    /** Whether it reads columns of the right, and only such. */
    public boolean isRight(Expression e) {
        SortedSet<Integer> inputs = Expressions.inputs(e);
        return !inputs.isEmpty() && inputs.first() >= width;
    }

    private void addKey(Expression leftKey, Expression rightKey, boolean safe) {
        int leftColumn = column(leftKey, circuit.schema(left), leftColumns);
        int rightColumn = column(Expressions.renumber(rightKey, i -> i - width), circuit.schema(right), rightColumns);
        for (int i = 0; i < leftKeys.size(); i++) {
            if (leftKeys.get(i) == leftColumn && rightKeys.get(i) == rightColumn) {
                nullSafe.set(i, nullSafe.get(i) && safe);
                return;
            }
        }
        leftKeys.add(leftColumn);
        rightKeys.add(rightColumn);
        nullSafe.add(safe);
    }

    private static int column(Expression e, Schema schema, List<Expression> extra) {
        if (e instanceof Input input) {
            return input.index();
        }
        int known = extra.indexOf(e);
        if (known >= 0) {
            return schema.size() + known;
        }
        extra.add(e);
        return schema.size() + extra.size() - 1;
    }

    static boolean leftOnly(JoinKind kind) {
        return kind == JoinKind.SEMI || kind == JoinKind.ANTI;
    }

    /** The columns of a join. */
    public static Schema outputSchema(JoinKind kind, Schema left, Schema right) {
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

    /** All conditions of a join as one list over the columns of left then right. */
    static List<Expression> conditions(Operator.Join join, Schema left, Schema right) {
        List<Expression> conditions = new ArrayList<>();
        for (int i = 0; i < join.leftKeys().size(); i++) {
            int a = join.leftKeys().get(i);
            int b = join.rightKeys().get(i);
            boolean safe = join.nullSafe().get(i);
            Expression x = new Input(a, left.type(a));
            Expression y = new Input(left.size() + b, right.type(b));
            boolean nullable = !safe && (x.type().nullable() || y.type().nullable());
            conditions.add(
                    new Call(safe ? NOT_DISTINCT : EQUAL, List.of(x, y), new BooleanType(nullable), Position.NONE));
        }
        conditions.addAll(Expressions.conjuncts(join.residual()));
        return conditions;
    }
}
