package dev.millrace.plan;

import static dev.millrace.plan.UniqueKeys.intersection;
import static dev.millrace.plan.UniqueKeys.union;

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
import dev.millrace.plan.Operator.RankFunction;
import dev.millrace.plan.Operator.Recompute;
import dev.millrace.plan.Operator.SortKey;
import dev.millrace.plan.Operator.Source;
import dev.millrace.plan.Operator.TopK;
import dev.millrace.plan.Operator.Union;
import dev.millrace.plan.Operator.Unnest;
import dev.millrace.plan.Operator.Upsert;
import dev.millrace.plan.Operator.Window;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType.MapType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Infers what holds of every node's output in every execution.
 *
 * <p>Each operator has a rule from the properties of its inputs to those of its output; a rule claims nothing it cannot be
 * sure of, so an unknown form costs speed and never correctness. Tables may hold rows of any weight, also negative ones, unless
 * they have a primary key or are append-only.
 */
public final class PropertyInference {
    private final Map<String, Properties> sources;
    private final List<Node> done = new ArrayList<>();

    private PropertyInference(Map<String, Properties> sources) {
        this.sources = sources;
    }

    /** The circuit with {@link Node#properties} of every node, also inside {@link Recompute}; those there before are ignored. */
    public static Circuit infer(Circuit circuit, List<Table> tables) {
        Map<String, Properties> sources = new TreeMap<>();
        for (Table table : tables) {
            sources.put(table.name(), new Properties(table.appendOnly(), false, List.of(), new TreeSet<>()));
        }
        return new PropertyInference(sources).walk(circuit);
    }

    private Circuit walk(Circuit circuit) {
        for (Node node : circuit.nodes()) {
            Node known = node.operator() instanceof Recompute recompute ? withBody(node, recompute) : node;
            done.add(new Node(
                    known.id(),
                    known.operator(),
                    known.inputs(),
                    known.schema(),
                    complete(rule(known), known.schema().size()),
                    known.relation(),
                    known.position()));
        }
        return new Circuit(done, circuit.outputs());
    }

    /** A set is unique in all its columns, and what has a key is a set. */
    private static Properties complete(Properties found, int width) {
        List<SortedSet<Integer>> keys = new ArrayList<>(found.keys());
        if (found.set()) {
            keys.add(UniqueKeys.range(0, width));
        }
        return new Properties(found.appendOnly(), !keys.isEmpty(), UniqueKeys.minimal(keys), found.monotone())
                .withGrowth(found.growth());
    }

    private Properties rule(Node node) {
        return switch (node.operator()) {
            case Source source -> sources.getOrDefault(source.relation(), Properties.NONE);
            case Upsert upsert -> upsert(upsert, input(node, 0));
            case Lateness lateness -> lateness(lateness, input(node, 0), followsUpsert(node));
            case Constant constant -> constant(constant, node.schema().size());
            case Filter filter -> filter(filter, input(node, 0));
            case Project project -> project(project, input(node, 0));
            case Unnest unnest -> unnest(unnest, node, input(node, 0));
            case Hop hop -> hop(hop, width(node, 0), input(node, 0));
            case Union _ -> sum(inputs(node));
            case Negate _ -> negate(input(node, 0));
            case Join join -> join(join, node);
            case Asof asof -> asof(asof, input(node, 0), input(node, 1));
            case Aggregate aggregate -> aggregate(aggregate, input(node, 0));
            case Distinct _ -> distinct(input(node, 0));
            case Intersect intersect -> intersect(intersect, input(node, 0), input(node, 1));
            case Except except -> except(except, input(node, 0), input(node, 1));
            case TopK topK -> topK(topK, width(node, 0), input(node, 0));
            case Window window -> window(window, node, input(node, 0));
            case Recompute recompute -> recompute(recompute);
        };
    }

    private Properties input(Node node, int index) {
        return done.get(node.inputs().get(index)).properties();
    }

    private List<Properties> inputs(Node node) {
        return node.inputs().stream().map(id -> done.get(id).properties()).toList();
    }

    private Schema schema(Node node, int index) {
        return done.get(node.inputs().get(index)).schema();
    }

    private int width(Node node, int index) {
        return schema(node, index).size();
    }

    /** An upsert takes the old row away, whose values may be any but for those of the key. */
    private static Properties upsert(Upsert upsert, Properties in) {
        return keyed(upsert.key(), intersection(in.monotone(), upsert.key()));
    }

    /**
     * Late changes are dropped, also those that take a row away. So the old row of a key may stay beside a new one, unless both
     * have the same time, or upserts are dropped as a whole.
     */
    private static Properties lateness(Lateness lateness, Properties in, boolean whole) {
        List<SortedSet<Integer>> keys = new ArrayList<>(in.keys());
        keys.removeIf(key -> !whole && !in.appendOnly() && !key.contains(lateness.column()));
        return new Properties(in.appendOnly(), in.set(), keys, union(in.monotone(), List.of(lateness.column())));
    }

    private boolean followsUpsert(Node lateness) {
        Node before = done.get(lateness.inputs().getFirst());
        return before.operator() instanceof Upsert || before.operator() instanceof Lateness && followsUpsert(before);
    }

    private static Properties constant(Constant constant, int width) {
        List<SortedSet<Integer>> keys = new ArrayList<>();
        keys.add(new TreeSet<>());
        for (int column = 0; column < width; column++) {
            keys.add(UniqueKeys.key(List.of(column)));
        }
        keys.add(UniqueKeys.range(0, width));
        keys.removeIf(key -> !ConstantRows.distinct(constant.rows(), key));
        return new Properties(true, false, keys, new TreeSet<>());
    }

    /** A column that the condition binds to one value is not needed in a key. */
    private static Properties filter(Filter filter, Properties in) {
        List<SortedSet<Integer>> keys = new ArrayList<>(in.keys());
        keys.addAll(UniqueKeys.without(in.keys(), ExpressionShape.constantColumns(filter.condition())));
        return new Properties(in.appendOnly(), in.set(), keys, in.monotone())
                .withGrowth(GrowthRule.filter(filter, in.growth()));
    }

    private static Properties project(Project project, Properties in) {
        Map<Integer, Integer> places = new LinkedHashMap<>();
        SortedSet<Integer> monotone = new TreeSet<>();
        for (int i = 0; i < project.expressions().size(); i++) {
            Expression expression = project.expressions().get(i);
            places.putIfAbsent(ExpressionShape.injectiveColumn(expression), i);
            if (in.monotone().contains(ExpressionShape.nondecreasingColumn(expression))) {
                monotone.add(i);
            }
        }
        return new Properties(in.appendOnly(), false, UniqueKeys.moved(in.keys(), places), monotone)
                .withGrowth(GrowthRule.project(project, in.growth()));
    }

    /** The elements of an array may repeat, the keys of a map do not. */
    private Properties unnest(Unnest unnest, Node node, Properties in) {
        List<SortedSet<Integer>> keys = new ArrayList<>();
        if (unnest.ordinality()) {
            keys.addAll(UniqueKeys.with(in.keys(), node.schema().size() - 1));
        }
        if (unnest.collection().type() instanceof MapType) {
            keys.addAll(UniqueKeys.with(in.keys(), width(node, 0)));
        }
        return new Properties(in.appendOnly(), false, keys, in.monotone());
    }

    private static Properties hop(Hop hop, int width, Properties in) {
        boolean atMostOne = hop.size() <= hop.slide();
        List<SortedSet<Integer>> keys = atMostOne ? in.keys() : UniqueKeys.with(in.keys(), width);
        boolean timed = in.monotone().contains(hop.time());
        return new Properties(
                in.appendOnly(), false, keys, timed ? union(in.monotone(), List.of(width, width + 1)) : in.monotone());
    }

    private static Properties sum(List<Properties> in) {
        if (in.size() == 1) {
            return in.getFirst();
        }
        boolean appendOnly = in.stream().allMatch(Properties::appendOnly);
        return new Properties(
                appendOnly,
                false,
                List.of(),
                in.stream()
                        .map(Properties::monotone)
                        .reduce(UniqueKeys::intersection)
                        .orElseGet(TreeSet::new));
    }

    private static Properties negate(Properties in) {
        return new Properties(false, false, List.of(), in.monotone());
    }

    private Properties join(Join join, Node node) {
        Properties left = input(node, 0);
        Properties right = input(node, 1);
        JoinRule rule = new JoinRule(join, left, right, schema(node, 0), schema(node, 1));
        return new Properties(rule.appendOnly(), false, rule.keys(), rule.monotone());
    }

    /** A change of the right at a time changes the partners of left rows of that time and later. */
    private static Properties asof(Asof asof, Properties left, Properties right) {
        SortedSet<Integer> monotone =
                JoinRule.bothMonotone(asof.leftKeys(), asof.rightKeys(), left.monotone(), right.monotone());
        if (left.monotone().contains(asof.leftTime()) && right.monotone().contains(asof.rightTime())) {
            monotone.add(asof.leftTime());
        }
        return new Properties(false, false, left.keys(), monotone);
    }

    private static Properties aggregate(Aggregate aggregate, Properties in) {
        List<Integer> keys = aggregate.keys();
        Map<Integer, Integer> places = places(keys);
        List<SortedSet<Integer>> unique = new ArrayList<>(UniqueKeys.moved(in.keys(), places));
        unique.add(UniqueKeys.range(0, keys.size()));
        boolean groupsStay = aggregate.calls().isEmpty() || !keys.isEmpty() && UniqueKeys.covers(in.keys(), keys);
        return new Properties(in.appendOnly() && groupsStay, true, unique, moved(in.monotone(), places))
                .withGrowth(GrowthRule.aggregate(aggregate, in));
    }

    private static Properties distinct(Properties in) {
        return new Properties(in.appendOnly(), true, in.keys(), in.monotone());
    }

    /** The lesser of two weights is at most either. */
    private static Properties intersect(Intersect intersect, Properties left, Properties right) {
        List<SortedSet<Integer>> keys = new ArrayList<>(left.keys());
        keys.addAll(right.keys());
        return new Properties(
                left.appendOnly() && right.appendOnly(),
                !intersect.all(),
                keys,
                intersection(left.monotone(), right.monotone()));
    }

    private static Properties except(Except except, Properties left, Properties right) {
        return new Properties(false, !except.all(), left.keys(), intersection(left.monotone(), right.monotone()));
    }

    /** A change moves the ranks, and so the rows that remain, of its partition only. */
    private static Properties topK(TopK topK, int width, Properties in) {
        List<SortedSet<Integer>> keys = new ArrayList<>(in.keys());
        if (topK.function() == RankFunction.ROW_NUMBER && topK.rankColumn()) {
            keys.add(union(topK.partition(), List.of(width)));
        }
        if (topK.limit() == 1 && !tied(topK, in)) {
            keys.add(UniqueKeys.key(topK.partition()));
        }
        return new Properties(false, false, keys, intersection(in.monotone(), topK.partition()));
    }

    /** Whether several rows may have the same rank. */
    private static boolean tied(TopK topK, Properties in) {
        List<Integer> compared = new ArrayList<>(topK.partition());
        topK.order().stream().map(SortKey::column).forEach(compared::add);
        return topK.function() != RankFunction.ROW_NUMBER && !UniqueKeys.covers(in.keys(), compared);
    }

    private Properties window(Window window, Node node, Properties in) {
        List<SortedSet<Integer>> keys = new ArrayList<>(in.keys());
        for (int i = 0; i < window.calls().size(); i++) {
            if (window.calls().get(i).function().equals("ROW_NUMBER")) {
                keys.add(union(window.partition(), List.of(width(node, 0) + i)));
            }
        }
        return new Properties(false, false, keys, WindowRule.monotone(window, schema(node, 0), in.monotone()));
    }

    /** A body sees whole relations, so no input of it is known to change in any special way. */
    private Node withBody(Node node, Recompute recompute) {
        Map<String, Properties> inner = new TreeMap<>();
        for (int i = 0; i < node.inputs().size(); i++) {
            Properties in = input(node, i);
            inner.put(Integer.toString(i), new Properties(false, in.set(), in.keys(), new TreeSet<>()));
        }
        Circuit body = new PropertyInference(inner).walk(recompute.body());
        return new Node(
                node.id(),
                new Recompute(recompute.reason(), body),
                node.inputs(),
                node.schema(),
                node.properties(),
                node.relation(),
                node.position());
    }

    private static Properties recompute(Recompute recompute) {
        Circuit body = recompute.body();
        if (body.outputs().size() != 1) {
            return Properties.NONE;
        }
        Properties result = body.node(body.outputs().getFirst().node()).properties();
        return new Properties(false, result.set(), result.keys(), new TreeSet<>());
    }

    private static Properties keyed(List<Integer> key, SortedSet<Integer> monotone) {
        return new Properties(false, true, List.of(UniqueKeys.key(key)), monotone);
    }

    /** Where each of the columns stands among them, first. */
    private static Map<Integer, Integer> places(List<Integer> columns) {
        Map<Integer, Integer> places = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            places.putIfAbsent(columns.get(i), i);
        }
        return places;
    }

    private static SortedSet<Integer> moved(Collection<Integer> columns, Map<Integer, Integer> places) {
        SortedSet<Integer> moved = new TreeSet<>();
        columns.stream().filter(places::containsKey).map(places::get).forEach(moved::add);
        return moved;
    }
}
