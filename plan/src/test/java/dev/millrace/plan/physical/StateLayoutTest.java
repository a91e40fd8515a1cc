package dev.millrace.plan.physical;

import static dev.millrace.plan.CircuitSketch.column;
import static dev.millrace.plan.CircuitSketch.count;
import static dev.millrace.plan.CircuitSketch.literal;
import static dev.millrace.plan.CircuitSketch.longs;
import static dev.millrace.plan.CircuitSketch.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.plan.CircuitSketch;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Call;
import dev.millrace.plan.Operator.Aggregate;
import dev.millrace.plan.Operator.Distinct;
import dev.millrace.plan.Operator.Filter;
import dev.millrace.plan.Operator.JoinKind;
import dev.millrace.plan.Operator.Lateness;
import dev.millrace.plan.Operator.Recompute;
import dev.millrace.plan.Operator.Upsert;
import dev.millrace.plan.Position;
import dev.millrace.plan.Table;
import dev.millrace.plan.physical.StateSpec.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateLayoutTest {
    private final CircuitSketch sketch = new CircuitSketch();

    @Test
    void statelessOperatorsHaveNoState() {
        sketch.add(new Filter(CircuitSketch.test(">", column(0), literal(1))), source("s"));
        assertThat(states()).isEmpty();
    }

    @Test
    void eachSideOfAJoinIsAnIndexByItsKeys() {
        int join = sketch.equiJoin(JoinKind.INNER, source("l"), List.of(0), source("r"), List.of(1));
        assertThat(states()).extracting(StateSpec::node).containsExactly(join, join);
        assertThat(states()).extracting(StateSpec::input).containsExactly(0, 1);
        assertThat(states()).extracting(StateSpec::kind).containsOnly(Kind.INDEX);
        assertThat(states()).extracting(StateSpec::keyColumns).containsExactly(List.of(0), List.of(1));
        assertThat(states()).extracting(StateSpec::weighted).containsOnly(true);
    }

    @Test
    void rowsOfASetHaveNoWeights() {
        int keyed = sketch.add(new Upsert(List.of(0)), source("s"));
        sketch.add(new Distinct(), keyed);
        assertThat(states()).extracting(StateSpec::kind).containsExactly(Kind.TABLE, Kind.WEIGHTS);
        assertThat(states()).extracting(StateSpec::weighted).containsOnly(false);
    }

    @Test
    void groupsKeepTheirOutputRows() {
        sketch.add(new Aggregate(List.of(1), List.of(count())), source("s"));
        assertThat(states().getFirst().kind()).isEqualTo(Kind.GROUPS);
        assertThat(states().getFirst().rows().size()).isEqualTo(2);
    }

    @Test
    void appendOnlyInputsAreMarked() {
        sketch.add(new Aggregate(List.of(1), List.of(count())), source("s"));
        Table log = table("s", longs("a", "b"), List.of(), "append_only", "true");
        List<StateSpec> states = PhysicalCircuit.of(sketch.inferred(log)).states();
        assertThat(states.getFirst().appendOnly()).isTrue();
        assertThat(states.getFirst().stateId()).isNotEqualTo(states().getFirst().stateId());
    }

    @Test
    void recomputeKeepsEachInput() {
        CircuitSketch body = new CircuitSketch();
        body.output("result", body.source("0", longs("a", "b")));
        sketch.add(new Recompute("why", body.circuit()), longs("a", "b"), "v", source("s"), source("t"));
        assertThat(states()).extracting(StateSpec::kind).containsExactly(Kind.INTEGRAL, Kind.INTEGRAL);
        assertThat(states()).extracting(StateSpec::input).containsExactly(0, 1);
    }

    @Test
    void namesDoNotDependOnTheRestOfTheCircuit() {
        sketch.add(new Aggregate(List.of(1), List.of(count())), source("s"));
        CircuitSketch larger = new CircuitSketch();
        larger.add(new Distinct(), larger.source("other", longs("x")));
        larger.add(new Aggregate(List.of(1), List.of(count())), larger.source("s", longs("renamed", "too")));
        assertThat(PhysicalCircuit.of(larger.inferred()).states().getLast().stateId())
                .isEqualTo(states().getFirst().stateId());
    }

    @Test
    void namesDoNotDependOnPositions() {
        assertThat(idAbove(new Position(1, 1), 5)).isEqualTo(idAbove(new Position(9, 3), 5));
    }

    @Test
    void namesDependOnEverythingBelow() {
        assertThat(idAbove(Position.NONE, 5)).isNotEqualTo(idAbove(Position.NONE, 6));
        CircuitSketch one = new CircuitSketch();
        one.add(new Distinct(), one.source("s", longs("a")));
        CircuitSketch other = new CircuitSketch();
        other.add(new Distinct(), other.source("t", longs("a")));
        assertThat(firstId(one)).isNotEqualTo(firstId(other));
    }

    @Test
    void equalStatesAreNumbered() {
        int source = source("s");
        sketch.add(new Distinct(), source);
        sketch.add(new Distinct(), source);
        String first = states().get(0).stateId();
        assertThat(first).matches("[0-9a-f]{16}");
        assertThat(states().get(1).stateId()).isEqualTo(first + "-2");
    }

    @Test
    void namesStayTheSameFromReleaseToRelease() {
        int late = sketch.add(new Lateness(0, literal(7)), source("s"));
        sketch.add(new Aggregate(List.of(1), List.of(count())), late);
        assertThat(states()).extracting(StateSpec::stateId).containsExactly("aa8c7552d2c0204e", "5bb1e254635701df");
    }

    private static String idAbove(Position position, long bound) {
        CircuitSketch sketch = new CircuitSketch();
        Expression condition = new Call(">", List.of(column(0), literal(bound)), CircuitSketch.BOOLEAN, position);
        sketch.add(new Distinct(), sketch.add(new Filter(condition), sketch.source("s", longs("a"))));
        return firstId(sketch);
    }

    private static String firstId(CircuitSketch sketch) {
        return PhysicalCircuit.of(sketch.inferred()).states().getFirst().stateId();
    }

    private int source(String name) {
        return sketch.source(name, longs("a", "b"));
    }

    private List<StateSpec> states() {
        return PhysicalCircuit.of(sketch.inferred()).states();
    }
}
