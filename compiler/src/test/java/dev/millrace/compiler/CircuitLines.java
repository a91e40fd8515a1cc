package dev.millrace.compiler;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Operator.AggregateCall;
import dev.millrace.plan.Operator.SortKey;
import dev.millrace.plan.Operator.WindowCall;
import java.util.List;
import java.util.stream.Collectors;

/** A circuit as text for tests: a line per node with what it does and what it reads. */
public final class CircuitLines {
    private CircuitLines() {}

    /** The circuit of a program of which nothing is wrong. */
    public static String ofProgram(String program) {
        Compilation compilation = new SqlCompiler().compile(program);
        if (compilation.plan() == null) {
            throw new AssertionError(compilation.diagnostics().toString());
        }
        return of(compilation.plan().circuit());
    }

    /** A line per node. */
    public static String of(Circuit circuit) {
        return circuit.nodes().stream().map(CircuitLines::line).collect(Collectors.joining("\n"));
    }

    private static String line(Node node) {
        String inputs = node.inputs().stream().map(String::valueOf).collect(Collectors.joining(", "));
        return node.id() + ": " + text(node.operator()) + (inputs.isEmpty() ? "" : " of " + inputs);
    }

    private static String text(Operator operator) {
        return switch (operator) {
            case Operator.Source o -> "source " + o.relation();
            case Operator.Upsert o -> "upsert by " + o.key();
            case Operator.Lateness o -> "lateness " + o.column() + " by " + o.bound();
            case Operator.Constant o -> "constant " + o.rows();
            case Operator.Filter o -> "filter " + o.condition();
            case Operator.Project o -> "project " + o.expressions();
            case Operator.Unnest o -> "unnest " + o.collection() + (o.ordinality() ? " with ordinality" : "");
            case Operator.Hop o -> "hop " + o.time() + " every " + o.slide() + " for " + o.size();
            case Operator.Union o -> "union";
            case Operator.Negate o -> "negate";
            case Operator.Join o ->
                o.kind().name().toLowerCase(java.util.Locale.ROOT) + " join " + keys(o)
                        + (o.residual() == null ? "" : " where " + o.residual());
            case Operator.Asof o ->
                "asof join " + o.leftKeys() + "=" + o.rightKeys() + " times " + o.leftTime() + ">=" + o.rightTime();
            case Operator.Aggregate o ->
                "aggregate by " + o.keys() + " "
                        + o.calls().stream().map(CircuitLines::text).toList();
            case Operator.Distinct o -> "distinct";
            case Operator.Intersect o -> "intersect" + (o.all() ? " all" : "");
            case Operator.Except o -> "except" + (o.all() ? " all" : "");
            case Operator.TopK o ->
                "top " + o.function() + " " + o.limit() + (o.offset() == 0 ? "" : " after " + o.offset()) + " by "
                        + o.partition() + " order " + order(o.order()) + (o.rankColumn() ? " with rank" : "");
            case Operator.Window o ->
                "window by " + o.partition() + " order " + order(o.order()) + " "
                        + o.calls().stream().map(CircuitLines::text).toList();
            case Operator.Recompute o -> "recompute " + o.reason();
        };
    }

    private static String keys(Operator.Join join) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < join.leftKeys().size(); i++) {
            text.append(i == 0 ? "" : ", ")
                    .append(join.leftKeys().get(i))
                    .append(join.nullSafe().get(i) ? "<=>" : "=")
                    .append(join.rightKeys().get(i));
        }
        return text.isEmpty() ? "without keys" : text.toString();
    }

    private static String order(List<SortKey> keys) {
        return keys.stream()
                .map(k -> k.column() + (k.descending() ? " desc" : "") + (k.nullsFirst() ? "" : " nulls last"))
                .toList()
                .toString();
    }

    private static String text(AggregateCall call) {
        String arguments = call.arguments().stream().map(String::valueOf).collect(Collectors.joining(", "));
        return call.function() + "(" + (call.distinct() ? "distinct " : "") + arguments + ")"
                + (call.filter() < 0 ? "" : " filter " + call.filter());
    }

    private static String text(WindowCall call) {
        return call.function() + call.arguments() + " from "
                + bound(call.frame().lower()) + " to " + bound(call.frame().upper())
                + (call.frame().rows() ? " rows" : "");
    }

    private static String bound(Operator.Bound bound) {
        return bound.kind() + (bound.distance() == null ? "" : " " + bound.distance());
    }
}
