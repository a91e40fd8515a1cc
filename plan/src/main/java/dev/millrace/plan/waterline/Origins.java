package dev.millrace.plan.waterline;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.Expression;
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
import dev.millrace.plan.Operator.Lateness;
import dev.millrace.plan.Operator.Negate;
import dev.millrace.plan.Operator.Project;
import dev.millrace.plan.Operator.Recompute;
import dev.millrace.plan.Operator.Source;
import dev.millrace.plan.Operator.TopK;
import dev.millrace.plan.Operator.Union;
import dev.millrace.plan.Operator.Unnest;
import dev.millrace.plan.Operator.Upsert;
import dev.millrace.plan.Operator.Window;
import dev.millrace.plan.waterline.Origin.Greatest;
import dev.millrace.plan.waterline.Origin.Image;
import dev.millrace.plan.waterline.Origin.Least;
import dev.millrace.plan.waterline.Origin.Of;
import dev.millrace.plan.waterline.Origin.Own;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The origins of the waterlines that a node's output has: of the columns in {@link dev.millrace.plan.Properties#monotone}. */
public final class Origins {
    private final Circuit circuit;
    private final Node node;

    private Origins(Circuit circuit, Node node) {
        this.circuit = circuit;
        this.node = node;
    }

    /** The origin of the waterline of a column, {@code null} if it has none. */
    public static @Nullable Origin of(Circuit circuit, Node node, int column) {
        return node.properties().monotone().contains(column) ? new Origins(circuit, node).origin(column) : null;
    }

    private @Nullable Origin origin(int column) {
        return switch (node.operator()) {
            case Source _, Constant _, Recompute _ -> null;
            case Lateness lateness -> lateness(lateness, column);
            case Upsert _, Filter _, Unnest _, Negate _, Distinct _, TopK _, Window _ -> new Of(0, column);
            case Project project -> image(project.expressions().get(column));
            case Hop hop -> hop(hop, column);
            case Union _, Intersect _, Except _ ->
                new Least(IntStream.range(0, node.inputs().size())
                        .mapToObj(input -> (Origin) new Of(input, column))
                        .toList());
            case Aggregate aggregate -> new Of(0, aggregate.keys().get(column));
            case Join join -> pairs(join.leftKeys(), join.rightKeys(), column, List.of());
            case Asof asof -> asof(asof, column);
        };
    }

    private Origin lateness(Lateness lateness, int column) {
        if (column != lateness.column()) {
            return new Of(0, column);
        }
        return isMonotone(0, column) ? new Greatest(List.of(new Own(), new Of(0, column))) : new Own();
    }

    private boolean isMonotone(int input, int column) {
        return input(input).properties().monotone().contains(column);
    }

    private Node input(int input) {
        return circuit.node(node.inputs().get(input));
    }

    private static Origin image(Expression expression) {
        int column = ExpressionShape.nondecreasingColumn(expression);
        return expression instanceof Expression.Input ? new Of(0, column) : new Image(0, column, expression);
    }

    private Origin hop(Hop hop, int column) {
        int width = input(0).schema().size();
        return column < width ? new Of(0, column) : new Origin.Window(hop, column > width);
    }

    private @Nullable Origin asof(Asof asof, int column) {
        List<Origin> byTime = column == asof.leftTime() && isMonotone(0, column) && isMonotone(1, asof.rightTime())
                ? List.of(new Least(List.of(new Of(0, column), new Of(1, asof.rightTime()))))
                : List.of();
        return pairs(asof.leftKeys(), asof.rightKeys(), column, byTime);
    }

    /** A row of a join changes when a row of either side does, whose keys are its own. */
    private @Nullable Origin pairs(List<Integer> left, List<Integer> right, int column, List<Origin> more) {
        int width = input(0).schema().size();
        List<Origin> origins = new ArrayList<>(more);
        for (int i = 0; i < left.size(); i++) {
            boolean concerned = column < width ? left.get(i) == column : right.get(i) == column - width;
            if (concerned && isMonotone(0, left.get(i)) && isMonotone(1, right.get(i))) {
                origins.add(new Least(List.of(new Of(0, left.get(i)), new Of(1, right.get(i)))));
            }
        }
        return origins.isEmpty() ? null : origins.size() == 1 ? origins.getFirst() : new Greatest(origins);
    }
}
