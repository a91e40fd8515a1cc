package dev.millrace.plan;

import static dev.millrace.plan.CircuitSketch.BIGINT;
import static dev.millrace.plan.CircuitSketch.BOOLEAN;

import dev.millrace.plan.Expression.Branch;
import dev.millrace.plan.Expression.Call;
import dev.millrace.plan.Expression.Case;
import dev.millrace.plan.Expression.Cast;
import dev.millrace.plan.Expression.Input;
import dev.millrace.plan.Expression.Lambda;
import dev.millrace.plan.Expression.Literal;
import dev.millrace.plan.Expression.Logic;
import dev.millrace.plan.Expression.Parameter;
import dev.millrace.plan.Operator.Aggregate;
import dev.millrace.plan.Operator.AggregateCall;
import dev.millrace.plan.Operator.Asof;
import dev.millrace.plan.Operator.Bound;
import dev.millrace.plan.Operator.BoundKind;
import dev.millrace.plan.Operator.Constant;
import dev.millrace.plan.Operator.Distinct;
import dev.millrace.plan.Operator.Except;
import dev.millrace.plan.Operator.Filter;
import dev.millrace.plan.Operator.Frame;
import dev.millrace.plan.Operator.Hop;
import dev.millrace.plan.Operator.Intersect;
import dev.millrace.plan.Operator.Join;
import dev.millrace.plan.Operator.JoinKind;
import dev.millrace.plan.Operator.Lateness;
import dev.millrace.plan.Operator.Negate;
import dev.millrace.plan.Operator.Project;
import dev.millrace.plan.Operator.RankFunction;
import dev.millrace.plan.Operator.Recompute;
import dev.millrace.plan.Operator.SortKey;
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
import dev.millrace.types.SqlType.MapType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Circuits of every operator and expression over every type, well formed, drawn from a seed. What they compute makes no sense. */
public final class RandomCircuits {
    private static final int COLUMNS_MAX = 5;
    private static final int WIDTH_MAX = 12;
    private static final int DEPTH_MAX = 3;
    private static final int TRIES_MAX = 20;

    private final Random random;
    private final RandomValues values;
    private final CircuitSketch sketch = new CircuitSketch();
    private final List<Table> tables = new ArrayList<>();

    private RandomCircuits(Random random) {
        this.random = random;
        this.values = new RandomValues(random);
    }

    /** A plan whose circuit has about {@code size} nodes, with inferred properties. */
    public static Plan plan(long seed, int size) {
        RandomCircuits circuits = new RandomCircuits(new Random(seed));
        circuits.fill(size, true);
        Circuit circuit = circuits.sketch.inferred(circuits.tables.toArray(Table[]::new));
        Circuit.Output last = circuit.outputs().getLast();
        View view = new View(
                last.name(),
                circuits.one(View.Kind.values()),
                circuit.node(last.node()).schema(),
                last.node(),
                new TreeMap<>(Map.of("connectors", "[]")),
                circuits.position());
        return new Plan(circuits.tables, List.of(view), circuit);
    }

    private void fill(int size, boolean bodies) {
        source();
        source();
        while (sketch.size() < size) {
            if (random.nextInt(8) == 0) {
                source();
            } else if (bodies && random.nextInt(12) == 0) {
                recompute();
            } else {
                add();
            }
        }
        sketch.output("view " + random.nextInt(100), random.nextInt(sketch.size()));
        sketch.output("last", sketch.size() - 1);
    }

    private void source() {
        String name = "table" + sketch.size();
        Schema schema = new Schema(IntStream.range(0, 1 + random.nextInt(COLUMNS_MAX))
                .mapToObj(i -> new Field("c" + i, values.type()))
                .toList());
        List<TableColumn> columns = new ArrayList<>();
        for (Field field : schema.fields()) {
            Literal lateness = random.nextInt(4) == 0 ? CircuitSketch.literal(5) : null;
            Literal defaultValue = random.nextInt(4) == 0 ? values.literal(field.type()) : null;
            columns.add(new TableColumn(field.name(), field.type(), defaultValue, lateness, position()));
        }
        TreeMap<String, String> with = new TreeMap<>();
        with.put("append_only", Boolean.toString(random.nextBoolean()));
        tables.add(new Table(name, columns, random.nextBoolean() ? List.of() : List.of(0), with, position()));
        sketch.source(name, schema);
    }

    private void recompute() {
        RandomCircuits body = new RandomCircuits(random);
        body.fill(4, false);
        Circuit circuit = body.sketch.circuit();
        Schema schema = circuit.node(circuit.outputs().getLast().node()).schema();
        sketch.add(new Recompute("it's \"hard\"", circuit), schema, "v", node());
    }

    private void add() {
        for (int i = 0; i < TRIES_MAX; i++) {
            if (tryAdd(node())) {
                return;
            }
        }
    }

    private int node() {
        return random.nextInt(sketch.size());
    }

    private boolean tryAdd(int input) {
        Schema schema = sketch.schema(input);
        if (schema.size() > WIDTH_MAX) {
            sketch.add(new Project(List.of(new Input(0, schema.type(0)))), input);
            return true;
        }
        switch (random.nextInt(17)) {
            case 0 -> sketch.add(new Upsert(columns(schema)), input);
            case 1 -> sketch.add(new Lateness(column(schema), values.literal(values.type())), input);
            case 2 -> constant();
            case 3 -> sketch.add(new Filter(condition(schema, DEPTH_MAX)), input);
            case 4 -> sketch.add(project(schema), input);
            case 5 -> {
                return unnest(input, schema);
            }
            case 6 -> {
                return hop(input, schema);
            }
            case 7 -> sketch.add(new Union(), input, input);
            case 8 -> sketch.add(new Negate(), input);
            case 9 -> join(input, schema, node());
            case 10 -> asof(input, schema, node());
            case 11 -> sketch.add(new Aggregate(columns(schema), List.of(aggregate(schema))), input);
            case 12 -> sketch.add(new Distinct(), input);
            case 13 -> sketch.add(new Intersect(random.nextBoolean()), input, input);
            case 14 -> sketch.add(new Except(random.nextBoolean()), input, input);
            case 15 -> sketch.add(topK(schema), input);
            default -> sketch.add(window(schema), input);
        }
        return true;
    }

    private void constant() {
        List<SqlType> types = List.of(values.type(), values.type());
        List<List<Literal>> rows = IntStream.range(0, 1 + random.nextInt(3))
                .mapToObj(_ -> types.stream().map(values::literal).toList())
                .toList();
        sketch.add(new Constant(rows));
    }

    private Project project(Schema schema) {
        return new Project(IntStream.range(0, 1 + random.nextInt(COLUMNS_MAX))
                .mapToObj(_ -> expression(schema, DEPTH_MAX))
                .toList());
    }

    private boolean unnest(int input, Schema schema) {
        for (int i = 0; i < schema.size(); i++) {
            if (schema.type(i) instanceof ArrayType || schema.type(i) instanceof MapType) {
                sketch.add(new Unnest(new Input(i, schema.type(i)), random.nextBoolean()), input);
                return true;
            }
        }
        return false;
    }

    private boolean hop(int input, Schema schema) {
        for (int i = 0; i < schema.size(); i++) {
            if (schema.type(i) instanceof SqlType.TimestampType) {
                sketch.add(new Hop(i, 1 + random.nextInt(5), 1 + random.nextInt(9), random.nextInt(3)), input);
                return true;
            }
        }
        return false;
    }

    private void join(int left, Schema leftSchema, int right) {
        Schema rightSchema = sketch.schema(right);
        List<Integer> leftKeys = new ArrayList<>();
        List<Integer> rightKeys = new ArrayList<>();
        matchKeys(leftSchema, rightSchema, leftKeys, rightKeys);
        List<Boolean> nullSafe =
                leftKeys.stream().map(_ -> random.nextBoolean()).toList();
        Expression residual = random.nextBoolean() ? condition(leftSchema.concat(rightSchema), 1) : null;
        sketch.add(new Join(one(JoinKind.values()), leftKeys, rightKeys, nullSafe, residual), left, right);
    }

    private void asof(int left, Schema leftSchema, int right) {
        List<Integer> leftKeys = new ArrayList<>();
        List<Integer> rightKeys = new ArrayList<>();
        matchKeys(leftSchema, sketch.schema(right), leftKeys, rightKeys);
        if (!leftKeys.isEmpty()) {
            int leftTime = leftKeys.removeLast();
            int rightTime = rightKeys.removeLast();
            sketch.add(new Asof(leftKeys, rightKeys, leftTime, rightTime), left, right);
        }
    }

    private static void matchKeys(Schema left, Schema right, List<Integer> leftKeys, List<Integer> rightKeys) {
        for (int i = 0; i < left.size(); i++) {
            for (int j = 0; j < right.size(); j++) {
                if (left.type(i).sameAs(right.type(j)) && !rightKeys.contains(j) && !leftKeys.contains(i)) {
                    leftKeys.add(i);
                    rightKeys.add(j);
                }
            }
        }
    }

    private AggregateCall aggregate(Schema schema) {
        return new AggregateCall(
                random.nextBoolean() ? "COUNT" : "MAX",
                List.of(column(schema)),
                random.nextBoolean(),
                random.nextInt(schema.size() + 1) - 1,
                order(schema),
                random.nextBoolean(),
                values.type(),
                position());
    }

    private TopK topK(Schema schema) {
        long limit = random.nextInt(4) == 0 ? TopK.UNLIMITED : random.nextInt(1, 9);
        return new TopK(
                columns(schema),
                order(schema),
                one(RankFunction.values()),
                limit,
                random.nextInt(3),
                random.nextBoolean());
    }

    private Window window(Schema schema) {
        Frame frame = new Frame(random.nextBoolean(), bound(), bound());
        WindowCall call = new WindowCall(
                random.nextBoolean() ? "ROW_NUMBER" : "SUM",
                columns(schema),
                random.nextBoolean(),
                random.nextBoolean(),
                frame,
                values.type(),
                position());
        return new Window(columns(schema), order(schema), List.of(call));
    }

    private Bound bound() {
        BoundKind kind = one(BoundKind.values());
        return switch (kind) {
            case PRECEDING, FOLLOWING -> new Bound(kind, distance());
            case UNBOUNDED_PRECEDING, UNBOUNDED_FOLLOWING, CURRENT_ROW -> new Bound(kind, null);
        };
    }

    private Object distance() {
        return switch (random.nextInt(3)) {
            case 0 -> 5L;
            case 1 -> new BigDecimal("1.50");
            default -> 2.5;
        };
    }

    private List<SortKey> order(Schema schema) {
        return List.of(new SortKey(column(schema), random.nextBoolean(), random.nextBoolean()));
    }

    private int column(Schema schema) {
        return random.nextInt(schema.size());
    }

    private List<Integer> columns(Schema schema) {
        List<Integer> columns = new ArrayList<>();
        IntStream.range(0, schema.size()).filter(_ -> random.nextInt(3) == 0).forEach(columns::add);
        return columns.isEmpty() ? List.of(column(schema)) : columns;
    }

    private Expression condition(Schema schema, int depth) {
        if (depth > 0 && random.nextInt(3) == 0) {
            return new Logic(
                    random.nextBoolean(), List.of(condition(schema, depth - 1), condition(schema, depth - 1)), BOOLEAN);
        }
        Expression input = input(schema);
        return random.nextBoolean()
                ? call("IS NULL", BOOLEAN, input)
                : call(random.nextBoolean() ? "=" : "<", BOOLEAN, input, values.literal(input.type()));
    }

    private Expression input(Schema schema) {
        int column = column(schema);
        return new Input(column, schema.type(column));
    }

    private Expression expression(Schema schema, int depth) {
        if (depth == 0) {
            return random.nextBoolean() ? input(schema) : values.literal(values.type());
        }
        return switch (random.nextInt(7)) {
            case 0, 1 -> input(schema);
            case 2 -> values.literal(values.type());
            case 3 -> call("COALESCE", values.type(), expression(schema, depth - 1), expression(schema, depth - 1));
            case 4 -> new Cast(expression(schema, depth - 1), values.type(), random.nextBoolean(), position());
            case 5 -> choice(schema, depth);
            default -> call("TRANSFORM", values.type(), expression(schema, depth - 1), lambda());
        };
    }

    private Expression choice(Schema schema, int depth) {
        Expression result = expression(schema, depth - 1);
        Branch branch = new Branch(condition(schema, 1), result);
        return new Case(List.of(branch), values.literal(result.type()), result.type());
    }

    private static Expression lambda() {
        return new Lambda(List.of(BIGINT), CircuitSketch.call("+", new Parameter(0, BIGINT), CircuitSketch.literal(1)));
    }

    private Expression call(String function, SqlType type, Expression... operands) {
        return new Call(function, List.of(operands), type, position());
    }

    private Position position() {
        return new Position(random.nextInt(100), random.nextInt(100));
    }

    private <T> T one(T[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
