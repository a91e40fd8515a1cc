package dev.millrace.embedded;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Plan;
import dev.millrace.plan.Properties;
import dev.millrace.plan.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The circuit of a program with further outputs: the changes of the tables that may be queried.
 *
 * @param tables the output of each such table, by the table's name
 */
public record QueryableCircuit(Circuit circuit, SequencedMap<String, String> tables) {

    /** The circuit of {@code plan}, and the changes of its materialized tables. */
    public static QueryableCircuit of(Plan plan) {
        List<Node> nodes = new ArrayList<>(plan.circuit().nodes());
        List<Circuit.Output> outputs = new ArrayList<>(plan.circuit().outputs());
        SequencedMap<String, String> tables = new LinkedHashMap<>();
        for (Table table : plan.tables()) {
            if (table.materialized()) {
                String name = "table " + table.name();
                outputs.add(new Circuit.Output(name, contents(table, nodes)));
                tables.put(table.name(), name);
            }
        }
        return new QueryableCircuit(new Circuit(nodes, outputs), tables);
    }

    /** The node whose stream is the change of the table's contents, added if there is none. */
    private static int contents(Table table, List<Node> nodes) {
        int last = find(nodes, new Operator.Source(table.name()), List.of(), table);
        for (Operator operator : TableRules.of(table)) {
            last = find(nodes, operator, List.of(last), table);
        }
        return last;
    }

    private static int find(List<Node> nodes, Operator operator, List<Integer> inputs, Table table) {
        for (Node node : nodes) {
            if (node.operator().equals(operator)
                    && node.inputs().equals(inputs)
                    && node.schema().types().equals(table.schema().types())) {
                return node.id();
            }
        }
        int id = nodes.size();
        nodes.add(new Node(id, operator, inputs, table.schema(), Properties.NONE, table.name(), table.position()));
        return id;
    }
}
