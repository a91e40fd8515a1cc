package dev.millrace.plan.physical;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Cast;
import dev.millrace.plan.Expression.Input;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator.Aggregate;
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
import dev.millrace.plan.physical.Distribution.Arbitrary;
import dev.millrace.plan.physical.Distribution.Hashed;
import dev.millrace.plan.physical.Distribution.Single;
import dev.millrace.plan.physical.Exchange.Mode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Decides, node by node from the sources on, where rows must change the shard.
 *
 * <p>An operator with state needs together, on one shard, all rows that agree on its key. Rows hashed by a part of that key are
 * together already, so are those on a single shard. The two inputs of a join must besides be hashed alike.
 */
final class ExchangePlacement {
    private static final Distribution ARBITRARY = new Arbitrary();
    private static final Distribution SINGLE = new Single();

    private final Circuit circuit;
    private final List<Distribution> distributions = new ArrayList<>();
    private final List<Exchange> exchanges = new ArrayList<>();

    private ExchangePlacement(Circuit circuit) {
        this.circuit = circuit;
    }

    static ExchangePlacement of(Circuit circuit) {
        ExchangePlacement placement = new ExchangePlacement(circuit);
        circuit.nodes().forEach(node -> placement.distributions.add(placement.place(node)));
        return placement;
    }

    List<Distribution> distributions() {
        return distributions;
    }

    List<Exchange> exchanges() {
        return exchanges;
    }

    /** Puts exchanges before a node where needed; answers where its output is. */
    private Distribution place(Node node) {
        return switch (node.operator()) {
            case Source _ -> SourcePartition.of(circuit, node);
            case Constant _ -> SINGLE;
            case Filter _, Lateness _, Negate _, Hop _, Unnest _ -> input(node, 0);
            case Project project -> projected(project, input(node, 0));
            case Union _ -> common(node);
            case Upsert upsert -> gather(node, 0, upsert.key());
            case TopK topK -> gather(node, 0, topK.partition());
            case Window window -> gather(node, 0, window.partition());
            case Distinct _ -> gather(node, 0, all(node));
            case Aggregate aggregate -> grouped(aggregate.keys(), gather(node, 0, aggregate.keys()));
            case Join join -> join(node, join);
            case Asof asof -> align(node, asof.leftKeys(), asof.rightKeys()).left();
            case Intersect _, Except _ -> align(node, all(node), all(node)).left();
            case Recompute _ -> onOneShard(node);
        };
    }

    private Distribution input(Node node, int index) {
        return distributions.get(node.inputs().get(index));
    }

    private static List<Integer> all(Node node) {
        return IntStream.range(0, node.schema().size()).boxed().toList();
    }

    /** What plain columns keep. */
    private static Distribution projected(Project project, Distribution in) {
        List<Integer> places = new ArrayList<>();
        project.expressions().forEach(expression -> places.add(plainColumn(expression)));
        return moved(in, places);
    }

    /** The column whose very values these are, or −1. */
    static int plainColumn(Expression expression) {
        return switch (expression) {
            case Input input -> input.index();
            case Cast cast when cast.type().sameAs(cast.operand().type()) -> plainColumn(cast.operand());
            default -> -1;
        };
    }

    private static Distribution grouped(List<Integer> keys, Distribution in) {
        return moved(in, keys);
    }

    /** The distribution of rows in whose place {@code i} stands what stood in {@code origins.get(i)}. */
    private static Distribution moved(Distribution in, List<Integer> origins) {
        return switch (in) {
            case Arbitrary _, Single _ -> in;
            case Hashed hashed ->
                hashed(hashed.alternatives().stream()
                        .filter(origins::containsAll)
                        .map(columns -> columns.stream().map(origins::indexOf).toList())
                        .toList());
        };
    }

    private static Distribution hashed(List<List<Integer>> alternatives) {
        return alternatives.isEmpty() ? ARBITRARY : new Hashed(alternatives);
    }

    /** What holds of all inputs. */
    private Distribution common(Node node) {
        Distribution common = input(node, 0);
        for (int i = 1; i < node.inputs().size(); i++) {
            common = common(common, input(node, i));
        }
        return common;
    }

    private static Distribution common(Distribution left, Distribution right) {
        if (left instanceof Hashed ofLeft && right instanceof Hashed ofRight) {
            return hashed(ofLeft.alternatives().stream()
                    .filter(ofRight.alternatives()::contains)
                    .toList());
        }
        return left.equals(right) ? left : ARBITRARY;
    }

    /** Brings the rows that agree on {@code key} together on one shard. */
    private Distribution gather(Node node, int index, List<Integer> key) {
        Distribution in = input(node, index);
        boolean together = in instanceof Single
                || in instanceof Hashed hashed && hashed.alternatives().stream().anyMatch(key::containsAll);
        return together ? in : exchange(node, index, key);
    }

    private Distribution exchange(Node node, int index, List<Integer> columns) {
        Mode mode = columns.isEmpty() ? Mode.SINGLE : Mode.HASH;
        exchanges.add(new Exchange(node.inputs().get(index), node.id(), index, columns, mode));
        return columns.isEmpty() ? SINGLE : Hashed.by(columns);
    }

    private Distribution onOneShard(Node node) {
        for (int i = 0; i < node.inputs().size(); i++) {
            gather(node, i, List.of());
        }
        return SINGLE;
    }

    private Distribution join(Node node, Join join) {
        return join.leftKeys().isEmpty() ? joinOfAll(node, join.kind()) : joinByKey(node, join);
    }

    /** Everything meets everything on one shard, unless one side is a row at most: then the row goes to all shards. */
    private Distribution joinOfAll(Node node, JoinKind kind) {
        if (kind != JoinKind.RIGHT && kind != JoinKind.FULL && toAll(node, 1, 0)) {
            return input(node, 0);
        }
        if (kind == JoinKind.INNER && toAll(node, 0, 1)) {
            return shifted(input(node, 1), width(node, 0));
        }
        gather(node, 0, List.of());
        return gather(node, 1, List.of());
    }

    /** Sends an input of at most one row to all shards, if the other is on several. */
    private boolean toAll(Node node, int index, int other) {
        Node from = circuit.node(node.inputs().get(index));
        boolean single = input(node, other) instanceof Single;
        if (single || !from.properties().keys().contains(new TreeSet<Integer>())) {
            return false;
        }
        exchanges.add(new Exchange(from.id(), node.id(), index, List.of(), Mode.BROADCAST));
        return true;
    }

    private int width(Node node, int index) {
        return circuit.node(node.inputs().get(index)).schema().size();
    }

    private static Distribution shifted(Distribution in, int by) {
        return in instanceof Hashed hashed
                ? new Hashed(hashed.alternatives().stream()
                        .map(columns -> shifted(columns, by))
                        .toList())
                : in;
    }

    /** A padded row has NULLs where its shard was computed from. */
    private Distribution joinByKey(Node node, Join join) {
        Aligned aligned = align(node, join.leftKeys(), join.rightKeys());
        if (aligned.left() instanceof Single) {
            return SINGLE;
        }
        Set<List<Integer>> alternatives = new LinkedHashSet<>();
        if (join.kind() != JoinKind.RIGHT && join.kind() != JoinKind.FULL) {
            alternatives.addAll(alternatives(aligned.left()));
        }
        if (join.kind() == JoinKind.INNER || join.kind() == JoinKind.RIGHT) {
            alternatives(aligned.right()).forEach(columns -> alternatives.add(shifted(columns, width(node, 0))));
        }
        return hashed(List.copyOf(alternatives));
    }

    private static List<Integer> shifted(List<Integer> columns, int by) {
        return columns.stream().map(column -> column + by).toList();
    }

    private static List<List<Integer>> alternatives(Distribution distribution) {
        return distribution instanceof Hashed hashed ? hashed.alternatives() : List.of();
    }

    private record Aligned(Distribution left, Distribution right) {}

    /** Brings the rows of both inputs that agree on the keys together, moving one side only if the other is well placed. */
    private Aligned align(Node node, List<Integer> leftKeys, List<Integer> rightKeys) {
        Distribution left = input(node, 0);
        Distribution right = input(node, 1);
        if (leftKeys.isEmpty() || left instanceof Single && right instanceof Single) {
            return new Aligned(gather(node, 0, List.of()), gather(node, 1, List.of()));
        }
        List<List<Integer>> ofLeft = keyPositions(left, leftKeys);
        List<List<Integer>> ofRight = keyPositions(right, rightKeys);
        if (ofLeft.stream().anyMatch(ofRight::contains)) {
            return new Aligned(left, right);
        }
        if (!ofLeft.isEmpty()) {
            return new Aligned(left, exchange(node, 1, select(rightKeys, ofLeft.getFirst())));
        }
        if (!ofRight.isEmpty()) {
            return new Aligned(exchange(node, 0, select(leftKeys, ofRight.getFirst())), right);
        }
        return new Aligned(exchange(node, 0, leftKeys), exchange(node, 1, rightKeys));
    }

    /** For each way the rows are hashed by key columns only: which of the key, by position. */
    private static List<List<Integer>> keyPositions(Distribution in, List<Integer> keys) {
        return alternatives(in).stream()
                .filter(keys::containsAll)
                .map(columns -> columns.stream().map(keys::indexOf).toList())
                .toList();
    }

    private static List<Integer> select(List<Integer> columns, List<Integer> positions) {
        return positions.stream().map(columns::get).toList();
    }
}
