package dev.millrace.embedded;

import dev.millrace.engine.algebra.Consolidation;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.circuit.Integral;
import dev.millrace.engine.circuit.RunningCircuit;
import dev.millrace.engine.circuit.StepResult;
import dev.millrace.plan.Circuit;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Properties;
import dev.millrace.plan.Table;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table and what it contains. What is inserted and removed becomes a change of its contents here: rows with a primary key
 * replace each other, late rows are dropped.
 */
final class LiveTable {
    private final Table table;
    private final Schema schema;
    private final Integral contents;
    private final @Nullable RunningCircuit normalizer;

    LiveTable(Table table) {
        this.table = table;
        this.schema = table.schema();
        this.contents = new Integral(schema);
        List<Operator> operators = operators(table);
        this.normalizer = operators.isEmpty() ? null : new RunningCircuit(chain(table, operators), 1);
    }

    private static List<Operator> operators(Table table) {
        List<Operator> operators = new ArrayList<>();
        if (!table.primaryKey().isEmpty()) {
            operators.add(new Operator.Upsert(table.primaryKey()));
        }
        for (int i = 0; i < table.columns().size(); i++) {
            var bound = table.columns().get(i).lateness();
            if (bound != null) {
                operators.add(new Operator.Lateness(i, bound));
            }
        }
        return operators;
    }

    private static Circuit chain(Table table, List<Operator> operators) {
        List<Node> nodes = new ArrayList<>();
        nodes.add(node(table, 0, new Operator.Source(table.name()), List.of()));
        for (Operator operator : operators) {
            nodes.add(node(table, nodes.size(), operator, List.of(nodes.size() - 1)));
        }
        return new Circuit(nodes, List.of(new Circuit.Output(table.name(), nodes.size() - 1)));
    }

    private static Node node(Table table, int id, Operator operator, List<Integer> inputs) {
        return new Node(id, operator, inputs, table.schema(), Properties.NONE, table.name(), table.position());
    }

    Table table() {
        return table;
    }

    Integral contents() {
        return contents;
    }

    /** What a step changed: the change of the contents, and the rows that came too late. */
    record Change(Delta delta, Delta late) {}

    /** The first half of a step. */
    Change step(Delta raw, HalfSteps step) {
        Change change = normalize(raw, step);
        step.add(contents, change.delta);
        return change;
    }

    private Change normalize(Delta raw, HalfSteps step) {
        if (normalizer == null) {
            return new Change(Consolidation.consolidate(raw, schema), Delta.EMPTY);
        }
        StepResult result = step.step(normalizer, Map.of(table.name(), raw));
        return new Change(
                result.consolidated(table.name()), result.late().getOrDefault(table.name(), Delta.EMPTY));
    }

    void close() {
        if (normalizer != null) {
            normalizer.close();
        }
    }
}
