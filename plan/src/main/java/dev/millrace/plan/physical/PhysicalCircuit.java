package dev.millrace.plan.physical;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.physical.Distribution.Arbitrary;
import dev.millrace.plan.physical.Distribution.Hashed;
import dev.millrace.plan.physical.Distribution.Single;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * A circuit laid out for any number of shards, each of which runs all of it over its part of the rows.
 *
 * <p>A step runs the regions in order (those of one level in any order, or at once). An input of a node comes through its
 * {@link Exchange} if there is one, else from the same shard: from the same region, or from an earlier one when another path to
 * the node had to wait for an exchange. Sources and constants put rows on the shards that their distribution says; an
 * arbitrary one leaves the choice. A node whose distribution is single runs on shard 0 only; on another, an aggregate without keys
 * would yield a row too.
 *
 * @param distributions of the output of each node, by id
 * @param regions in an order in which each follows those it reads
 * @param exchanges ordered by receiving node and input
 * @param states ordered by node and input
 */
public record PhysicalCircuit(
        Circuit circuit,
        List<Distribution> distributions,
        List<Region> regions,
        List<Exchange> exchanges,
        List<StateSpec> states) {

    public PhysicalCircuit {
        distributions = List.copyOf(distributions);
        regions = List.copyOf(regions);
        exchanges = List.copyOf(exchanges);
        states = List.copyOf(states);
    }

    /** Lays a circuit out. Its properties should have been inferred: they say what state must keep. */
    public static PhysicalCircuit of(Circuit circuit) {
        ExchangePlacement placement = ExchangePlacement.of(circuit);
        return new PhysicalCircuit(
                circuit,
                placement.distributions(),
                RegionCut.regions(circuit, placement.exchanges()),
                placement.exchanges(),
                StateLayout.states(circuit));
    }

    /**
     * What the state of each node is called: as its first {@link StateSpec} is, or, if it has none, by what the node computes. The same
     * in every circuit in which the same is computed from the same tables.
     */
    public List<String> stateNames() {
        List<String> names = new ArrayList<>();
        List<String> lineage = Lineage.of(circuit);
        for (int node = 0; node < lineage.size(); node++) {
            names.add(lineage.get(node) + "-" + node);
        }
        states.reversed().forEach(state -> names.set(state.node(), state.stateId()));
        return names;
    }

    /** 16 hexadecimal digits for what the circuit computes: the same for the same outputs of the same names from the same tables. */
    public String identity() {
        List<String> lineage = Lineage.of(circuit);
        StringJoiner text = new StringJoiner(" ");
        circuit.outputs().forEach(output -> text.add(output.name()).add(lineage.get(output.node())));
        states.forEach(state -> text.add(state.stateId()));
        return Lineage.hash(text.toString());
    }

    /** On which shards the output of a node is. */
    public Distribution distribution(int node) {
        return distributions.get(node);
    }

    /** The columns by which the output of a node is hashed, none if it is on a single shard; empty if it may be anywhere. */
    public Optional<List<Integer>> partition(int node) {
        return switch (distribution(node)) {
            case Arbitrary _ -> Optional.empty();
            case Single _ -> Optional.of(List.of());
            case Hashed hashed -> Optional.of(hashed.alternatives().getFirst());
        };
    }

    /** The exchange before an input of a node, if rows change the shard there. */
    public Optional<Exchange> exchange(int to, int inputIndex) {
        return exchanges.stream()
                .filter(exchange -> exchange.to() == to && exchange.inputIndex() == inputIndex)
                .findFirst();
    }

    /** The region that runs a node. */
    public Region region(int node) {
        return regions.stream()
                .filter(region -> region.nodes().contains(node))
                .findFirst()
                .orElseThrow();
    }

    /** The states of a node. */
    public List<StateSpec> states(int node) {
        return states.stream().filter(state -> state.node() == node).toList();
    }
}
