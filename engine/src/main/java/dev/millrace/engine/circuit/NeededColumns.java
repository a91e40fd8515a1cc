package dev.millrace.engine.circuit;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which columns of each node's output anyone reads. The optimizer has already put projections before operators that keep rows, where
 * they help; so these read all of their input. But for the guards of tables, which no optimizer moves: of a row they need only what
 * others read, the key, and the column by which it is late.
 */
final class NeededColumns {
    private final Circuit circuit;
    private final List<boolean[]> needed = new ArrayList<>();

    private NeededColumns(Circuit circuit) {
        this.circuit = circuit;
        circuit.nodes().forEach(node -> needed.add(new boolean[node.schema().size()]));
        circuit.outputs().forEach(output -> all(output.node()));
        for (Node node : circuit.nodes().reversed()) {
            node.inputs().forEach(input -> mark(node, input));
        }
    }

    static List<boolean[]> of(Circuit circuit) {
        return new NeededColumns(circuit).needed;
    }

    private void mark(Node node, int input) {
        boolean[] own = needed.get(node.id());
        switch (node.operator()) {
            case Operator.Source o -> {}
            case Operator.Constant o -> {}
            case Operator.Filter filter -> {
                pass(own, input);
                inputs(filter.condition(), input);
            }
            case Operator.Project project -> project.expressions().forEach(e -> inputs(e, input));
            case Operator.Unnest unnest -> {
                pass(own, input);
                inputs(unnest.collection(), input);
            }
            case Operator.Hop hop -> {
                pass(own, input);
                needed.get(input)[hop.time()] = true;
            }
            case Operator.Union o -> pass(own, input);
            case Operator.Negate o -> pass(own, input);
            case Operator.Aggregate aggregate -> aggregate(aggregate, input);
            case Operator.Upsert upsert -> {
                pass(own, input);
                upsert.key().forEach(column -> needed.get(input)[column] = true);
            }
            case Operator.Lateness lateness -> {
                own[lateness.column()] = true;
                markReadBefore(input, own);
                pass(own, input);
            }
            case Operator.Join o -> all(input);
            case Operator.Asof o -> all(input);
            case Operator.Distinct o -> all(input);
            case Operator.Intersect o -> all(input);
            case Operator.Except o -> all(input);
            case Operator.TopK o -> all(input);
            case Operator.Window o -> all(input);
            case Operator.Recompute o -> all(input);
        }
    }

    /** Late rows are reported with the same columns, wherever in a chain of guards they are dropped. */
    private void markReadBefore(int guard, boolean[] own) {
        switch (circuit.node(guard).operator()) {
            case Operator.Lateness lateness -> {
                own[lateness.column()] = true;
                markReadBefore(circuit.node(guard).inputs().getFirst(), own);
            }
            case Operator.Upsert upsert -> upsert.key().forEach(column -> own[column] = true);
            default -> {}
        }
    }

    private void aggregate(Operator.Aggregate aggregate, int input) {
        boolean[] columns = needed.get(input);
        aggregate.keys().forEach(key -> columns[key] = true);
        for (Operator.AggregateCall call : aggregate.calls()) {
            call.arguments().forEach(argument -> columns[argument] = true);
            call.order().forEach(key -> columns[key.column()] = true);
            if (call.filter() >= 0) {
                columns[call.filter()] = true;
            }
        }
    }

    private void all(int node) {
        Arrays.fill(needed.get(node), true);
    }

    private void pass(boolean[] own, int input) {
        boolean[] columns = needed.get(input);
        for (int i = 0; i < columns.length; i++) {
            columns[i] |= own[i];
        }
    }

    private void inputs(Expression expression, int node) {
        if (expression instanceof Expression.Input input) {
            needed.get(node)[input.index()] = true;
        }
        expression.operands().forEach(operand -> inputs(operand, node));
    }
}
