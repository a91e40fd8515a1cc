package dev.millrace.plan.explain;

import static java.util.stream.Collectors.joining;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Literal;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Operator.Aggregate;
import dev.millrace.plan.Operator.Asof;
import dev.millrace.plan.Operator.Constant;
import dev.millrace.plan.Operator.Distinct;
import dev.millrace.plan.Operator.Except;
import dev.millrace.plan.Operator.Filter;
import dev.millrace.plan.Operator.Hop;
import dev.millrace.plan.Operator.Intersect;
import dev.millrace.plan.Operator.Join;
import dev.millrace.plan.Operator.Lateness;
import dev.millrace.plan.Operator.Negate;
import dev.millrace.plan.Operator.Project;
import dev.millrace.plan.Operator.Recompute;
import dev.millrace.plan.Operator.SortKey;
import dev.millrace.plan.Operator.Source;
import dev.millrace.plan.Operator.TopK;
import dev.millrace.plan.Operator.Union;
import dev.millrace.plan.Operator.Unnest;
import dev.millrace.plan.Operator.Upsert;
import dev.millrace.plan.Operator.Window;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;

/** What a node does, in one line. */
final class OperatorText {
    private static final int CONSTANT_ROWS_MAX = 5;

    private final Node node;
    private final List<Schema> inputs;

    private OperatorText(Node node, List<Schema> inputs) {
        this.node = node;
        this.inputs = inputs;
    }

    static String of(Circuit circuit, Node node) {
        List<Schema> inputs =
                node.inputs().stream().map(id -> circuit.node(id).schema()).toList();
        OperatorText text = new OperatorText(node, inputs);
        String details = text.details();
        return name(node.operator()) + (details.isEmpty() ? "" : " " + details);
    }

    /** The kind of an operator. */
    static String name(Operator operator) {
        return operator.getClass().getSimpleName();
    }

    private String details() {
        return switch (node.operator()) {
            case Source source -> source.relation();
            case Upsert upsert -> "by " + columns().list(upsert.key());
            case Lateness lateness -> columns().name(lateness.column()) + ", bound " + LiteralText.of(lateness.bound());
            case Constant constant -> constant(constant);
            case Filter filter -> ExpressionText.of(filter.condition(), columns());
            case Project project -> project(project);
            case Unnest unnest -> unnest(unnest);
            case Hop hop -> hop(hop);
            case Union _, Negate _, Distinct _ -> "";
            case Join join -> join(join);
            case Asof asof -> asof(asof);
            case Aggregate aggregate -> aggregate(aggregate);
            case Intersect intersect -> intersect.all() ? "ALL" : "";
            case Except except -> except.all() ? "ALL" : "";
            case TopK topK -> topK(topK);
            case Window window -> window(window);
            case Recompute recompute -> "because " + recompute.reason();
        };
    }

    private ColumnNames columns() {
        return ColumnNames.of(inputs.getFirst());
    }

    private static String constant(Constant constant) {
        String rows = constant.rows().stream()
                .limit(CONSTANT_ROWS_MAX)
                .map(OperatorText::row)
                .collect(joining(", "));
        int more = constant.rows().size() - CONSTANT_ROWS_MAX;
        return constant.rows().isEmpty() ? "no rows" : more > 0 ? rows + " and " + more + " more" : rows;
    }

    private static String row(List<Literal> row) {
        return row.stream().map(LiteralText::of).collect(joining(", ", "(", ")"));
    }

    private String project(Project project) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < project.expressions().size(); i++) {
            Expression expression = project.expressions().get(i);
            texts.add(named(ExpressionText.of(expression, columns()), i));
        }
        return String.join(", ", texts);
    }

    /** The text of output column {@code index}, and the column's name if it is another. */
    private String named(String text, int index) {
        String name = node.schema().name(index);
        return name.equals(text) || name.isEmpty() ? text : text + " AS " + name;
    }

    private String unnest(Unnest unnest) {
        String collection = ExpressionText.of(unnest.collection(), columns());
        return unnest.ordinality() ? collection + " WITH ORDINALITY" : collection;
    }

    private String hop(Hop hop) {
        String text = columns().name(hop.time()) + ", slide " + LiteralText.interval(hop.slide()) + ", size "
                + LiteralText.interval(hop.size());
        return hop.offset() == 0 ? text : text + ", offset " + LiteralText.interval(hop.offset());
    }

    private String join(Join join) {
        ColumnNames names = ColumnNames.of(inputs.get(0), inputs.get(1));
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < join.leftKeys().size(); i++) {
            String equal = join.nullSafe().get(i) ? " IS NOT DISTINCT FROM " : " = ";
            conditions.add(equation(
                    names, join.leftKeys().get(i), equal, join.rightKeys().get(i)));
        }
        Expression residual = join.residual();
        if (residual != null) {
            conditions.add(ExpressionText.of(residual, names));
        }
        return join.kind() + " ON " + (conditions.isEmpty() ? "TRUE" : String.join(" AND ", conditions));
    }

    private String asof(Asof asof) {
        ColumnNames names = ColumnNames.of(inputs.get(0), inputs.get(1));
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < asof.leftKeys().size(); i++) {
            conditions.add(equation(
                    names, asof.leftKeys().get(i), " = ", asof.rightKeys().get(i)));
        }
        conditions.add(equation(names, asof.leftTime(), " >= ", asof.rightTime()));
        return "ON " + String.join(" AND ", conditions);
    }

    private String equation(ColumnNames names, int left, String relation, int right) {
        return names.name(left) + relation + names.name(inputs.getFirst().size() + right);
    }

    private String aggregate(Aggregate aggregate) {
        List<String> calls = new ArrayList<>();
        for (int i = 0; i < aggregate.calls().size(); i++) {
            String call = CallText.aggregate(aggregate.calls().get(i), columns());
            calls.add(named(call, aggregate.keys().size() + i));
        }
        return "by " + columns().list(aggregate.keys()) + (calls.isEmpty() ? "" : ": " + String.join(", ", calls));
    }

    private String topK(TopK topK) {
        StringBuilder text = new StringBuilder(topK.function().name());
        text.append(topK.limit() == TopK.UNLIMITED ? " unlimited" : " LIMIT " + topK.limit());
        text.append(topK.offset() == 0 ? "" : " OFFSET " + topK.offset());
        text.append(over(topK.partition(), topK.order()));
        return text.append(topK.rankColumn() ? ", with rank" : "").toString();
    }

    private String window(Window window) {
        List<String> calls = new ArrayList<>();
        for (int i = 0; i < window.calls().size(); i++) {
            String call = CallText.window(window.calls().get(i), columns());
            calls.add(named(call, inputs.getFirst().size() + i));
        }
        return String.join(", ", calls) + over(window.partition(), window.order());
    }

    private String over(List<Integer> partition, List<SortKey> order) {
        String by = partition.isEmpty() ? "" : " PARTITION BY " + columns().list(partition);
        return order.isEmpty() ? by : by + " ORDER BY " + CallText.order(order, columns());
    }
}
