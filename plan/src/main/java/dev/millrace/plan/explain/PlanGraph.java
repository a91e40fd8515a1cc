package dev.millrace.plan.explain;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.Node;
import dev.millrace.plan.Plan;
import dev.millrace.plan.physical.Exchange;
import dev.millrace.plan.physical.PhysicalCircuit;
import dev.millrace.plan.physical.Region;
import java.util.Optional;

/** A plan as a graph in Graphviz's language: a cluster per region, an edge per input, bold and labelled where rows change the shard. */
public final class PlanGraph {
    private static final int LINE_MAX = 60;

    private final PhysicalCircuit physical;
    private final StringBuilder text = new StringBuilder();

    private PlanGraph(PhysicalCircuit physical) {
        this.physical = physical;
    }

    /** The graph of a plan, lines ended by {@code \n}. */
    public static String of(Plan plan) {
        PlanGraph graph = new PlanGraph(PhysicalCircuit.of(plan.circuit()));
        graph.write();
        return graph.text.toString();
    }

    private Circuit circuit() {
        return physical.circuit();
    }

    private void write() {
        line("digraph plan {");
        line("  rankdir=BT;");
        line("  node [shape=box, fontname=\"monospace\"];");
        line("  edge [fontname=\"monospace\"];");
        physical.regions().forEach(this::region);
        circuit().nodes().forEach(this::edges);
        circuit().outputs().forEach(this::output);
        line("}");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void region(Region region) {
        line("  subgraph cluster_" + region.id() + " {");
        line("    label=\"region " + region.id() + "\";");
        for (int id : region.nodes()) {
            String label = "#" + id + " " + OperatorText.of(circuit(), circuit().node(id));
            line("    n" + id + " [label=" + quoted(shortened(label)) + "];");
        }
        line("  }");
    }

    private void edges(Node node) {
        for (int i = 0; i < node.inputs().size(); i++) {
            int input = node.inputs().get(i);
            Optional<Exchange> exchange = physical.exchange(node.id(), i);
            line("  n" + input + " -> n" + node.id() + exchange.map(this::label).orElse("") + ";");
        }
    }

    private String label(Exchange exchange) {
        ColumnNames columns = ColumnNames.of(circuit().node(exchange.from()).schema());
        return " [style=bold, label=" + quoted(DistributionText.of(exchange, columns)) + "]";
    }

    private void output(Circuit.Output output) {
        String name = quoted(output.name());
        String view = quoted("view " + output.name());
        line("  " + view + " [shape=ellipse, label=" + name + "];");
        line("  n" + output.node() + " -> " + view + ";");
    }

    /** A label says what a node is, not all of it; that is for the text. */
    private static String shortened(String label) {
        return label.codePointCount(0, label.length()) <= LINE_MAX
                ? label
                : label.substring(0, label.offsetByCodePoints(0, LINE_MAX)) + "…";
    }

    private static String quoted(String label) {
        return "\"" + label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
