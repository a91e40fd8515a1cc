package dev.millrace.plan.physical;

import dev.millrace.plan.Circuit;
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
import dev.millrace.plan.Operator.Source;
import dev.millrace.plan.Operator.TopK;
import dev.millrace.plan.Operator.Union;
import dev.millrace.plan.Operator.Unnest;
import dev.millrace.plan.Operator.Upsert;
import dev.millrace.plan.Operator.Window;
import dev.millrace.plan.physical.Distribution.Arbitrary;
import dev.millrace.plan.physical.Distribution.Hashed;
import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Chooses by what a source is hashed, which costs nothing as its rows have to be put somewhere: by the key of the first operator
 * that needs rows together, before all others that of an upsert, since it depends on the order of its input.
 */
final class SourcePartition {
    private static final int DERIVED = -1;

    private final Circuit circuit;
    /** For each node that still has rows of the source one by one: the column of the source behind each of its columns. */
    private final Map<Integer, List<Integer>> origins = new TreeMap<>();

    private SourcePartition(Circuit circuit, Node source) {
        this.circuit = circuit;
        origins.put(source.id(), columns(source));
    }

    static Distribution of(Circuit circuit, Node source) {
        List<List<Integer>> wishes = new SourcePartition(circuit, source).wishes();
        return wishes.isEmpty() ? new Arbitrary() : Hashed.by(wishes.getFirst());
    }

    private List<List<Integer>> wishes() {
        List<List<Integer>> wishes = new ArrayList<>();
        for (Node node : circuit.nodes()) {
            for (int index = 0; index < node.inputs().size(); index++) {
                List<Integer> origin = origins.get(node.inputs().get(index));
                if (origin != null) {
                    visit(node, index, origin, wishes);
                }
            }
        }
        return wishes;
    }

    private void visit(Node node, int index, List<Integer> origin, List<List<Integer>> wishes) {
        if (passes(node.operator())) {
            origins.put(node.id(), outputOrigin(node, origin));
            return;
        }
        List<Integer> wish = wish(key(node, index), origin, node.inputs().get(index));
        if (!wish.isEmpty()) {
            wishes.add(node.operator() instanceof Upsert ? 0 : wishes.size(), wish);
        }
    }

    /** Whether each row of the output comes from one of the input and stays on its shard. */
    private static boolean passes(Operator operator) {
        return switch (operator) {
            case Filter _, Lateness _, Negate _, Hop _, Unnest _, Project _, Union _ -> true;
            case Source _, Constant _, Upsert _, Join _, Asof _, Aggregate _, Distinct _ -> false;
            case Intersect _, Except _, TopK _, Window _, Recompute _ -> false;
        };
    }

    private static List<Integer> outputOrigin(Node node, List<Integer> origin) {
        List<Integer> result = new ArrayList<>();
        if (node.operator() instanceof Project project) {
            project.expressions().forEach(expression -> {
                int column = ExchangePlacement.plainColumn(expression);
                result.add(column < 0 ? DERIVED : origin.get(column));
            });
        } else {
            result.addAll(origin);
        }
        while (result.size() < node.schema().size()) {
            result.add(DERIVED);
        }
        return result;
    }

    private static List<Integer> key(Node node, int index) {
        return switch (node.operator()) {
            case Upsert upsert -> upsert.key();
            case Aggregate aggregate -> aggregate.keys();
            case TopK topK -> topK.partition();
            case Window window -> window.partition();
            case Join join -> index == 0 ? join.leftKeys() : join.rightKeys();
            case Asof asof -> index == 0 ? asof.leftKeys() : asof.rightKeys();
            case Distinct _, Intersect _, Except _ -> columns(node);
            case Source _, Constant _, Filter _, Project _, Unnest _, Hop _, Lateness _ -> List.of();
            case Union _, Negate _, Recompute _ -> List.of();
        };
    }

    /**
     * The source columns behind a key. Times that are not the source's, such as the start of a window, are left out: rows are
     * together without them too. Other derived columns might be what spreads the rows; then nothing is wished.
     */
    private List<Integer> wish(List<Integer> key, List<Integer> origin, int input) {
        boolean onlyTimes = key.stream()
                .filter(column -> origin.get(column) == DERIVED)
                .allMatch(column -> isTime(circuit.node(input).schema().type(column)));
        return onlyTimes
                ? key.stream()
                        .map(origin::get)
                        .filter(column -> column != DERIVED)
                        .distinct()
                        .toList()
                : List.of();
    }

    private static boolean isTime(SqlType type) {
        return type instanceof SqlType.TimestampType || type instanceof SqlType.DateType;
    }

    private static List<Integer> columns(Node node) {
        return IntStream.range(0, node.schema().size()).boxed().toList();
    }
}
