package dev.millrace.compiler.optimize;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Input;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Operator.AggregateCall;
import dev.millrace.plan.Operator.JoinKind;
import dev.millrace.plan.Operator.SortKey;
import dev.millrace.plan.Operator.WindowCall;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Leaves out columns that nobody reads, so that they do not become state. */
final class PruneColumns {
    private final Circuit circuit;
    private final List<SortedSet<Integer>> needed = new ArrayList<>();
    private final CircuitBuilder builder = new CircuitBuilder();
    private final int[] nodes;
    /** Of each node, for each of its former columns the new one, or −1. */
    private final int[][] moved;

    private PruneColumns(Circuit circuit) {
        this.circuit = circuit;
        this.nodes = new int[circuit.nodes().size()];
        this.moved = new int[circuit.nodes().size()][];
        circuit.nodes().forEach(n -> needed.add(new TreeSet<>()));
    }

    static Circuit apply(Circuit circuit) {
        return new PruneColumns(circuit).apply();
    }

    private Circuit apply() {
        circuit.outputs().forEach(o -> needAll(o.node()));
        for (int id = circuit.nodes().size() - 1; id >= 0; id--) {
            if (needed.get(id).isEmpty() && width(id) > 0) {
                needed.get(id).add(0);
            }
            require(circuit.node(id));
        }
        for (Node node : circuit.nodes()) {
            rebuild(node);
        }
        List<Circuit.Output> outputs = new ArrayList<>();
        for (Circuit.Output output : circuit.outputs()) {
            outputs.add(new Circuit.Output(output.name(), exactly(output.node())));
        }
        return builder.build(outputs);
    }

    private void needAll(int id) {
        for (int i = 0; i < circuit.node(id).schema().size(); i++) {
            needed.get(id).add(i);
        }
    }

    private void need(int id, int column) {
        needed.get(id).add(column);
    }

    private void need(int id, Expression expression) {
        needed.get(id).addAll(Expressions.inputs(expression));
    }

    private int width(int id) {
        return circuit.node(id).schema().size();
    }

    /** Says what the node needs of its inputs, given what is needed of it. */
    private void require(Node node) {
        SortedSet<Integer> columns = needed.get(node.id());
        switch (node.operator()) {
            case Operator.Filter o -> {
                needed.get(in(node)).addAll(columns);
                need(in(node), o.condition());
            }
            case Operator.Project o ->
                columns.forEach(i -> need(in(node), o.expressions().get(i)));
            case Operator.Unnest o -> {
                needLeading(node, columns);
                need(in(node), o.collection());
            }
            case Operator.Hop o -> {
                needLeading(node, columns);
                need(in(node), o.time());
            }
            case Operator.Union o -> node.inputs().forEach(i -> needed.get(i).addAll(columns));
            case Operator.Join o -> requireOfJoin(node, o, columns);
            case Operator.Asof o -> {
                needLeading(node, columns);
                int left = width(in(node));
                int right = node.inputs().get(1);
                columns.tailSet(left).forEach(i -> need(right, i - left));
                o.leftKeys().forEach(i -> need(in(node), i));
                o.rightKeys().forEach(i -> need(right, i));
                need(in(node), o.leftTime());
                need(right, o.rightTime());
            }
            case Operator.Aggregate o -> {
                o.keys().forEach(i -> need(in(node), i));
                columns.tailSet(o.keys().size())
                        .forEach(i ->
                                requireOfCall(node, o.calls().get(i - o.keys().size())));
            }
            case Operator.TopK o -> {
                needLeading(node, columns);
                o.partition().forEach(i -> need(in(node), i));
                o.order().forEach(k -> need(in(node), k.column()));
            }
            case Operator.Window o -> {
                needLeading(node, columns);
                o.partition().forEach(i -> need(in(node), i));
                o.order().forEach(k -> need(in(node), k.column()));
                int width = width(in(node));
                columns.tailSet(width)
                        .forEach(i -> o.calls().get(i - width).arguments().forEach(a -> need(in(node), a)));
            }
            case Operator.Negate o -> needed.get(in(node)).addAll(columns);
            case Operator.Distinct o -> node.inputs().forEach(this::needAll);
            case Operator.Intersect o -> node.inputs().forEach(this::needAll);
            case Operator.Except o -> node.inputs().forEach(this::needAll);
            case Operator.Upsert o -> node.inputs().forEach(this::needAll);
            case Operator.Lateness o -> node.inputs().forEach(this::needAll);
            case Operator.Recompute o -> node.inputs().forEach(this::needAll);
            case Operator.Source o -> {}
            case Operator.Constant o -> {}
        }
    }

    private static int in(Node node) {
        return node.inputs().getFirst();
    }

    /** Passes on the needed columns that are those of the first input. */
    private void needLeading(Node node, SortedSet<Integer> columns) {
        needed.get(in(node)).addAll(columns.headSet(width(in(node))));
    }

    private void requireOfCall(Node node, AggregateCall call) {
        call.arguments().forEach(a -> need(in(node), a));
        call.order().forEach(k -> need(in(node), k.column()));
        if (call.filter() >= 0) {
            need(in(node), call.filter());
        }
    }

    private void requireOfJoin(Node node, Operator.Join join, SortedSet<Integer> columns) {
        int right = node.inputs().get(1);
        int width = width(in(node));
        needLeading(node, columns);
        join.leftKeys().forEach(i -> need(in(node), i));
        join.rightKeys().forEach(i -> need(right, i));
        SortedSet<Integer> rest = new TreeSet<>(columns.tailSet(width));
        Expression residual = join.residual();
        if (residual != null) {
            SortedSet<Integer> inputs = Expressions.inputs(residual);
            needed.get(in(node)).addAll(inputs.headSet(width));
            rest.addAll(inputs.tailSet(width));
        }
        rest.forEach(i -> need(right, i - width));
    }

    private void rebuild(Node node) {
        switch (node.operator()) {
            case Operator.Source o -> keep(node, o, List.of());
            case Operator.Constant o -> keep(node, o, List.of());
            case Operator.Upsert o -> keep(node, o, exactInputs(node));
            case Operator.Lateness o -> keep(node, o, exactInputs(node));
            case Operator.Distinct o -> keep(node, o, exactInputs(node));
            case Operator.Intersect o -> keep(node, o, exactInputs(node));
            case Operator.Except o -> keep(node, o, exactInputs(node));
            case Operator.Recompute o -> keep(node, o, exactInputs(node));
            case Operator.Negate o -> followInput(node, o, nodes[in(node)], moved[in(node)]);
            case Operator.Filter o ->
                followInput(
                        node,
                        new Operator.Filter(renumber(o.condition(), moved[in(node)])),
                        nodes[in(node)],
                        moved[in(node)]);
            case Operator.Project o -> rebuildProject(node, o);
            case Operator.Union o -> rebuildUnion(node);
            case Operator.Unnest o -> {
                int[] map = moved[in(node)];
                extend(node, new Operator.Unnest(renumber(o.collection(), map), o.ordinality()), nodes[in(node)], map);
            }
            case Operator.Hop o -> {
                int[] map = moved[in(node)];
                extend(node, new Operator.Hop(map[o.time()], o.slide(), o.size(), o.offset()), nodes[in(node)], map);
            }
            case Operator.Join o -> rebuildJoin(node, o);
            case Operator.Asof o -> rebuildAsof(node, o);
            case Operator.Aggregate o -> rebuildAggregate(node, o);
            case Operator.TopK o -> rebuildTopK(node, o);
            case Operator.Window o -> rebuildWindow(node, o);
        }
    }

    private void set(Node node, int id, int[] map) {
        nodes[node.id()] = id;
        moved[node.id()] = map;
    }

    private void keep(Node node, Operator operator, List<Integer> inputs) {
        set(
                node,
                builder.add(operator, inputs, node.schema(), node),
                identity(node.schema().size()));
    }

    private static int[] identity(int size) {
        int[] map = new int[size];
        for (int i = 0; i < size; i++) {
            map[i] = i;
        }
        return map;
    }

    private List<Integer> exactInputs(Node node) {
        return node.inputs().stream().map(this::exactly).toList();
    }

    /** The node with all its former columns in place. */
    private int exactly(int id) {
        List<Integer> all = new ArrayList<>();
        for (int column : moved[id]) {
            all.add(column);
        }
        Node node = circuit.node(id);
        List<Expression> columns = new ArrayList<>();
        all.forEach(i -> columns.add(new Input(i, builder.schema(nodes[id]).type(i))));
        return builder.project(
                nodes[id], columns, CircuitBuilder.names(node.schema()), node.relation(), node.position());
    }

    private static Expression renumber(Expression expression, int[] map) {
        return Expressions.renumber(expression, i -> map[i]);
    }

    private void followInput(Node node, Operator operator, int input, int[] map) {
        set(node, builder.add(operator, List.of(input), builder.schema(input), node), map);
    }

    private void rebuildProject(Node node, Operator.Project project) {
        int[] map = none(node);
        List<Expression> expressions = new ArrayList<>();
        for (int column : needed.get(node.id())) {
            map[column] = expressions.size();
            expressions.add(renumber(project.expressions().get(column), moved[in(node)]));
        }
        Schema schema = node.schema().select(List.copyOf(needed.get(node.id())));
        set(node, builder.add(new Operator.Project(expressions), List.of(nodes[in(node)]), schema, node), map);
    }

    private static int[] none(Node node) {
        int[] map = new int[node.schema().size()];
        java.util.Arrays.fill(map, -1);
        return map;
    }

    private void rebuildUnion(Node node) {
        SortedSet<Integer> columns = needed.get(node.id());
        List<Integer> inputs =
                node.inputs().stream().map(i -> narrow(i, columns)).toList();
        Schema schema = node.schema().select(List.copyOf(columns));
        int[] map = none(node);
        int next = 0;
        for (int column : columns) {
            map[column] = next++;
        }
        set(node, builder.add(new Operator.Union(), inputs, schema, node), map);
    }

    /** Exactly the given former columns of a node, in order. */
    private int narrow(int id, SortedSet<Integer> columns) {
        List<Integer> kept = columns.stream().map(i -> moved[id][i]).toList();
        Node node = circuit.node(id);
        return builder.select(nodes[id], kept, node.relation(), node.position());
    }

    /** The input as a stateful operator should see it: only the given columns. Answers also where they went. */
    private Narrowed narrowed(int id, SortedSet<Integer> columns) {
        int[] map = none(circuit.node(id));
        int next = 0;
        for (int column : columns) {
            map[column] = next++;
        }
        if (builder.schema(nodes[id]).size() == columns.size()) {
            return new Narrowed(nodes[id], moved[id]);
        }
        return new Narrowed(narrow(id, columns), map);
    }

    private record Narrowed(int node, int[] map) {}

    /** An operator whose columns are those of its input, then new ones. */
    private void extend(Node node, Operator operator, int input, int[] map) {
        int before = width(in(node));
        int width = builder.schema(input).size();
        int[] result = none(node);
        for (int i = 0; i < result.length; i++) {
            result[i] = i < before ? map[i] : width + i - before;
        }
        Schema more =
                new Schema(node.schema().fields().subList(before, node.schema().size()));
        set(node, builder.add(operator, List.of(input), builder.schema(input).concat(more), node), result);
    }

    private SortedSet<Integer> ofInput(Node node, int input) {
        int width = width(in(node));
        SortedSet<Integer> columns = new TreeSet<>();
        for (int column : needed.get(node.id())) {
            if (input == 0 ? column < width : column >= width) {
                columns.add(input == 0 ? column : column - width);
            }
        }
        return columns;
    }

    private void rebuildJoin(Node node, Operator.Join join) {
        int width = width(in(node));
        boolean leftOnly = JoinBuilder.leftOnly(join.kind());
        SortedSet<Integer> left = ofInput(node, 0);
        SortedSet<Integer> right = leftOnly ? new TreeSet<>() : ofInput(node, 1);
        left.addAll(join.leftKeys());
        right.addAll(join.rightKeys());
        Expression residual = join.residual();
        if (residual != null) {
            Expressions.inputs(residual).forEach(i -> {
                if (i < width) {
                    left.add(i);
                } else {
                    right.add(i - width);
                }
            });
        }
        Narrowed a = narrowed(in(node), left);
        Narrowed b = narrowed(node.inputs().get(1), right);
        int start = builder.schema(a.node()).size();
        int[] map = joinMap(node, a, b, start, join.kind());
        Operator operator = new Operator.Join(
                join.kind(),
                select(join.leftKeys(), a.map()),
                select(join.rightKeys(), b.map()),
                join.nullSafe(),
                residual == null
                        ? null
                        : Expressions.renumber(residual, i -> i < width ? a.map()[i] : start + b.map()[i - width]));
        Schema schema = joinSchema(a, b, join.kind());
        set(node, builder.add(operator, List.of(a.node(), b.node()), schema, node), map);
    }

    private int[] joinMap(Node node, Narrowed a, Narrowed b, int start, @Nullable JoinKind kind) {
        int width = width(in(node));
        int[] map = none(node);
        for (int i = 0; i < map.length; i++) {
            if (i < width) {
                map[i] = a.map()[i];
            } else {
                map[i] = b.map()[i - width] < 0 ? -1 : start + b.map()[i - width];
            }
        }
        return map;
    }

    private Schema joinSchema(Narrowed a, Narrowed b, JoinKind kind) {
        return JoinBuilder.outputSchema(kind, builder.schema(a.node()), builder.schema(b.node()));
    }

    private static List<Integer> select(List<Integer> columns, int[] map) {
        return columns.stream().map(i -> map[i]).toList();
    }

    private static List<SortKey> sortKeys(List<SortKey> keys, int[] map) {
        return keys.stream()
                .map(k -> new SortKey(map[k.column()], k.descending(), k.nullsFirst()))
                .toList();
    }

    private void rebuildAsof(Node node, Operator.Asof asof) {
        SortedSet<Integer> left = ofInput(node, 0);
        SortedSet<Integer> right = ofInput(node, 1);
        left.addAll(asof.leftKeys());
        left.add(asof.leftTime());
        right.addAll(asof.rightKeys());
        right.add(asof.rightTime());
        Narrowed a = narrowed(in(node), left);
        Narrowed b = narrowed(node.inputs().get(1), right);
        int[] map = joinMap(node, a, b, builder.schema(a.node()).size(), null);
        Operator operator = new Operator.Asof(
                select(asof.leftKeys(), a.map()),
                select(asof.rightKeys(), b.map()),
                a.map()[asof.leftTime()],
                b.map()[asof.rightTime()]);
        Schema schema = joinSchema(a, b, JoinKind.LEFT);
        set(node, builder.add(operator, List.of(a.node(), b.node()), schema, node), map);
    }

    private void rebuildAggregate(Node node, Operator.Aggregate aggregate) {
        int keys = aggregate.keys().size();
        int[] input = moved[in(node)];
        int[] map = none(node);
        List<AggregateCall> calls = new ArrayList<>();
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < map.length; i++) {
            if (i < keys || needed.get(node.id()).contains(i)) {
                map[i] = columns.size();
                columns.add(i);
                if (i >= keys) {
                    calls.add(moved(aggregate.calls().get(i - keys), input));
                }
            }
        }
        Operator operator = new Operator.Aggregate(select(aggregate.keys(), input), calls);
        set(node, builder.add(operator, List.of(nodes[in(node)]), node.schema().select(columns), node), map);
    }

    private static AggregateCall moved(AggregateCall call, int[] map) {
        return new AggregateCall(
                call.function(),
                select(call.arguments(), map),
                call.distinct(),
                call.filter() < 0 ? -1 : map[call.filter()],
                sortKeys(call.order(), map),
                call.ignoreNulls(),
                call.type(),
                call.position());
    }

    private void rebuildTopK(Node node, Operator.TopK top) {
        SortedSet<Integer> columns = ofInput(node, 0);
        columns.addAll(top.partition());
        top.order().forEach(k -> columns.add(k.column()));
        Narrowed input = narrowed(in(node), columns);
        boolean rank = top.rankColumn() && needed.get(node.id()).contains(width(in(node)));
        Operator operator = new Operator.TopK(
                select(top.partition(), input.map()),
                sortKeys(top.order(), input.map()),
                top.function(),
                top.limit(),
                top.offset(),
                rank);
        if (rank || !top.rankColumn()) {
            extend(node, operator, input.node(), input.map());
            return;
        }
        int[] map = java.util.Arrays.copyOf(input.map(), node.schema().size());
        map[map.length - 1] = -1;
        set(node, builder.add(operator, List.of(input.node()), builder.schema(input.node()), node), map);
    }

    private void rebuildWindow(Node node, Operator.Window window) {
        int width = width(in(node));
        SortedSet<Integer> columns = ofInput(node, 0);
        columns.addAll(window.partition());
        window.order().forEach(k -> columns.add(k.column()));
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < window.calls().size(); i++) {
            if (needed.get(node.id()).contains(width + i)) {
                kept.add(i);
                columns.addAll(window.calls().get(i).arguments());
            }
        }
        Narrowed input = narrowed(in(node), columns);
        if (kept.isEmpty()) {
            set(
                    node,
                    input.node(),
                    java.util.Arrays.copyOf(input.map(), node.schema().size()));
            return;
        }
        List<WindowCall> calls = kept.stream()
                .map(i -> moved(window.calls().get(i), input.map()))
                .toList();
        Operator operator = new Operator.Window(
                select(window.partition(), input.map()), sortKeys(window.order(), input.map()), calls);
        int start = builder.schema(input.node()).size();
        int[] map = none(node);
        System.arraycopy(input.map(), 0, map, 0, width);
        for (int i = 0; i < kept.size(); i++) {
            map[width + kept.get(i)] = start + i;
        }
        Schema more = node.schema().select(kept.stream().map(i -> width + i).toList());
        set(
                node,
                builder.add(
                        operator,
                        List.of(input.node()),
                        builder.schema(input.node()).concat(more),
                        node),
                map);
    }

    private static WindowCall moved(WindowCall call, int[] map) {
        return new WindowCall(
                call.function(),
                select(call.arguments(), map),
                call.distinct(),
                call.ignoreNulls(),
                call.frame(),
                call.type(),
                call.position());
    }
}
