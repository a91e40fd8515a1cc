package dev.millrace.plan.explain;

import static java.util.stream.Collectors.joining;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Node;
import dev.millrace.plan.waterline.Expiries;
import dev.millrace.plan.waterline.Expiry;
import dev.millrace.plan.waterline.Origin;
import java.util.Collections;
import java.util.List;

/** What a node gives up of its state, as text. */
final class ExpiryText {
    private final Circuit circuit;
    private final Node node;

    private ExpiryText(Circuit circuit, Node node) {
        this.circuit = circuit;
        this.node = node;
    }

    /** For the state of an input: empty, or begins with a comma. */
    static String of(Circuit circuit, Node node, int input) {
        ExpiryText text = new ExpiryText(circuit, node);
        return Expiries.of(circuit, node).stream()
                .filter(expiry -> expiry.input() == input)
                .map(text::text)
                .collect(joining());
    }

    private String text(Expiry expiry) {
        return ", drops " + name(expiry.input(), expiry.column()) + " < " + text(expiry.bound());
    }

    private String name(int input, int column) {
        return ColumnNames.of(input(input).schema()).name(column);
    }

    private Node input(int input) {
        return circuit.node(node.inputs().get(input));
    }

    private String text(Origin origin) {
        return switch (origin) {
            case Origin.Own _ -> "waterline of #" + node.id();
            case Origin.Of of -> waterline(of.input(), of.column());
            case Origin.Image image ->
                ExpressionText.of(
                        image.expression(),
                        new ColumnNames(Collections.nCopies(
                                1 + greatestInput(image.expression()), waterline(image.input(), image.column()))));
            case Origin.Window window ->
                "window at " + waterline(0, window.hop().time());
            case Origin.Less less ->
                text(less.origin()) + (less.distance() == 0 ? "" : " - " + less.distance()) + " but for those in reach";
            case Origin.Least least -> "least of " + list(least.origins());
            case Origin.Greatest greatest -> "greatest of " + list(greatest.origins());
        };
    }

    private String waterline(int input, int column) {
        return "waterline of #" + input(input).id() + "." + name(input, column);
    }

    private String list(List<Origin> origins) {
        return origins.stream().map(this::text).collect(joining(" and "));
    }

    private static int greatestInput(Expression expression) {
        int greatest = expression instanceof Expression.Input input ? input.index() : -1;
        for (Expression operand : expression.operands()) {
            greatest = Math.max(greatest, greatestInput(operand));
        }
        return greatest;
    }
}
