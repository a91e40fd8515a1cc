package dev.millrace.plan;

import dev.millrace.plan.Expression.Call;
import dev.millrace.plan.Expression.Input;
import dev.millrace.plan.Expression.Literal;
import dev.millrace.plan.Operator.Aggregate;
import dev.millrace.plan.Operator.AggregateCall;
import dev.millrace.plan.Operator.Asof;
import dev.millrace.plan.Operator.Constant;
import dev.millrace.plan.Operator.Distinct;
import dev.millrace.plan.Operator.Except;
import dev.millrace.plan.Operator.Filter;
import dev.millrace.plan.Operator.Hop;
import dev.millrace.plan.Operator.Intersect;
import dev.millrace.plan.Operator.Join;
import dev.millrace.plan.Operator.JoinKind;
import dev.millrace.plan.Operator.Lateness;
import dev.millrace.plan.Operator.Negate;
import dev.millrace.plan.Operator.Project;
import dev.millrace.plan.Operator.Recompute;
import dev.millrace.plan.Operator.Source;
import dev.millrace.plan.Operator.TopK;
import dev.millrace.plan.Operator.Union;
import dev.millrace.plan.Operator.Unnest;
import dev.millrace.plan.Operator.Upsert;
import dev.millrace.plan.Operator.Window;
import dev.millrace.plan.Operator.WindowCall;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.ArrayType;
import dev.millrace.types.SqlType.BooleanType;
import dev.millrace.types.SqlType.IntegerType;
import dev.millrace.types.SqlType.MapType;
import dev.millrace.types.SqlType.RowType;
import dev.millrace.types.SqlType.TextType;
import dev.millrace.types.SqlType.TimestampType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** Draws circuits for tests: a node for each call, with the schema that follows from operator and inputs. Returns node ids. */
public final class CircuitSketch {
    public static final SqlType BIGINT = new IntegerType(64, true, false);
    public static final SqlType BIGINT_NULL = BIGINT.withNullable(true);
    public static final SqlType BOOLEAN = new BooleanType(false);
    public static final SqlType TEXT = new TextType(false, TextType.UNLIMITED, false);
    public static final SqlType TIMESTAMP = new TimestampType(false, false);

    private final List<Node> nodes = new ArrayList<>();
    private final List<Circuit.Output> outputs = new ArrayList<>();

    /** A schema of BIGINT NOT NULL columns. */
    public static Schema longs(String... names) {
        return new Schema(
                Arrays.stream(names).map(name -> new Field(name, BIGINT)).toList());
    }

    /** A table with these columns that may be given WITH properties as key, value, key, value. */
    public static Table table(String name, Schema schema, List<Integer> primaryKey, String... properties) {
        TreeMap<String, String> with = new TreeMap<>();
        for (int i = 0; i < properties.length; i += 2) {
            with.put(properties[i], properties[i + 1]);
        }
        List<TableColumn> columns = schema.fields().stream()
                .map(field -> new TableColumn(field.name(), field.type(), null, null, Position.NONE))
                .toList();
        return new Table(name, columns, primaryKey, with, Position.NONE);
    }

    /** The BIGINT column {@code index}. */
    public static Expression column(int index) {
        return new Input(index, BIGINT);
    }

    public static Literal literal(long value) {
        return new Literal(value, BIGINT);
    }

    /** A call whose type is that of its first operand. */
    public static Expression call(String function, Expression... operands) {
        return new Call(function, List.of(operands), operands[0].type(), Position.NONE);
    }

    /** A BOOLEAN call. */
    public static Expression test(String function, Expression... operands) {
        return new Call(function, List.of(operands), BOOLEAN, Position.NONE);
    }

    public static AggregateCall count() {
        return new AggregateCall("COUNT", List.of(), false, -1, List.of(), false, BIGINT, Position.NONE);
    }

    public int source(String name, Schema schema) {
        return add(new Source(name), schema, name);
    }

    public int add(Operator operator, Schema schema, String relation, Integer... inputs) {
        nodes.add(new Node(nodes.size(), operator, List.of(inputs), schema, Properties.NONE, relation, Position.NONE));
        return nodes.size() - 1;
    }

    /** A node whose schema follows from operator and inputs; not for {@link Source} and {@link Recompute}. */
    public int add(Operator operator, Integer... inputs) {
        List<Schema> schemas =
                Arrays.stream(inputs).map(id -> nodes.get(id).schema()).toList();
        return add(operator, schemaOf(operator, schemas), "", inputs);
    }

    public int equiJoin(JoinKind kind, int left, List<Integer> leftKeys, int right, List<Integer> rightKeys) {
        List<Boolean> nullSafe = leftKeys.stream().map(_ -> false).toList();
        return add(new Join(kind, leftKeys, rightKeys, nullSafe, null), left, right);
    }

    public CircuitSketch output(String name, int node) {
        outputs.add(new Circuit.Output(name, node));
        return this;
    }

    public Schema schema(int node) {
        return nodes.get(node).schema();
    }

    public int size() {
        return nodes.size();
    }

    public Circuit circuit() {
        return new Circuit(nodes, outputs);
    }

    /** The circuit with inferred properties. */
    public Circuit inferred(Table... tables) {
        return PropertyInference.infer(circuit(), List.of(tables));
    }

    /** The schema of what an operator makes of inputs of these schemas. */
    public static Schema schemaOf(Operator operator, List<Schema> inputs) {
        return switch (operator) {
            case Source _, Recompute _ -> throw new IllegalArgumentException("the schema does not follow");
            case Upsert _, Lateness _, Filter _, Union _, Negate _, Distinct _, Intersect _, Except _ ->
                inputs.getFirst();
            case Constant constant -> literals(constant.rows().getFirst());
            case Project project -> literals(project.expressions());
            case Unnest unnest -> unnested(unnest, inputs.getFirst());
            case Hop _ ->
                inputs.getFirst()
                        .concat(Schema.of(new Field("window_start", TIMESTAMP), new Field("window_end", TIMESTAMP)));
            case Join join -> joined(join.kind(), inputs.get(0), inputs.get(1));
            case Asof _ -> inputs.get(0).concat(padded(inputs.get(1)));
            case Aggregate aggregate -> aggregated(aggregate, inputs.getFirst());
            case TopK topK -> topK.rankColumn() ? inputs.getFirst().concat(longs("rank")) : inputs.getFirst();
            case Window window -> windowed(window, inputs.getFirst());
        };
    }

    private static Schema literals(List<? extends Expression> expressions) {
        List<Field> fields = new ArrayList<>();
        expressions.forEach(expression -> fields.add(new Field("c" + fields.size(), expression.type())));
        return new Schema(fields);
    }

    private static Schema unnested(Unnest unnest, Schema input) {
        List<Field> fields = new ArrayList<>(input.fields());
        switch (unnest.collection().type()) {
            case MapType map -> {
                fields.add(new Field("key", map.key()));
                fields.add(new Field("value", map.value()));
            }
            case ArrayType array when array.element() instanceof RowType row -> fields.addAll(row.fields());
            case ArrayType array -> fields.add(new Field("element", array.element()));
            default -> throw new IllegalArgumentException("not a collection");
        }
        if (unnest.ordinality()) {
            fields.add(new Field("ordinality", BIGINT));
        }
        return new Schema(fields);
    }

    private static Schema joined(JoinKind kind, Schema left, Schema right) {
        return switch (kind) {
            case INNER -> left.concat(right);
            case LEFT -> left.concat(padded(right));
            case RIGHT -> padded(left).concat(right);
            case FULL -> padded(left).concat(padded(right));
            case SEMI, ANTI -> left;
        };
    }

    private static Schema padded(Schema schema) {
        return new Schema(schema.fields().stream()
                .map(field -> new Field(field.name(), field.type().withNullable(true)))
                .toList());
    }

    private static Schema aggregated(Aggregate aggregate, Schema input) {
        List<Field> fields = new ArrayList<>(input.select(aggregate.keys()).fields());
        for (AggregateCall call : aggregate.calls()) {
            fields.add(new Field("a" + fields.size(), call.type()));
        }
        return new Schema(fields);
    }

    private static Schema windowed(Window window, Schema input) {
        List<Field> fields = new ArrayList<>(input.fields());
        for (WindowCall call : window.calls()) {
            fields.add(new Field("w" + fields.size(), call.type()));
        }
        return new Schema(fields);
    }
}
