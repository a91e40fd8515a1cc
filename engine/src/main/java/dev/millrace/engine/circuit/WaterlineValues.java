package dev.millrace.engine.circuit;

import dev.millrace.engine.operator.LateColumn;
import dev.millrace.engine.operator.Waterline;
import dev.millrace.plan.Circuit;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import dev.millrace.plan.waterline.Expiries;
import dev.millrace.plan.waterline.Expiry;
import dev.millrace.plan.waterline.Origin;
import dev.millrace.plan.waterline.Origins;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.IdentityHashMap;
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

    /** A column of a node's output and where its waterline comes from. */
    private record Place(Node node, int column, Origin origin) {}

    private final Circuit circuit;
    private final List<List<Expiry>> expiries;
    /** The waterlines that any limit follows from, those of inputs before those of outputs. */
    private final List<Place> asked;

    private final Map<Origin.Image, WaterlineImage> images = new IdentityHashMap<>();
    private final long[][] values;
    private IntToLongFunction greatest = node -> Waterline.NONE;

    /** Nothing has been seen yet. */
    WaterlineValues(Circuit circuit) {
        this(circuit, new ArrayList<>(), new ArrayList<>());
        circuit.nodes().forEach(node -> expiries.add(Expiries.of(circuit, node)));
        ask();
    }

    private WaterlineValues(Circuit circuit, List<List<Expiry>> expiries, List<Place> asked) {
        this.circuit = circuit;
        this.expiries = expiries;
        this.asked = asked;
        this.values = new long[circuit.nodes().size()][];
        for (Node node : circuit.nodes()) {
            values[node.id()] = new long[node.schema().size()];
            Arrays.fill(values[node.id()], Waterline.NONE);
        }
    }

    /** The same for another thread. Nothing has been seen yet. */
    WaterlineValues another() {
        return new WaterlineValues(circuit, expiries, asked);
    }

    private void ask() {
        List<BitSet> columns = new ArrayList<>();
        circuit.nodes().forEach(node -> columns.add(new BitSet()));
        for (Node node : circuit.nodes()) {
            expiries.get(node.id()).forEach(expiry -> ask(expiry.bound(), node, columns));
        }
        for (Node node : circuit.nodes().reversed()) {
            for (int column : columns.get(node.id()).stream().toArray()) {
                Origin origin =
                        node.properties().monotone().contains(column) ? Origins.of(circuit, node, column) : null;
                if (origin != null) {
                    asked.add(new Place(node, column, origin));
                    ask(origin, node, columns);
                }
            }
        }
        Collections.reverse(asked);
    }

    private static void ask(Origin origin, Node node, List<BitSet> columns) {
        switch (origin) {
            case Origin.Own _ -> {}
            case Origin.Of of -> columns.get(node.inputs().get(of.input())).set(of.column());
            case Origin.Image image ->
                columns.get(node.inputs().get(image.input())).set(image.column());
            case Origin.Window window ->
                columns.get(node.inputs().getFirst()).set(window.hop().time());
            case Origin.Less less -> ask(less.origin(), node, columns);
            case Origin.Least least -> least.origins().forEach(part -> ask(part, node, columns));
            case Origin.Greatest all -> all.origins().forEach(part -> ask(part, node, columns));
        }
    }

    /** What a node gives up, each by one of {@link #limits}. */
    List<Expiry> expiries(int node) {
        return expiries.get(node);
    }

    /** Computes everything anew, where LATENESS of a node has seen this greatest value or {@link Waterline#NONE}. */
    void compute(IntToLongFunction greatestOfNode) {
        greatest = greatestOfNode;
        for (Place place : asked) {
            values[place.node.id()][place.column] = value(place.origin, place.node);
        }
    }

    /** The limits of a node as of the last {@link #compute}. */
    long[] limits(int node) {
        List<Expiry> given = expiries.get(node);
        long[] limits = new long[given.size()];
        for (int i = 0; i < limits.length; i++) {
            limits[i] = value(given.get(i).bound(), circuit.node(node));
        }
        return limits;
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

    private long image(Origin.Image image, long value) {
        return value == Waterline.NONE
                ? Waterline.NONE
                : images.computeIfAbsent(image, i -> new WaterlineImage(i.expression()))
                        .of(value);
    }
}
