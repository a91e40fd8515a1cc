package dev.millrace.engine.circuit;

import dev.millrace.engine.expression.ColumnExpression;
import dev.millrace.engine.expression.RowFailure;
import dev.millrace.engine.operator.LateColumn;
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
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;

/**
 * Computes the waterlines of all monotone columns of a circuit from the greatest values that its LATENESS has seen, and through them
 * the limits below which operators give state up. One thread.
 */
final class WaterlineValues {
    /** Stands for a waterline that is not asked. */
    private static final Waterline UNKNOWN = new Waterline();

    private final Circuit circuit;
    private final List<Node> monotone;
    private final List<Map<Integer, Origin>> origins;
    private final List<List<Expiry>> expiries;
    private final Map<Origin.Image, ColumnExpression> images = new IdentityHashMap<>();
    private final long[][] values;
    private IntToLongFunction greatest = node -> Waterline.NONE;

    /** Nothing has been seen yet. */
    WaterlineValues(Circuit circuit) {
        this(circuit, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        circuit.nodes().forEach(this::add);
    }

    private WaterlineValues(
            Circuit circuit, List<Node> monotone, List<Map<Integer, Origin>> origins, List<List<Expiry>> expiries) {
        this.circuit = circuit;
        this.monotone = monotone;
        this.origins = origins;
        this.expiries = expiries;
        this.values = new long[circuit.nodes().size()][];
        for (Node node : circuit.nodes()) {
            values[node.id()] = new long[node.schema().size()];
            Arrays.fill(values[node.id()], Waterline.NONE);
        }
    }

    /** The same for another thread. Nothing has been seen yet. */
    WaterlineValues another() {
        return new WaterlineValues(circuit, monotone, origins, expiries);
    }

    private void add(Node node) {
        Map<Integer, Origin> ofColumns = new LinkedHashMap<>();
        for (int column : node.properties().monotone()) {
            Origin origin = Origins.of(circuit, node, column);
            if (origin != null) {
                ofColumns.put(column, origin);
            }
        }
        if (!ofColumns.isEmpty()) {
            monotone.add(node);
        }
        origins.add(ofColumns);
        expiries.add(Expiries.of(circuit, node));
    }

    /** What a node gives up, each by one of {@link #limits}. */
    List<Expiry> expiries(int node) {
        return expiries.get(node);
    }

    /** Computes everything anew, where LATENESS of a node has seen this greatest value or {@link Waterline#NONE}. */
    void compute(IntToLongFunction greatestOfNode) {
        greatest = greatestOfNode;
        for (Node node : monotone) {
            origins.get(node.id()).forEach((column, origin) -> values[node.id()][column] = value(origin, node));
        }
    }

    /** The limits of a node as of the last {@link #compute}. */
    long[] limits(int node) {
        return expiries.get(node).stream()
                .mapToLong(expiry -> value(expiry.bound(), circuit.node(node)))
                .toArray();
    }

    private long late(Node node) {
        return LateColumn.of((Operator.Lateness) node.operator(), UNKNOWN).limitAt(greatest.applyAsLong(node.id()));
    }

    private long value(Origin origin, Node node) {
        return switch (origin) {
            case Origin.Own _ -> late(node);
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
