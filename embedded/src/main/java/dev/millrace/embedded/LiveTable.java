package dev.millrace.embedded;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.circuit.Integral;
import dev.millrace.engine.circuit.RunningCircuit;
import dev.millrace.engine.circuit.StepFailure;
import dev.millrace.engine.circuit.StepResult;
import dev.millrace.plan.Circuit;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Position;
import dev.millrace.plan.Properties;
import dev.millrace.plan.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A table and what it contains. What is inserted and removed becomes a change of its contents here: rows of the same
 * primary key replace each other, late rows are dropped.
 */
final class LiveTable {
    private final Table table;
    private final Integral contents;
    private final Circuit rules;
    private final RunningCircuit running;

    LiveTable(Table table) {
        this.table = table;
        this.contents = new Integral(table.schema());
        this.rules = rules(table);
        this.running = new RunningCircuit(rules, 1);
    }

    private static Circuit rules(Table table) {
        List<Node> nodes = new ArrayList<>();
        nodes.add(node(table, 0, new Operator.Source(table.name()), List.of()));
        for (Operator operator : TableRules.of(table)) {
            nodes.add(node(table, nodes.size(), operator, List.of(nodes.size() - 1)));
        }
        return new Circuit(nodes, List.of(new Circuit.Output(table.name(), nodes.size() - 1)));
    }

    private static Node node(Table table, int id, Operator operator, List<Integer> inputs) {
        return new Node(id, operator, inputs, table.schema(), Properties.NONE, table.name(), table.position());
    }

    Integral contents() {
        return contents;
    }

    /** The first half of a step. Answers how the contents change, consolidated, and adds late rows to {@code late}. */
    Delta step(Delta raw, HalfSteps step, List<RelationChange> late) {
        StepResult result = step.step(running, Map.of(table.name(), raw));
        Delta change = result.consolidated(table.name());
        step.add(contents, change);
        late.addAll(LateRows.of(rules, result));
        return change;
    }

    /** Throws if the table has fewer than no copies of a row. */
    void checkPositive() {
        for (RowChange row : RelationChange.copyOf(table.name(), table.schema(), contents.contents())
                .rows()) {
            if (row.weight() < 0) {
                String message = "table " + table.name() + ": negative weight found";
                throw new StepFailure(
                        "NegativeWeight", "", Position.NONE, message, row.row().toString(), new ArithmeticException());
            }
        }
    }

    void close() {
        running.close();
    }
}
