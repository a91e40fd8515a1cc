package dev.millrace.plan.physical;

import dev.millrace.plan.Circuit;
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
import dev.millrace.plan.physical.StateSpec.Kind;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Lists what the nodes of a circuit have to remember. */
final class StateLayout {
    private final Circuit circuit;
    private final List<String> lineage;
    private final List<StateSpec> states = new ArrayList<>();
    private final Map<String, Integer> occurrences = new TreeMap<>();

    private StateLayout(Circuit circuit) {
        this.circuit = circuit;
        this.lineage = Lineage.of(circuit);
    }

    static List<StateSpec> states(Circuit circuit) {
        StateLayout layout = new StateLayout(circuit);
        circuit.nodes().forEach(layout::add);
        return layout.states;
    }

    private void add(Node node) {
        switch (node.operator()) {
            case Source _, Constant _, Filter _, Project _, Unnest _, Hop _, Union _, Negate _ -> {}
            case Upsert upsert -> add(node, 0, Kind.TABLE, upsert.key());
            case Lateness _ -> add(node, 0, Kind.WATERLINE, List.of());
            case Join join -> addBoth(node, Kind.INDEX, join.leftKeys(), join.rightKeys());
            case Asof asof -> addBoth(node, Kind.ORDERED, asof.leftKeys(), asof.rightKeys());
            case Aggregate aggregate -> add(node, 0, Kind.GROUPS, aggregate.keys());
            case Distinct _ -> add(node, 0, Kind.WEIGHTS, all(node));
            case Intersect _, Except _ -> addBoth(node, Kind.WEIGHTS, all(node), all(node));
            case TopK topK -> add(node, 0, Kind.ORDERED, topK.partition());
            case Window window -> add(node, 0, Kind.ORDERED, window.partition());
            case Recompute _ -> {
                for (int i = 0; i < node.inputs().size(); i++) {
                    add(node, i, Kind.INTEGRAL, List.of());
                }
            }
        }
    }

    private void addBoth(Node node, Kind kind, List<Integer> leftKeys, List<Integer> rightKeys) {
        add(node, 0, kind, leftKeys);
        add(node, 1, kind, rightKeys);
    }

    private void add(Node node, int input, Kind kind, List<Integer> key) {
        Node from = circuit.node(node.inputs().get(input));
        Schema rows = kind == Kind.GROUPS ? node.schema() : from.schema();
        boolean weighted = holdsInputRows(kind) && !from.properties().set();
        boolean appendOnly = from.properties().appendOnly();
        String id = Lineage.hash(String.join(
                " ",
                lineage.get(node.id()),
                Integer.toString(input),
                kind.name(),
                key.toString(),
                Lineage.types(rows),
                weighted + "/" + appendOnly));
        states.add(new StateSpec(unique(id), node.id(), input, kind, key, rows, weighted, appendOnly));
    }

    private static boolean holdsInputRows(Kind kind) {
        return switch (kind) {
            case INDEX, ORDERED, WEIGHTS, INTEGRAL -> true;
            case TABLE, GROUPS, WATERLINE -> false;
        };
    }

    private String unique(String id) {
        int occurrence = occurrences.merge(id, 1, Integer::sum);
        return occurrence == 1 ? id : id + "-" + occurrence;
    }

    private static List<Integer> all(Node node) {
        return IntStream.range(0, node.schema().size()).boxed().toList();
    }
}
