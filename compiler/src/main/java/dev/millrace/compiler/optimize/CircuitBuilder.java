package dev.millrace.compiler.optimize;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Input;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Operator.AggregateCall;
import dev.millrace.plan.Operator.WindowCall;
import dev.millrace.plan.Position;
import dev.millrace.plan.Properties;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Grows a circuit. Equal operators over the same inputs become one node. */
public final class CircuitBuilder {
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Key, Integer> known = new HashMap<>();

    private record Key(Operator operator, List<Integer> inputs, List<SqlType> types) {}

    /** Adds a node, or finds the equal one; its id. */
    public int add(Operator operator, List<Integer> inputs, Schema schema, String relation, Position position) {
        Key key = new Key(withoutPositions(operator), inputs, schema.types());
        Integer same = known.get(key);
        if (same != null) {
            return same;
        }
        int id = nodes.size();
        nodes.add(new Node(id, operator, inputs, schema, Properties.NONE, relation, position));
        known.put(key, id);
        return id;
    }

    /** Adds what {@code origin} was, over other inputs and with another schema. */
    public int add(Operator operator, List<Integer> inputs, Schema schema, Node origin) {
        return add(operator, inputs, schema, origin.relation(), origin.position());
    }

    /** The node of this id. */
    public Node node(int id) {
        return nodes.get(id);
    }

    /** The schema of the node of this id. */
    public Schema schema(int id) {
        return nodes.get(id).schema();
    }

    /** A projection, or {@code input} itself if it would change nothing. Names are those given. */
    public int project(
            int input, List<Expression> expressions, List<String> names, String relation, Position position) {
        Schema schema = schema(input);
        if (isIdentity(expressions, schema) && names.equals(names(schema))) {
            return input;
        }
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < expressions.size(); i++) {
            fields.add(new Field(names.get(i), expressions.get(i).type()));
        }
        return add(new Operator.Project(expressions), List.of(input), new Schema(fields), relation, position);
    }

    /** {@code input} with more columns at its end. */
    public int append(int input, List<Expression> columns, String relation, Position position) {
        Schema schema = schema(input);
        List<Expression> all = new ArrayList<>(Expressions.identity(schema));
        List<String> names = new ArrayList<>(names(schema));
        for (Expression column : columns) {
            names.add("$" + all.size());
            all.add(column);
        }
        return project(input, all, names, relation, position);
    }

    /** The chosen columns of a node, under their names. */
    public int select(int input, List<Integer> columns, String relation, Position position) {
        Schema schema = schema(input);
        List<Expression> expressions = new ArrayList<>();
        columns.forEach(i -> expressions.add(new Input(i, schema.type(i))));
        return project(input, expressions, names(schema.select(columns)), relation, position);
    }

    /** The names of the columns. */
    public static List<String> names(Schema schema) {
        return schema.fields().stream().map(Field::name).toList();
    }

    /** Whether the expressions are the columns of {@code schema} in order. */
    public static boolean isIdentity(List<Expression> expressions, Schema schema) {
        if (expressions.size() != schema.size()) {
            return false;
        }
        for (int i = 0; i < expressions.size(); i++) {
            if (!(expressions.get(i) instanceof Input input
                    && input.index() == i
                    && input.type().equals(schema.type(i)))) {
                return false;
            }
        }
        return true;
    }

    /** What was built, with these outputs; nodes that no output needs are left out. */
    public Circuit build(List<Circuit.Output> outputs) {
        return RemoveUnusedNodes.apply(new Circuit(nodes, outputs));
    }

    private static Operator withoutPositions(Operator operator) {
        return switch (operator) {
            case Operator.Filter o -> new Operator.Filter(Expressions.withoutPositions(o.condition()));
            case Operator.Project o ->
                new Operator.Project(o.expressions().stream()
                        .map(Expressions::withoutPositions)
                        .toList());
            case Operator.Unnest o -> new Operator.Unnest(Expressions.withoutPositions(o.collection()), o.ordinality());
            case Operator.Join o ->
                o.residual() == null
                        ? o
                        : new Operator.Join(
                                o.kind(),
                                o.leftKeys(),
                                o.rightKeys(),
                                o.nullSafe(),
                                Expressions.withoutPositions(o.residual()));
            case Operator.Aggregate o ->
                new Operator.Aggregate(
                        o.keys(),
                        o.calls().stream().map(CircuitBuilder::withoutPosition).toList());
            case Operator.Window o ->
                new Operator.Window(
                        o.partition(),
                        o.order(),
                        o.calls().stream().map(CircuitBuilder::withoutPosition).toList());
            default -> operator;
        };
    }

    private static AggregateCall withoutPosition(AggregateCall c) {
        return new AggregateCall(
                c.function(),
                c.arguments(),
                c.distinct(),
                c.filter(),
                c.order(),
                c.ignoreNulls(),
                c.type(),
                Position.NONE);
    }

    private static WindowCall withoutPosition(WindowCall c) {
        return new WindowCall(
                c.function(), c.arguments(), c.distinct(), c.ignoreNulls(), c.frame(), c.type(), Position.NONE);
    }
}
