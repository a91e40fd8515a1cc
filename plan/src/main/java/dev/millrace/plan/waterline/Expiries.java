package dev.millrace.plan.waterline;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Call;
import dev.millrace.plan.Expression.Input;
import dev.millrace.plan.Expression.Logic;
import dev.millrace.plan.ExpressionShape;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator.Aggregate;
import dev.millrace.plan.Operator.Asof;
import dev.millrace.plan.Operator.Constant;
import dev.millrace.plan.Operator.Distinct;
import dev.millrace.plan.Operator.Except;
import dev.millrace.plan.Operator.Filter;
import dev.millrace.plan.Operator.Hop;
import dev.millrace.plan.Operator.Intersect;
import dev.millrace.plan.Operator.Join;
import dev.millrace.plan.Operator.JoinKind;
import dev.millrace.plan.Operator.Lateness;
import dev.millrace.plan.Operator.Negate;
import dev.millrace.plan.Operator.Project;
import dev.millrace.plan.Operator.Recompute;
import dev.millrace.plan.Operator.SortKey;
import dev.millrace.plan.Operator.Source;
import dev.millrace.plan.Operator.TopK;
import dev.millrace.plan.Operator.Union;
import dev.millrace.plan.Operator.Unnest;
import dev.millrace.plan.Operator.Upsert;
import dev.millrace.plan.Operator.Window;
import dev.millrace.plan.waterline.Origin.Image;
import dev.millrace.plan.waterline.Origin.Least;
import dev.millrace.plan.waterline.Origin.Less;
import dev.millrace.plan.waterline.Origin.Of;
import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Infers what nodes may give up.
 *
 * <p>A group, partition or row of a set goes when its own waterline has passed it: no change can come to it any more. A row of a
 * join's side is there to be met by changes of the other side; it goes when those that are still to come cannot have its key, or
 * cannot pass the residual condition. Its own removal does not need it: that meets the other side.
 */
public final class Expiries {
    private final Circuit circuit;
    private final Node node;
    private final List<Expiry> found = new ArrayList<>();

    private Expiries(Circuit circuit, Node node) {
        this.circuit = circuit;
        this.node = node;
    }

    /** All that hold of a node; each by itself suffices to give a row up. */
    public static List<Expiry> of(Circuit circuit, Node node) {
        Expiries expiries = new Expiries(circuit, node);
        expiries.find();
        return List.copyOf(expiries.found);
    }

    private void find() {
        switch (node.operator()) {
            case Source _, Constant _, Recompute _, Upsert _, Lateness _ -> {}
            case Filter _, Project _, Unnest _, Hop _, Union _, Negate _ -> {}
            case Aggregate aggregate -> own(aggregate.keys());
            case Distinct _ -> own(input(0).properties().monotone());
            case TopK topK -> own(topK.partition());
            case Window window -> window(window);
            case Intersect _, Except _ -> sets();
            case Join join -> join(join);
            case Asof asof -> asof(asof);
        }
    }

    private Node input(int input) {
        return circuit.node(node.inputs().get(input));
    }

    /** Columns of LONG storage whose words have the order of their values. */
    private boolean hasWaterline(int input, int column) {
        return input(input).properties().monotone().contains(column)
                && comparable(input(input).schema().type(column));
    }

    private static boolean comparable(SqlType type) {
        return switch (type) {
            case SqlType.IntegerType integer -> integer.signed();
            case SqlType.DateType _, SqlType.TimestampType _, SqlType.IntervalType _, SqlType.TimeType _ -> true;
            default -> false;
        };
    }

    private void own(Collection<Integer> columns) {
        for (int column : columns) {
            if (hasWaterline(0, column)) {
                found.add(new Expiry(0, column, new Of(0, column)));
            }
        }
    }

    /** Where functions look a limited way back, rows behind that go, but for as many as they look back at by number. */
    private void window(Window window) {
        own(window.partition());
        WindowReach reach = WindowReach.of(window, input(0));
        if (reach != null && !window.order().isEmpty()) {
            SortKey key = window.order().getFirst();
            boolean ascending =
                    !key.descending() && !input(0).schema().type(key.column()).nullable();
            if (ascending
                    && hasWaterline(0, key.column())
                    && !window.partition().contains(key.column())) {
                found.add(new Expiry(0, key.column(), new Less(new Of(0, key.column()), reach.time())));
            }
        }
    }

    /** Rows of both sides are counted together. */
    private void sets() {
        for (int column : input(0).properties().monotone()) {
            if (hasWaterline(0, column) && hasWaterline(1, column)) {
                found.add(new Expiry(0, column, new Least(List.of(new Of(0, column), new Of(1, column)))));
            }
        }
    }

    private void join(Join join) {
        for (int i = 0; i < join.leftKeys().size(); i++) {
            Of left = new Of(0, join.leftKeys().get(i));
            Of right = new Of(1, join.rightKeys().get(i));
            if (hasWaterline(1, right.column())) {
                found.add(new Expiry(0, left.column(), right));
            }
            if (hasWaterline(0, left.column())) {
                joinRight(join, left, right);
            }
        }
        if (join.residual() != null) {
            residual(join.residual());
        }
        if (join.kind() == JoinKind.INNER) {
            filters(node);
        }
    }

    /** What alone reads an inner join and only filters it decides, too, whether a pair matters, unless it could fail for one. */
    private void filters(Node from) {
        boolean shown = circuit.outputs().stream().anyMatch(output -> output.node() == from.id());
        List<Node> readers = circuit.nodes().stream()
                .filter(reader -> reader.inputs().contains(from.id()))
                .toList();
        if (!shown
                && readers.size() == 1
                && readers.getFirst().operator() instanceof Filter filter
                && Infallible.test(filter.condition())) {
            residual(filter.condition());
            filters(readers.getFirst());
        }
    }

    /** Where the right side only counts rows, its count must also be right when its own changes come. */
    private void joinRight(Join join, Of left, Of right) {
        boolean half = join.kind() == JoinKind.SEMI || join.kind() == JoinKind.ANTI;
        if (!half) {
            found.add(new Expiry(1, right.column(), left));
        } else if (hasWaterline(1, right.column())) {
            found.add(new Expiry(1, right.column(), new Least(List.of(left, right))));
        }
    }

    /**
     * A key goes as a whole. A left row goes when neither it nor what it matches can change; of the right rows of that time the last
     * stays, which is not said here.
     */
    private void asof(Asof asof) {
        ifBoth(asof.leftTime(), asof.rightTime());
        for (int i = 0; i < asof.leftKeys().size(); i++) {
            if (asof.leftKeys().get(i) != asof.leftTime()) {
                ifBoth(asof.leftKeys().get(i), asof.rightKeys().get(i));
            }
        }
    }

    private void ifBoth(int left, int right) {
        if (hasWaterline(0, left) && hasWaterline(1, right)) {
            found.add(new Expiry(0, left, new Least(List.of(new Of(0, left), new Of(1, right)))));
        }
    }

    private void residual(Expression condition) {
        if (condition instanceof Logic logic && logic.and()) {
            logic.operands().forEach(this::residual);
        } else if (condition instanceof Call call && call.operands().size() == 2) {
            Expression first = call.operands().get(0);
            Expression second = call.operands().get(1);
            switch (call.function()) {
                case ">=", ">" -> atLeast(first, second);
                case "<=", "<" -> atLeast(second, first);
                case "=" -> {
                    atLeast(first, second);
                    atLeast(second, first);
                }
                default -> {}
            }
        }
    }

    /** A row whose value is less than the least that the other side will ever ask for meets nothing any more. */
    private void atLeast(Expression value, Expression bound) {
        int width = input(0).schema().size();
        int of = ExpressionShape.nondecreasingColumn(bound);
        if (!(value instanceof Input column) || of < 0 || column.index() < width == of < width) {
            return;
        }
        boolean comparable = comparable(bound.type())
                && value.type().withNullable(true).equals(bound.type().withNullable(true));
        int other = of < width ? 0 : 1;
        int place = of - other * width;
        if (comparable && hasWaterline(other, place)) {
            Origin origin = bound instanceof Input ? new Of(other, place) : new Image(other, place, bound);
            found.add(new Expiry(1 - other, column.index() - (1 - other) * width, origin));
        }
    }
}
