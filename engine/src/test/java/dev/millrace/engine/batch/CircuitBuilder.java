package dev.millrace.engine.batch;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Input;
import dev.millrace.plan.Expression.Literal;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Position;
import dev.millrace.plan.Properties;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.BooleanType;
import dev.millrace.types.SqlType.IntegerType;
import dev.millrace.types.SqlType.TextType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes small circuits and the relations they run over. */
final class CircuitBuilder {
    static final SqlType BIGINT = new IntegerType(64, true, true);
    static final SqlType BOOLEAN = new BooleanType(true);
    static final SqlType VARCHAR = new TextType(false, TextType.UNLIMITED, true);

    private final List<Node> nodes = new ArrayList<>();

    static Schema schema(SqlType... types) {
        List<Field> fields = new ArrayList<>();
        for (SqlType type : types) {
            fields.add(new Field("c" + fields.size(), type));
        }
        return new Schema(fields);
    }

    /** Adds a node and gives its id. */
    int add(Operator operator, Schema schema, int... inputs) {
        List<Integer> ids = new ArrayList<>();
        for (int input : inputs) {
            ids.add(input);
        }
        nodes.add(new Node(nodes.size(), operator, ids, schema, Properties.NONE, "", Position.NONE));
        return nodes.size() - 1;
    }

    int source(String name, SqlType... types) {
        return add(new Operator.Source(name), schema(types));
    }

    Circuit circuit() {
        return new Circuit(nodes, List.of(new Circuit.Output("result", nodes.size() - 1)));
    }

    /** What the last node yields. */
    Relation run(Map<String, Relation> sources) {
        Relation result = new BatchEvaluator(circuit()).evaluate(sources).get("result");
        if (result == null) {
            throw new AssertionError("the circuit has an output");
        }
        return result;
    }

    static Map<String, Relation> sources(String name, Relation relation) {
        Map<String, Relation> sources = new TreeMap<>();
        sources.put(name, relation);
        return sources;
    }

    static Map<String, Relation> sources(String left, Relation first, String right, Relation second) {
        Map<String, Relation> sources = sources(left, first);
        sources.put(right, second);
        return sources;
    }

    /** A row of weight 1. */
    static Relation.Entry row(@Nullable Object... fields) {
        return weighted(1, fields);
    }

    /** A row; integers become BIGINTs. */
    static Relation.Entry weighted(long weight, @Nullable Object... fields) {
        @Nullable Object[] boxed = new @Nullable Object[fields.length];
        for (int i = 0; i < fields.length; i++) {
            boxed[i] = fields[i] instanceof Integer number ? (Object) number.longValue() : fields[i];
        }
        return new Relation.Entry(boxed, weight);
    }

    static Relation relation(Relation.Entry... rows) {
        Relation relation = new Relation();
        for (Relation.Entry entry : rows) {
            relation.add(entry.row(), entry.weight());
        }
        return relation;
    }

    static Expression column(int index, SqlType type) {
        return new Input(index, type);
    }

    static Literal literal(long value) {
        return new Literal(value, BIGINT);
    }

    static Expression call(String function, SqlType type, Expression... operands) {
        return new Expression.Call(function, List.of(operands), type, new Position(3, 7));
    }
}
