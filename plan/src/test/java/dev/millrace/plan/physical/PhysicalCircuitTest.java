package dev.millrace.plan.physical;

import static dev.millrace.plan.CircuitSketch.BIGINT;
import static dev.millrace.plan.CircuitSketch.call;
import static dev.millrace.plan.CircuitSketch.column;
import static dev.millrace.plan.CircuitSketch.count;
import static dev.millrace.plan.CircuitSketch.literal;
import static dev.millrace.plan.CircuitSketch.longs;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.CircuitSketch;
import dev.millrace.plan.Operator.Aggregate;
import dev.millrace.plan.Operator.Asof;
import dev.millrace.plan.Operator.Constant;
import dev.millrace.plan.Operator.Distinct;
import dev.millrace.plan.Operator.Filter;
import dev.millrace.plan.Operator.Hop;
import dev.millrace.plan.Operator.Intersect;
import dev.millrace.plan.Operator.JoinKind;
import dev.millrace.plan.Operator.Project;
import dev.millrace.plan.Operator.RankFunction;
import dev.millrace.plan.Operator.Recompute;
import dev.millrace.plan.Operator.SortKey;
import dev.millrace.plan.Operator.TopK;
import dev.millrace.plan.Operator.Union;
import dev.millrace.plan.Operator.Upsert;
import dev.millrace.plan.physical.Distribution.Arbitrary;
import dev.millrace.plan.physical.Distribution.Hashed;
import dev.millrace.plan.physical.Distribution.Single;
import dev.millrace.plan.physical.Exchange.Mode;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhysicalCircuitTest {
    private final CircuitSketch sketch = new CircuitSketch();

    @Test
    void aSourceIsHashedByTheFirstNeed() {
        int source = source("s");
        sketch.add(new Aggregate(List.of(1), List.of(count())), source);
        sketch.add(new Aggregate(List.of(0), List.of(count())), source);
        PhysicalCircuit circuit = physical();
        assertThat(circuit.partition(source)).hasValue(List.of(1));
        assertThat(circuit.exchanges()).containsExactly(new Exchange(source, 2, 0, List.of(0), Mode.HASH));
    }

    @Test
    void aSourceIsHashedByTheKeyOfItsUpsertBeforeAnyOtherNeed() {
        int source = source("s");
        sketch.add(new Aggregate(List.of(1), List.of(count())), source);
        int upsert = sketch.add(new Upsert(List.of(0)), source);
        PhysicalCircuit circuit = physical();
        assertThat(circuit.partition(source)).hasValue(List.of(0));
        assertThat(circuit.exchange(upsert, 0)).isEmpty();
    }

    @Test
    void theNeedIsSeenThroughFiltersAndProjections() {
        int source = source("s");
        int filter = sketch.add(new Filter(CircuitSketch.test(">", column(0), literal(1))), source);
        int project = sketch.add(new Project(List.of(column(2), call("+", column(1), literal(1)))), filter);
        sketch.add(new Aggregate(List.of(0), List.of(count())), project);
        PhysicalCircuit circuit = physical();
        assertThat(circuit.partition(source)).hasValue(List.of(2));
        assertThat(circuit.partition(project)).hasValue(List.of(0));
        assertThat(circuit.exchanges()).isEmpty();
    }

    @Test
    void aDerivedKeyNeedsAnExchange() {
        int source = source("s");
        int project = sketch.add(new Project(List.of(call("+", column(1), literal(1)))), source);
        int groups = sketch.add(new Aggregate(List.of(0), List.of(count())), project);
        PhysicalCircuit circuit = physical();
        assertThat(circuit.distribution(source)).isEqualTo(new Arbitrary());
        assertThat(circuit.exchange(groups, 0)).hasValue(new Exchange(project, groups, 0, List.of(0), Mode.HASH));
    }

    @Test
    void windowTimesAreLeftOutOfTheSourcesHash() {
        int source =
                sketch.source("s", Schema.of(new Field("auction", BIGINT), new Field("at", CircuitSketch.TIMESTAMP)));
        int hop = sketch.add(new Hop(1, 2, 10, 0), source);
        int groups = sketch.add(new Aggregate(List.of(2, 0), List.of(count())), hop);
        PhysicalCircuit circuit = physical();
        assertThat(circuit.partition(source)).hasValue(List.of(0));
        assertThat(circuit.partition(groups)).hasValue(List.of(1));
        assertThat(circuit.exchanges()).isEmpty();
    }

    @Test
    void aGlobalAggregateRunsOnOneShard() {
        int source = source("s");
        int total = sketch.add(new Aggregate(List.of(), List.of(count())), source);
        PhysicalCircuit circuit = physical();
        assertThat(circuit.distribution(total)).isEqualTo(new Single());
        assertThat(circuit.partition(total)).hasValue(List.of());
        assertThat(circuit.exchanges()).containsExactly(new Exchange(source, total, 0, List.of(), Mode.SINGLE));
    }

    @Test
    void joinedSourcesAreHashedByTheJoinKeysAndTheResultByBoth() {
        int join = sketch.equiJoin(JoinKind.INNER, source("l"), List.of(0, 1), source("r"), List.of(2, 0));
        PhysicalCircuit circuit = physical();
        assertThat(circuit.exchanges()).isEmpty();
        assertThat(circuit.distribution(join)).isEqualTo(new Hashed(List.of(List.of(0, 1), List.of(5, 3))));
    }

    @Test
    void oneSideMovesWhenTheOtherIsWellPlaced() {
        int left = source("l");
        int right = source("r");
        sketch.add(new Aggregate(List.of(1), List.of(count())), left);
        sketch.add(new Aggregate(List.of(0), List.of(count())), right);
        int join = sketch.equiJoin(JoinKind.INNER, left, List.of(0, 1), right, List.of(1, 2));
        PhysicalCircuit circuit = physical();
        assertThat(circuit.exchanges()).containsExactly(new Exchange(right, join, 1, List.of(2), Mode.HASH));
    }

    @Test
    void bothSidesMoveWhenNeitherIsWellPlaced() {
        int left = source("l");
        int right = source("r");
        sketch.add(new Aggregate(List.of(1), List.of(count())), left);
        sketch.add(new Aggregate(List.of(1), List.of(count())), right);
        int join = sketch.equiJoin(JoinKind.INNER, left, List.of(0), right, List.of(0));
        assertThat(physical().exchanges())
                .containsExactly(
                        new Exchange(left, join, 0, List.of(0), Mode.HASH),
                        new Exchange(right, join, 1, List.of(0), Mode.HASH));
    }

    @Test
    void outerJoinsAreNotHashedByPaddedColumns() {
        int left = sketch.equiJoin(JoinKind.LEFT, source("a"), List.of(0), source("b"), List.of(0));
        int right = sketch.equiJoin(JoinKind.RIGHT, source("c"), List.of(0), source("d"), List.of(0));
        int full = sketch.equiJoin(JoinKind.FULL, source("e"), List.of(0), source("f"), List.of(0));
        int anti = sketch.equiJoin(JoinKind.ANTI, source("g"), List.of(0), source("h"), List.of(0));
        PhysicalCircuit circuit = physical();
        assertThat(circuit.distribution(left)).isEqualTo(Hashed.by(List.of(0)));
        assertThat(circuit.distribution(right)).isEqualTo(Hashed.by(List.of(3)));
        assertThat(circuit.distribution(full)).isEqualTo(new Arbitrary());
        assertThat(circuit.distribution(anti)).isEqualTo(Hashed.by(List.of(0)));
    }

    @Test
    void aJoinWithoutKeysRunsOnOneShard() {
        int join = sketch.equiJoin(JoinKind.INNER, source("l"), List.of(), source("r"), List.of());
        PhysicalCircuit circuit = physical();
        assertThat(circuit.distribution(join)).isEqualTo(new Single());
        assertThat(circuit.exchanges()).extracting(Exchange::mode).containsExactly(Mode.SINGLE, Mode.SINGLE);
    }

    @Test
    void aSingleRowGoesToAllShardsForAJoinWithoutKeys() {
        int many = sketch.add(new Distinct(), source("l"));
        int one = sketch.add(new Aggregate(List.of(), List.of(count())), source("r"));
        int left = sketch.equiJoin(JoinKind.LEFT, many, List.of(), one, List.of());
        int inner = sketch.equiJoin(JoinKind.INNER, one, List.of(), many, List.of());
        int right = sketch.equiJoin(JoinKind.RIGHT, many, List.of(), one, List.of());
        PhysicalCircuit circuit = physical();
        assertThat(circuit.exchange(left, 0)).isEmpty();
        assertThat(circuit.exchange(left, 1)).hasValue(new Exchange(one, left, 1, List.of(), Mode.BROADCAST));
        assertThat(circuit.partition(left)).hasValue(List.of(0, 1, 2));
        assertThat(circuit.exchange(inner, 0)).hasValue(new Exchange(one, inner, 0, List.of(), Mode.BROADCAST));
        assertThat(circuit.partition(inner)).hasValue(List.of(1, 2, 3));
        assertThat(circuit.distribution(right)).isEqualTo(new Single());
    }

    @Test
    void whatIsOnOneShardIsSpreadForAJoinWithMore() {
        int total = sketch.add(new Aggregate(List.of(), List.of(count())), source("l"));
        int join = sketch.equiJoin(JoinKind.INNER, total, List.of(0), source("r"), List.of(1));
        assertThat(physical().exchange(join, 0)).hasValue(new Exchange(total, join, 0, List.of(0), Mode.HASH));
        assertThat(physical().exchange(join, 1)).isEmpty();
    }

    @Test
    void distinctIsContentWithAnyHash() {
        int source = source("s");
        sketch.add(new Aggregate(List.of(1), List.of(count())), source);
        int distinct = sketch.add(new Distinct(), source);
        assertThat(physical().exchange(distinct, 0)).isEmpty();
        assertThat(physical().partition(distinct)).hasValue(List.of(1));
    }

    @Test
    void setOperationsNeedBothInputsAlike() {
        int left = source("l");
        int right = source("r");
        sketch.add(new Aggregate(List.of(1), List.of(count())), left);
        int intersect = sketch.add(new Intersect(false), left, right);
        PhysicalCircuit circuit = physical();
        assertThat(circuit.exchanges()).containsExactly(new Exchange(right, intersect, 1, List.of(1), Mode.HASH));
        assertThat(circuit.partition(intersect)).hasValue(List.of(1));
    }

    @Test
    void unionKeepsWhatAllInputsShare() {
        int agreed = sketch.add(new Union(), source("a"), source("b"));
        sketch.add(new Aggregate(List.of(2), List.of(count())), agreed);
        int other = source("c");
        sketch.add(new Aggregate(List.of(0), List.of(count())), other);
        int disagreed = sketch.add(new Union(), agreed, other);
        PhysicalCircuit circuit = physical();
        assertThat(circuit.partition(agreed)).hasValue(List.of(2));
        assertThat(circuit.distribution(disagreed)).isEqualTo(new Arbitrary());
        assertThat(circuit.exchanges()).isEmpty();
    }

    @Test
    void topKAsofAndRecomputeArePlacedByPartitionKeysAndOneShard() {
        int top = sketch.add(topK(List.of(1)), source("a"));
        int asof = sketch.add(new Asof(List.of(1), List.of(2), 0, 0), source("b"), source("c"));
        int recompute = sketch.add(new Recompute("why", body()), longs("a"), "v", top);
        PhysicalCircuit circuit = physical();
        assertThat(circuit.partition(top)).hasValue(List.of(1));
        assertThat(circuit.partition(asof)).hasValue(List.of(1));
        assertThat(circuit.exchanges()).containsExactly(new Exchange(top, recompute, 0, List.of(), Mode.SINGLE));
    }

    @Test
    void constantsStartOnOneShard() {
        int rows = sketch.add(new Constant(List.of(List.of(literal(1), literal(2)))));
        int join = sketch.equiJoin(JoinKind.SEMI, source("s"), List.of(0), rows, List.of(1));
        assertThat(physical().exchanges()).containsExactly(new Exchange(rows, join, 1, List.of(1), Mode.HASH));
        assertThat(physical().partition(join)).hasValue(List.of(0));
    }

    @Test
    void regionsAreConnectedWithoutExchangeAndFollowWhatTheyRead() {
        int source = source("s");
        int groups = sketch.add(new Aggregate(List.of(0), List.of(count())), source);
        int total = sketch.add(new Aggregate(List.of(), List.of(count())), groups);
        int other = source("o");
        assertThat(physical().regions())
                .containsExactly(
                        new Region(0, 0, List.of(source, groups)),
                        new Region(1, 0, List.of(other)),
                        new Region(2, 1, List.of(total)));
        assertThat(physical().region(total).id()).isEqualTo(2);
    }

    @Test
    void aRegionNeverWaitsForAnExchangeThatItFeeds() {
        int source = source("s");
        int self = sketch.equiJoin(JoinKind.INNER, source, List.of(0), source, List.of(1));
        PhysicalCircuit circuit = physical();
        assertThat(circuit.exchange(self, 0)).isEmpty();
        assertThat(circuit.exchange(self, 1)).isPresent();
        assertThat(circuit.regions())
                .containsExactly(new Region(0, 0, List.of(source)), new Region(1, 1, List.of(self)));
    }

    private static TopK topK(List<Integer> partition) {
        return new TopK(partition, List.of(new SortKey(0, false, false)), RankFunction.ROW_NUMBER, 3, 0, false);
    }

    private static Circuit body() {
        CircuitSketch body = new CircuitSketch();
        return body.output("result", body.source("0", longs("a", "b", "c"))).circuit();
    }

    private int source(String name) {
        return sketch.source(name, longs("a", "b", "c"));
    }

    private PhysicalCircuit physical() {
        return PhysicalCircuit.of(sketch.inferred());
    }
}
