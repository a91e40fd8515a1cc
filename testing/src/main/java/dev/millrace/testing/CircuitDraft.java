package dev.millrace.testing;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Position;
import dev.millrace.plan.Properties;
import dev.millrace.plan.PropertyInference;
import dev.millrace.plan.Table;
import dev.millrace.plan.TableColumn;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts circuits together by hand, for tests of operators. Not thread-safe. */
public final class CircuitDraft {
    private final List<Node> nodes = new ArrayList<>();
    private final List<Table> tables = new ArrayList<>();

    /** Adds a table with columns c0, c1, … of these types, and its source; with a key, also what turns upserts into changes. */
    public int table(String name, boolean appendOnly, List<Integer> key, SqlType... types) {
        List<TableColumn> columns = new ArrayList<>();
        for (SqlType type : types) {
            columns.add(new TableColumn("c" + columns.size(), type, null, null, Position.NONE));
        }
        SortedMap<String, String> properties = new TreeMap<>();
        properties.put("append_only", String.valueOf(appendOnly));
        Table table = new Table(name, columns, key, properties, Position.NONE);
        tables.add(table);
        int source = add(new Operator.Source(name), table.schema());
        return key.isEmpty() ? source : add(new Operator.Upsert(key), table.schema(), source);
    }

    /** Adds a node and answers its id. */
    public int add(Operator operator, Schema schema, Integer... inputs) {
        nodes.add(new Node(nodes.size(), operator, List.of(inputs), schema, Properties.NONE, "draft", Position.NONE));
        return nodes.size() - 1;
    }

    /** The schema of a node. */
    public Schema schema(int node) {
        return nodes.get(node).schema();
    }

    /** The tables. */
    public List<Table> tables() {
        return tables;
    }

    /** The circuit whose one output, {@code v}, is this node. */
    public Circuit circuit(int output) {
        return PropertyInference.infer(new Circuit(nodes, List.of(new Circuit.Output("v", output))), tables);
    }
}
