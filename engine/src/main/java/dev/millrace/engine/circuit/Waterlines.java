package dev.millrace.engine.circuit;

import dev.millrace.engine.expression.ColumnExpression;
import dev.millrace.engine.expression.RowFailure;
import dev.millrace.engine.operator.LateColumn;
import dev.millrace.engine.operator.StateLimit;
import dev.millrace.engine.operator.Waterline;
import dev.millrace.plan.Circuit;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import dev.millrace.plan.waterline.Expiries;
import dev.millrace.plan.waterline.Expiry;
import dev.millrace.plan.waterline.Origin;
import dev.millrace.plan.waterline.Origins;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The waterlines of a running circuit, and through them the limits below which operators give state up.
 *
 * <p>Those of LATENESS rise with what was taken; all others follow from them, computed between steps when one has risen. One thread.
 */
final class Waterlines {
    private final Circuit circuit;
    private final List<Waterline> own;
    private final List<LateColumn> late = new ArrayList<>();
    private final List<Map<Integer, Origin>> origins = new ArrayList<>();
    private final List<List<Expiry>> expiries = new ArrayList<>();
    private final List<List<StateLimit>> limits = new ArrayList<>();
    private final Map<Origin.Image, ColumnExpression> images = new IdentityHashMap<>();
    private final long[][] values;
    private long risen = Waterline.NONE;

    /** Those of a circuit whose nodes have these greatest values. */
    Waterlines(Circuit circuit, List<Waterline> own) {
        this.circuit = circuit;
        this.own = own;
        this.values = new long[circuit.nodes().size()][];
        for (Node node : circuit.nodes()) {
            add(node);
        }
    }

    private void add(Node node) {
        if (node.operator() instanceof Operator.Lateness lateness) {
            late.add(LateColumn.of(lateness, own.get(node.id())));
        }
        Map<Integer, Origin> ofColumns = new LinkedHashMap<>();
        for (int column : node.properties().monotone()) {
            Origin origin = Origins.of(circuit, node, column);
            if (origin != null) {
                ofColumns.put(column, origin);
            }
        }
        origins.add(ofColumns);
        values[node.id()] = new long[node.schema().size()];
        java.util.Arrays.fill(values[node.id()], Waterline.NONE);
        List<Expiry> given = Expiries.of(circuit, node);
        expiries.add(given);
        limits.add(given.stream()
                .map(expiry -> new StateLimit(expiry.input(), expiry.column()))
                .toList());
    }

    /** The limits of a node, which rise with the waterlines. */
    List<StateLimit> limits(int node) {
        return Collections.unmodifiableList(limits.get(node));
    }

    /** Takes notice of what LATENESS has seen; answers whether any waterline has risen. Between steps. */
    boolean rise() {
        long sum = 0;
        for (LateColumn column : late) {
            sum += column.waterline().greatest();
        }
        if (late.isEmpty() || sum == risen) {
            return false;
        }
        risen = sum;
        for (Node node : circuit.nodes()) {
            origins.get(node.id()).forEach((column, origin) -> values[node.id()][column] = value(origin, node));
            List<Expiry> given = expiries.get(node.id());
            for (int i = 0; i < given.size(); i++) {
                limits.get(node.id()).get(i).raise(value(given.get(i).bound(), node));
            }
        }
        return true;
    }

    private long value(Origin origin, Node node) {
        return switch (origin) {
            case Origin.Own _ ->
                LateColumn.of((Operator.Lateness) node.operator(), own.get(node.id()))
                        .limit();
            case Origin.Of of -> input(node, of.input(), of.column());
            case Origin.Image image -> image(image, input(node, image.input(), image.column()));
            case Origin.Window window ->
                window(window, input(node, 0, window.hop().time()));
            case Origin.Less less -> {
                long value = value(less.origin(), node);
                yield value < Long.MIN_VALUE / 2 ? Waterline.NONE : value - less.distance();
            }
            case Origin.Least least -> {
                long value = Long.MAX_VALUE;
                for (Origin part : least.origins()) {
                    value = Math.min(value, value(part, node));
                }
                yield value;
            }
            case Origin.Greatest greatest -> {
                long value = Waterline.NONE;
                for (Origin part : greatest.origins()) {
                    value = Math.max(value, value(part, node));
                }
                yield value;
            }
        };
    }

    private long input(Node node, int input, int column) {
        return values[node.inputs().get(input)][column];
    }

    private static long window(Origin.Window window, long time) {
        if (time < Long.MIN_VALUE / 2) {
            return Waterline.NONE;
        }
        Operator.Hop hop = window.hop();
        long start = time - hop.size() + hop.slide() - Math.floorMod(time - hop.size() - hop.offset(), hop.slide());
        return window.end() ? start + hop.size() : start;
    }

    /** An expression that fails at the waterline says nothing. */
    private long image(Origin.Image image, long value) {
        if (value == Waterline.NONE) {
            return Waterline.NONE;
        }
        ColumnExpression expression = images.computeIfAbsent(image, i -> ColumnExpression.compile(i.expression()));
        Column column = new LongColumn(1, new long[] {value}, null);
        Batch row = new Batch(1, Collections.nCopies(width(image), column), null);
        try {
            return expression.evaluate(row) instanceof LongColumn result && !result.isNull(0)
                    ? result.value(0)
                    : Waterline.NONE;
        } catch (RowFailure failure) {
            return Waterline.NONE;
        }
    }

    private static int width(Origin.Image image) {
        return 1 + greatestInput(image.expression());
    }

    private static int greatestInput(dev.millrace.plan.Expression expression) {
        int greatest = expression instanceof dev.millrace.plan.Expression.Input input ? input.index() : -1;
        for (dev.millrace.plan.Expression operand : expression.operands()) {
            greatest = Math.max(greatest, greatestInput(operand));
        }
        return greatest;
    }
}
