package dev.millrace.plan.physical;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Cuts a circuit into regions: the connected parts of each level.
 *
 * <p>Without levels a region could both feed an exchange and wait for it, when one path between two of its nodes goes through an
 * exchange and another does not.
 */
final class RegionCut {
    private final Circuit circuit;
    private final int[] levels;
    /** For each node another one of its region with a lower id, or itself. */
    private final int[] links;

    private RegionCut(Circuit circuit) {
        this.circuit = circuit;
        this.levels = new int[circuit.nodes().size()];
        this.links = new int[circuit.nodes().size()];
    }

    static List<Region> regions(Circuit circuit, List<Exchange> exchanges) {
        RegionCut cut = new RegionCut(circuit);
        cut.levels(exchanges);
        cut.connect(exchanges);
        return cut.collect();
    }

    private void levels(List<Exchange> exchanges) {
        for (Node node : circuit.nodes()) {
            for (int i = 0; i < node.inputs().size(); i++) {
                int before = levels[node.inputs().get(i)] + (exchanged(exchanges, node.id(), i) ? 1 : 0);
                levels[node.id()] = Math.max(levels[node.id()], before);
            }
        }
    }

    private static boolean exchanged(List<Exchange> exchanges, int to, int inputIndex) {
        return exchanges.stream().anyMatch(e -> e.to() == to && e.inputIndex() == inputIndex);
    }

    private void connect(List<Exchange> exchanges) {
        for (Node node : circuit.nodes()) {
            links[node.id()] = node.id();
            for (int i = 0; i < node.inputs().size(); i++) {
                int input = node.inputs().get(i);
                if (levels[input] == levels[node.id()] && !exchanged(exchanges, node.id(), i)) {
                    merge(first(input), first(node.id()));
                }
            }
        }
    }

    private void merge(int left, int right) {
        links[Math.max(left, right)] = Math.min(left, right);
    }

    private int first(int node) {
        int at = node;
        while (links[at] != at) {
            at = links[at];
        }
        return at;
    }

    private List<Region> collect() {
        SortedMap<Integer, SortedMap<Integer, List<Integer>>> byLevel = new TreeMap<>();
        for (Node node : circuit.nodes()) {
            byLevel.computeIfAbsent(levels[node.id()], _ -> new TreeMap<>())
                    .computeIfAbsent(first(node.id()), _ -> new ArrayList<>())
                    .add(node.id());
        }
        List<Region> regions = new ArrayList<>();
        byLevel.forEach((level, parts) ->
                parts.values().forEach(nodes -> regions.add(new Region(regions.size(), level, nodes))));
        return regions;
    }
}
