package dev.millrace.plan.explain;

import static java.util.stream.Collectors.joining;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator.Recompute;
import dev.millrace.plan.Operator.Source;
import dev.millrace.plan.Plan;
import dev.millrace.plan.Properties;
import dev.millrace.plan.physical.Exchange;
import dev.millrace.plan.physical.PhysicalCircuit;
import dev.millrace.plan.physical.Region;
import dev.millrace.plan.physical.StateSpec;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * A plan as text for people.
 *
 * <p>First the logical plan: for each view the tree of its nodes, inputs below and indented, a node that several read in full
 * at its first place only. Under each node stand its columns and what is known of its rows. Then the physical plan: regions in
 * the order in which they run, with the distribution of each node over the shards; exchanges; states.
 */
public final class PlanText {
    private static final String INDENT = "  ";

    private final StringBuilder text = new StringBuilder();

    private PlanText() {}

    /** The text of a plan, lines ended by {@code \n}. */
    public static String of(Plan plan) {
        PlanText writer = new PlanText();
        writer.line("logical plan");
        writer.trees(plan.circuit(), INDENT);
        writer.physical(PhysicalCircuit.of(plan.circuit()));
        return writer.text.toString();
    }

    private void line(String line) {
        text.append(line.stripTrailing()).append('\n');
    }

    private void trees(Circuit circuit, String indent) {
        Set<Integer> seen = new TreeSet<>();
        for (Circuit.Output output : circuit.outputs()) {
            line(indent + output.name());
            tree(circuit, output.node(), indent + INDENT, seen);
        }
        List<Node> unread = circuit.nodes().stream()
                .filter(node -> !seen.contains(node.id()))
                .toList();
        if (!unread.isEmpty()) {
            line(indent + "(read by no view)");
        }
        unread.reversed().stream()
                .filter(node -> !seen.contains(node.id()))
                .forEach(node -> tree(circuit, node.id(), indent + INDENT, seen));
    }

    private void tree(Circuit circuit, int id, String indent, Set<Integer> seen) {
        Node node = circuit.node(id);
        if (!seen.add(id)) {
            line(indent + head(circuit, node) + " (see above)");
            return;
        }
        line(indent + head(circuit, node));
        line(indent + "   " + schema(node.schema()));
        line(indent + "   " + properties(node.properties(), ColumnNames.of(node.schema())));
        if (node.operator() instanceof Recompute recompute) {
            trees(recompute.body(), indent + "   | ");
        }
        node.inputs().forEach(input -> tree(circuit, input, indent + INDENT, seen));
    }

    private static String head(Circuit circuit, Node node) {
        return "#" + node.id() + " " + OperatorText.of(circuit, node);
    }

    private static String schema(Schema schema) {
        return schema.fields().stream().map(Field::toString).collect(joining(", ", "(", ")"));
    }

    private static String properties(Properties properties, ColumnNames columns) {
        List<String> known = new ArrayList<>();
        if (properties.appendOnly()) {
            known.add("append-only");
        }
        if (properties.set()) {
            known.add("set");
        }
        properties.keys().forEach(key -> known.add("key " + columns.list(key)));
        if (!properties.monotone().isEmpty()) {
            known.add("waterline " + columns.list(properties.monotone()));
        }
        if (properties.growth() != null) {
            known.add("growing " + columns.list(properties.growth().columns()));
        }
        return known.isEmpty() ? "any changes" : String.join(", ", known);
    }

    private void physical(PhysicalCircuit physical) {
        line("");
        line("physical plan");
        physical.regions().forEach(region -> region(physical, region));
        section(
                "exchanges",
                physical.exchanges().stream()
                        .map(exchange -> exchange(physical.circuit(), exchange))
                        .toList());
        section(
                "states",
                physical.states().stream()
                        .map(state -> state(physical.circuit(), state))
                        .toList());
    }

    private void region(PhysicalCircuit physical, Region region) {
        line(INDENT + "region " + region.id() + ", level " + region.level());
        for (int id : region.nodes()) {
            Node node = physical.circuit().node(id);
            line(INDENT + INDENT + "#" + id + " " + shortHead(node)
                    + node.inputs().stream().map(input -> " #" + input).collect(joining()) + ": "
                    + DistributionText.of(physical.distribution(id), ColumnNames.of(node.schema())));
        }
    }

    private static String shortHead(Node node) {
        String name = OperatorText.name(node.operator());
        return node.operator() instanceof Source source ? name + " " + source.relation() : name;
    }

    private void section(String title, List<String> lines) {
        line(INDENT + title + (lines.isEmpty() ? ": none" : ""));
        lines.forEach(line -> line(INDENT + INDENT + line));
    }

    private static String exchange(Circuit circuit, Exchange exchange) {
        ColumnNames columns = ColumnNames.of(circuit.node(exchange.from()).schema());
        return "#" + exchange.from() + " to #" + exchange.to() + ", input " + exchange.inputIndex() + ": "
                + DistributionText.of(exchange, columns);
    }

    private static String state(Circuit circuit, StateSpec state) {
        Node node = circuit.node(state.node());
        ColumnNames columns =
                ColumnNames.of(circuit.node(node.inputs().get(state.input())).schema());
        return state.stateId() + " of #" + node.id() + " " + OperatorText.name(node.operator()) + ", input "
                + state.input() + ": " + state.kind().name().toLowerCase(Locale.ROOT)
                + (state.keyColumns().isEmpty() ? "" : " by " + columns.list(state.keyColumns()))
                + (state.weighted() ? ", weighted" : "") + (state.appendOnly() ? ", append-only" : "")
                + ExpiryText.of(circuit, node, state.input());
    }
}
