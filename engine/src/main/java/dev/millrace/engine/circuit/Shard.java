package dev.millrace.engine.circuit;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.operator.LateColumn;
import dev.millrace.engine.operator.LateRows;
import dev.millrace.engine.operator.NodeContext;
import dev.millrace.engine.operator.OperatorFailure;
import dev.millrace.engine.operator.Operators;
import dev.millrace.engine.operator.StepOperator;
import dev.millrace.engine.operator.Waterline;
import dev.millrace.engine.state.StateParts;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import dev.millrace.plan.physical.Exchange;
import dev.millrace.plan.physical.PhysicalCircuit;
import dev.millrace.plan.physical.Region;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The whole circuit over one part of the rows. One thread at a time; others read its sent parts between regions. */
final class Shard {
    private final PhysicalCircuit plan;
    private final int index;
    private final int shards;
    private final @Nullable StepOperator[] operators;
    private final Delta[] results;
    private final @Nullable Router[] routers;
    private final Delta[][] sent;
    private final List<Waterline> waterlines;
    private final WaterlineValues coming;
    /** By projection the filter that is computed with it. */
    private final SequencedMap<Integer, Node> fusions;

    Shard(
            PhysicalCircuit plan,
            int index,
            int shards,
            List<boolean[]> needed,
            List<Waterline> waterlines,
            Waterlines limits) {
        this.plan = plan;
        this.index = index;
        this.shards = shards;
        int count = plan.circuit().nodes().size();
        this.operators = new StepOperator[count];
        this.results = new Delta[count];
        this.routers = new Router[plan.exchanges().size()];
        this.sent = new Delta[plan.exchanges().size()][];
        this.fusions = FilterFusion.of(plan);
        this.waterlines = waterlines;
        this.coming = limits.values();
        for (Node node : plan.circuit().nodes()) {
            Node filter = fusions.get(node.id());
            if (filter != null && filter.operator() instanceof Operator.Filter condition) {
                Schema input = plan.circuit().node(filter.inputs().getFirst()).schema();
                operators[node.id()] = Operators.filterAndProject(condition, (Operator.Project) node.operator(), input);
            } else if (!(node.operator() instanceof Operator.Source) && !fusions.containsValue(node)) {
                List<Node> inputs =
                        node.inputs().stream().map(plan.circuit()::node).toList();
                operators[node.id()] = Operators.create(new NodeContext(
                        node,
                        inputs,
                        index,
                        needed.get(node.id()),
                        waterlines.get(node.id()),
                        lateAfter(node, waterlines),
                        limits.limits(node.id()),
                        () -> coming(node.id())));
            }
        }
        for (int i = 0; i < routers.length; i++) {
            Exchange exchange = plan.exchanges().get(i);
            if (exchange.mode() == Exchange.Mode.HASH) {
                Node from = plan.circuit().node(exchange.from());
                routers[i] = new Router(exchange.columns(), from.schema(), needed.get(from.id()), shards);
            }
        }
    }

    /** Of the rows of this step, only those that this shard took are known here: the limits will not be lower. */
    private long[] coming(int node) {
        coming.compute(late -> {
            long before = waterlines.get(late).greatest();
            return operators[late] instanceof LateRows rows ? Math.max(before, rows.greatest()) : before;
        });
        return coming.limits(node);
    }

    private List<LateColumn> lateAfter(Node node, List<Waterline> waterlines) {
        List<LateColumn> columns = new ArrayList<>();
        int last = node.id();
        for (Node next : plan.circuit().nodes()) {
            if (next.operator() instanceof Operator.Lateness lateness
                    && next.inputs().contains(last)) {
                columns.add(LateColumn.of(lateness, waterlines.get(next.id())));
                last = next.id();
            }
        }
        return columns;
    }

    /** Names this shard's part of the sources' deltas, by node. */
    void begin(SequencedMap<Integer, Delta[]> sources) {
        Arrays.fill(results, Delta.EMPTY);
        sources.forEach((node, parts) -> results[node] = parts[index]);
    }

    /** Runs the nodes of a region, with what the others have sent before. */
    void run(Region region, List<Shard> all) {
        for (int id : region.nodes()) {
            StepOperator operator = operators[id];
            if (operator != null) {
                Node node = plan.circuit().node(id);
                results[id] = step(node, fusions.getOrDefault(id, node), operator, all);
            }
            send(id);
        }
    }

    /**
     * @param reader the node whose inputs it reads: itself, or the filter computed with it
     */
    private Delta step(Node node, Node reader, StepOperator operator, List<Shard> all) {
        List<Delta> inputs = new ArrayList<>();
        for (int i = 0; i < reader.inputs().size(); i++) {
            inputs.add(input(reader, i, all));
        }
        try {
            return operator.step(inputs);
        } catch (OperatorFailure failure) {
            throw new StepFailure(
                    failure.code(),
                    node.relation(),
                    failure.position(),
                    String.valueOf(failure.getMessage()),
                    failure.row(),
                    failure);
        } catch (ArithmeticException failure) {
            throw new StepFailure(
                    "Overflow", node.relation(), node.position(), "a weight does not fit 64 bits", "", failure);
        }
    }

    private Delta input(Node node, int input, List<Shard> all) {
        int exchange = shards == 1 ? -1 : exchange(node.id(), input);
        if (exchange < 0) {
            return results[node.inputs().get(input)];
        }
        return Delta.sum(all.stream().map(shard -> shard.sent[exchange][index]).toList());
    }

    private int exchange(int to, int input) {
        for (int i = 0; i < plan.exchanges().size(); i++) {
            Exchange exchange = plan.exchanges().get(i);
            if (exchange.to() == to && exchange.inputIndex() == input) {
                return i;
            }
        }
        return -1;
    }

    private void send(int id) {
        for (int i = 0; shards > 1 && i < plan.exchanges().size(); i++) {
            if (plan.exchanges().get(i).from() == id) {
                sent[i] = parts(i, results[id]);
            }
        }
    }

    private Delta[] parts(int exchange, Delta delta) {
        Router router = routers[exchange];
        if (router != null) {
            return router.route(delta);
        }
        Delta[] parts = new Delta[shards];
        Arrays.fill(parts, plan.exchanges().get(exchange).mode() == Exchange.Mode.BROADCAST ? delta : Delta.EMPTY);
        parts[0] = delta;
        return parts;
    }

    Delta result(int node) {
        return results[node];
    }

    /** The rows that a node dropped as late. */
    Delta late(int node) {
        return operators[node] instanceof LateRows late ? late.late() : Delta.EMPTY;
    }

    void finish(boolean commit) {
        for (StepOperator operator : operators) {
            if (operator != null) {
                operator.finish(commit);
            }
        }
        Arrays.fill(results, Delta.EMPTY);
        Arrays.fill(sent, null);
    }

    void keep(int node, StateParts parts) {
        StepOperator operator = operators[node];
        if (operator != null) {
            operator.keep(parts);
        }
    }

    /** Lets the operators give up what the waterlines have passed. */
    void expire() {
        for (StepOperator operator : operators) {
            if (operator != null) {
                operator.expire();
            }
        }
    }

    long stateBytes(int node) {
        StepOperator operator = operators[node];
        return operator == null ? 0 : operator.stateBytes();
    }

    long stateRows(int node) {
        StepOperator operator = operators[node];
        return operator == null ? 0 : operator.stateRows();
    }
}
