package dev.millrace.plan.physical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.Node;
import dev.millrace.plan.RandomCircuits;
import dev.millrace.plan.physical.Distribution.Hashed;
import dev.millrace.plan.physical.Distribution.Single;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What must hold of the layout of any circuit. */
class PhysicalCircuitLawsTest {
    private static final int CIRCUITS = 50;
    private static final int NODES = 25;

    @Test
    void everyNodeIsInOneRegion() {
        forEachCircuit(physical -> assertThat(physical.regions().stream().flatMap(region -> region.nodes().stream()))
                .containsExactlyInAnyOrderElementsOf(
                        physical.circuit().nodes().stream().map(Node::id).toList()));
    }

    @Test
    void whatARegionReadsHasRunBefore() {
        forEachCircuit(physical -> {
            for (Node node : physical.circuit().nodes()) {
                for (int i = 0; i < node.inputs().size(); i++) {
                    Region from = physical.region(node.inputs().get(i));
                    Region to = physical.region(node.id());
                    boolean exchanged = physical.exchange(node.id(), i).isPresent();
                    assertThat(from.equals(to) ? !exchanged : from.level() < to.level())
                            .as(node.toString())
                            .isTrue();
                    assertThat(from.id()).isLessThanOrEqualTo(to.id());
                }
            }
        });
    }

    @Test
    void rowsOfAKeyOfAStateAreOnOneShard() {
        forEachCircuit(physical -> {
            for (StateSpec state : physical.states()) {
                boolean together = switch (arriving(physical, state.node(), state.input())) {
                    case Single _ -> true;
                    case Hashed hashed -> hashed.alternatives().stream().anyMatch(state.keyColumns()::containsAll);
                    case Distribution.Arbitrary _ -> false;
                };
                assertThat(together || state.kind() == StateSpec.Kind.WATERLINE || meetsAll(physical, state.node()))
                        .as(state.toString())
                        .isTrue();
            }
        });
    }

    @Test
    void statesHaveDifferentNames() {
        forEachCircuit(physical ->
                assertThat(physical.states()).extracting(StateSpec::stateId).doesNotHaveDuplicates());
    }

    @Test
    void layingOutTwiceGivesTheSame() {
        forEachCircuit(
                physical -> assertThat(PhysicalCircuit.of(physical.circuit())).isEqualTo(physical));
    }

    /** Whether one input of a node is on all shards, so that the other may be on any. */
    private static boolean meetsAll(PhysicalCircuit physical, int node) {
        return physical.exchanges().stream()
                .anyMatch(exchange -> exchange.to() == node && exchange.mode() == Exchange.Mode.BROADCAST);
    }

    private static Distribution arriving(PhysicalCircuit physical, int node, int input) {
        return physical.exchange(node, input)
                .<Distribution>map(exchange -> switch (exchange.mode()) {
                    case HASH -> Hashed.by(exchange.columns());
                    case SINGLE -> new Single();
                    case BROADCAST -> new Distribution.Arbitrary();
                })
                .orElseGet(() -> physical.distribution(
                        physical.circuit().node(node).inputs().get(input)));
    }

    private static void forEachCircuit(Consumer<PhysicalCircuit> law) {
        for (long seed = 0; seed < CIRCUITS; seed++) {
            Circuit circuit = RandomCircuits.plan(seed, NODES).circuit();
            law.accept(PhysicalCircuit.of(circuit));
        }
    }
}
