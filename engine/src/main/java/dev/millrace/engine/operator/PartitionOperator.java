package dev.millrace.engine.operator;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.batch.BatchConversion;
import dev.millrace.engine.batch.BatchEvaluator;
import dev.millrace.engine.batch.Relation;
import dev.millrace.engine.batch.RowFailure;
import dev.millrace.engine.state.StateParts;
import dev.millrace.plan.Circuit;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Position;
import dev.millrace.plan.Properties;
import dev.millrace.types.Batch;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a circuit anew over each partition of the inputs that a step touches, and emits the difference to its result before.
 *
 * <p>For ASOF by times that are not numbers of 64 bits a partition is the rows of a key, so that the work is in proportion to the partitions touched, not to the
 * data; for RECOMPUTE it is everything.
 */
final class PartitionOperator implements StepOperator {
    private static final int BYTES_PER_FIELD = 40;

    private final BatchEvaluator evaluator;
    private final List<List<Integer>> keys;
    private final List<Schema> inputs;
    private final Schema output;
    private final Position position;
    private final boolean unconditional;
    private final Map<List<@Nullable Object>, Partition> partitions = new LinkedHashMap<>();
    private final Map<List<@Nullable Object>, Partition> pending = new LinkedHashMap<>();
    private long fields;

    /** What is known of a partition. Immutable once a step is finished: a step works on a copy. */
    private record Partition(List<Relation> inputs, Relation result) {
        private Partition copy() {
            return new Partition(inputs.stream().map(PartitionOperator::copy).toList(), PartitionOperator.copy(result));
        }

        private boolean isEmpty() {
            return inputs.stream().allMatch(Relation::isEmpty);
        }

        private long fields() {
            return inputs.stream()
                            .mapToLong(relation -> (long) relation.size() * width(relation))
                            .sum()
                    + (long) result.size() * width(result);
        }

        private static int width(Relation relation) {
            return relation.isEmpty() ? 0 : relation.entries().getFirst().row().length;
        }
    }

    private PartitionOperator(Circuit body, List<List<Integer>> keys, boolean unconditional, NodeContext context) {
        this.evaluator = new BatchEvaluator(body);
        this.keys = keys;
        this.inputs = context.inputs().stream().map(Node::schema).toList();
        this.output = context.node().schema();
        this.position = context.node().position();
        this.unconditional = unconditional && context.shard() == 0;
    }

    static PartitionOperator asof(Operator.Asof asof, NodeContext context) {
        return new PartitionOperator(bodyOf(context), List.of(asof.leftKeys(), asof.rightKeys()), false, context);
    }

    static PartitionOperator recompute(NodeContext context) {
        Operator.Recompute recompute = (Operator.Recompute) context.node().operator();
        List<List<Integer>> keys =
                context.inputs().stream().map(input -> List.<Integer>of()).toList();
        return new PartitionOperator(recompute.body(), keys, true, context);
    }

    /** A circuit of just the node, over sources named by the numbers of its inputs. */
    private static Circuit bodyOf(NodeContext context) {
        List<Node> nodes = new ArrayList<>();
        for (Node input : context.inputs()) {
            nodes.add(new Node(
                    nodes.size(),
                    new Operator.Source(String.valueOf(nodes.size())),
                    List.of(),
                    input.schema(),
                    Properties.NONE,
                    input.relation(),
                    input.position()));
        }
        Node node = context.node();
        List<Integer> ids = nodes.stream().map(Node::id).toList();
        nodes.add(new Node(
                nodes.size(), node.operator(), ids, node.schema(), Properties.NONE, node.relation(), node.position()));
        return new Circuit(nodes, List.of(new Circuit.Output("result", nodes.size() - 1)));
    }

    @Override
    public Delta step(List<Delta> deltas) {
        if (unconditional && partitions.isEmpty()) {
            touch(List.of());
        }
        for (int i = 0; i < deltas.size(); i++) {
            for (Batch batch : deltas.get(i).batches()) {
                apply(i, batch);
            }
        }
        Relation changes = new Relation();
        pending.forEach((key, partition) -> evaluate(partition, changes));
        return BatchConversion.delta(changes, output);
    }

    private void apply(int input, Batch batch) {
        for (int row = 0; row < batch.size(); row++) {
            @Nullable Object[] values = BatchConversion.row(batch, row, inputs.get(input));
            List<@Nullable Object> key = new ArrayList<>();
            keys.get(input).forEach(column -> key.add(canonical(values[column])));
            touch(key).inputs.get(input).add(values, batch.weight(row));
        }
    }

    private static @Nullable Object canonical(@Nullable Object value) {
        return value instanceof Double number ? number + 0.0 : value;
    }

    private Partition touch(List<@Nullable Object> key) {
        return pending.computeIfAbsent(key, absent -> {
            Partition former = partitions.get(absent);
            return former == null
                    ? new Partition(
                            inputs.stream().map(schema -> new Relation()).toList(), new Relation())
                    : former.copy();
        });
    }

    private static Relation copy(Relation relation) {
        Relation copy = new Relation();
        copy.addAll(relation, 1);
        return copy;
    }

    private void evaluate(Partition partition, Relation changes) {
        Map<String, Relation> sources = new LinkedHashMap<>();
        for (int i = 0; i < partition.inputs.size(); i++) {
            sources.put(String.valueOf(i), partition.inputs.get(i));
        }
        Relation result = evaluate(sources);
        Relation difference = copy(result);
        difference.addAll(partition.result, -1);
        partition.result.addAll(difference, 1);
        changes.addAll(difference, 1);
    }

    private Relation evaluate(Map<String, Relation> sources) {
        try {
            return evaluator.evaluate(sources).values().iterator().next();
        } catch (RowFailure failure) {
            throw new OperatorFailure(
                    failure.failure().code(),
                    String.valueOf(failure.failure().getMessage()),
                    failure.position().equals(Position.NONE) ? position : failure.position(),
                    sources.values().stream()
                            .flatMap(relation -> relation.entries().stream().limit(1))
                            .map(entry -> "in the partition of " + Arrays.toString(entry.row()))
                            .findFirst()
                            .orElse(""));
        }
    }

    @Override
    public void finish(boolean commit) {
        if (commit) {
            pending.forEach(this::commit);
        }
        pending.clear();
    }

    private void commit(List<@Nullable Object> key, Partition partition) {
        Partition former = partitions.get(key);
        fields -= former == null ? 0 : former.fields();
        fields += partition.fields();
        if (partition.isEmpty() && !unconditional) {
            partitions.remove(key);
        } else {
            partitions.put(key, partition);
        }
    }

    /** The relations of each partition as of now: its inputs, then its result. */
    private List<List<Relation>> image() {
        List<List<Relation>> image = new ArrayList<>(partitions.size());
        partitions.values().forEach(partition -> {
            List<Relation> relations = new ArrayList<>(partition.inputs);
            relations.add(partition.result);
            image.add(relations);
        });
        return image;
    }

    private void restore(List<Relation> relations) {
        Partition partition = new Partition(relations.subList(0, relations.size() - 1), relations.getLast());
        partitions.put(keyOf(partition), partition);
        fields += partition.fields();
    }

    private List<@Nullable Object> keyOf(Partition partition) {
        List<@Nullable Object> key = new ArrayList<>();
        for (int i = 0; i < partition.inputs.size(); i++) {
            if (!partition.inputs.get(i).isEmpty()) {
                @Nullable
                Object[] row = partition.inputs.get(i).entries().getFirst().row();
                keys.get(i).forEach(column -> key.add(canonical(row[column])));
                break;
            }
        }
        return key;
    }

    @Override
    public void keep(StateParts parts) {
        List<Schema> schemas = new ArrayList<>(inputs);
        schemas.add(output);
        parts.add("partitions", new PartitionsPart(schemas, this::image, this::restore));
    }

    @Override
    public long stateBytes() {
        return fields * BYTES_PER_FIELD;
    }

    @Override
    public long stateRows() {
        return partitions.values().stream()
                .mapToLong(p -> p.inputs.stream().mapToLong(Relation::size).sum())
                .sum();
    }
}
