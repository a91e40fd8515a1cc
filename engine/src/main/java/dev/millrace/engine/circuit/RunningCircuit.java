package dev.millrace.engine.circuit;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.operator.Waterline;
import dev.millrace.engine.state.Durable;
import dev.millrace.engine.state.StateParts;
import dev.millrace.plan.Circuit;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Position;
import dev.millrace.plan.physical.Distribution;
import dev.millrace.plan.physical.PhysicalCircuit;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A circuit that runs, step by step, on one machine.
 *
 * <p>A step has two halves. {@link #step} takes the change of each source and answers that of each output; {@link #finish} keeps
 * what the step did or takes it back. In between the result may be read; afterwards it may not. So several circuits can make one
 * step together. The caller's thread drives; with more than one shard large steps run on that many threads, the caller's included.
 */
public final class RunningCircuit implements AutoCloseable {
    /** With fewer rows than this, handing work to other threads costs more than doing it. */
    private static final int SMALL_STEP_ROWS = 200;

    private final PhysicalCircuit plan;
    private final List<boolean[]> needed;
    private final List<Waterline> waterlines = new ArrayList<>();
    private final Waterlines limits;
    private final List<Shard> shards = new ArrayList<>();
    private final SequencedMap<String, List<Node>> sources = new LinkedHashMap<>();
    private final Map<String, Schema> schemas = new LinkedHashMap<>();
    private final SequencedMap<Integer, Router> routers = new LinkedHashMap<>();
    private final Set<String> net;
    private final @Nullable ExecutorService workers;
    private boolean open;
    private boolean small;

    /** A circuit without any input yet, on {@code shardCount} ≥ 1 shards. */
    public RunningCircuit(Circuit circuit, int shardCount) {
        this(PhysicalCircuit.of(circuit), shardCount);
    }

    /** As laid out. */
    public RunningCircuit(PhysicalCircuit plan, int shardCount) {
        this.plan = plan;
        this.needed = NeededColumns.of(plan.circuit());
        plan.circuit().nodes().forEach(node -> waterlines.add(new Waterline()));
        this.net = NetOutputs.of(plan.circuit());
        this.limits = new Waterlines(plan.circuit(), waterlines);
        for (int i = 0; i < shardCount; i++) {
            shards.add(new Shard(plan, i, shardCount, needed, waterlines, limits));
        }
        plan.circuit().nodes().forEach(this::addSource);
        plan.circuit()
                .outputs()
                .forEach(output -> schemas.put(
                        output.name(), plan.circuit().node(output.node()).schema()));
        this.workers = shardCount == 1
                ? null
                : Executors.newFixedThreadPool(
                        shardCount - 1,
                        Thread.ofPlatform().name("shard-", 0).daemon().factory());
    }

    private void addSource(Node node) {
        if (node.operator() instanceof Operator.Source source) {
            sources.computeIfAbsent(source.relation(), name -> new ArrayList<>())
                    .add(node);
            if (plan.distribution(node.id()) instanceof Distribution.Hashed hashed) {
                routers.put(
                        node.id(),
                        new Router(
                                hashed.alternatives().getFirst(),
                                node.schema(),
                                needed.get(node.id()),
                                Math.max(1, shards.size())));
            }
        }
    }

    /** The number of shards. */
    public int shards() {
        return shards.size();
    }

    /** The relations it reads. */
    public List<String> sources() {
        return List.copyOf(sources.keySet());
    }

    /** The plan it runs. */
    public PhysicalCircuit plan() {
        return plan;
    }

    /** For each column of a source whether the circuit reads it; what it does not read may be left out of the input's columns. */
    public boolean[] neededColumns(String source) {
        List<Node> nodes = sources.getOrDefault(source, List.of());
        boolean[] union =
                new boolean[nodes.isEmpty() ? 0 : nodes.getFirst().schema().size()];
        for (Node node : nodes) {
            boolean[] own = needed.get(node.id());
            for (int i = 0; i < own.length; i++) {
                union[i] |= own[i];
            }
        }
        return union;
    }

    /**
     * The first half of a step. Sources not named do not change. Throws {@link StepFailure}; {@code finish(false)} must follow
     * then, too.
     */
    public StepResult step(Map<String, Delta> inputs) {
        if (open) {
            throw new IllegalStateException("the step before is not finished");
        }
        open = true;
        small = inputs.values().stream().mapToLong(Delta::rows).sum() < SMALL_STEP_ROWS;
        SequencedMap<Integer, Delta[]> parts = new LinkedHashMap<>();
        sources.forEach((relation, nodes) -> {
            Delta delta = inputs.getOrDefault(relation, Delta.EMPTY);
            nodes.forEach(node -> parts.put(node.id(), parts(node, delta)));
        });
        shards.forEach(shard -> shard.begin(parts));
        plan.regions().forEach(region -> onEachShard(shard -> shard.run(region, shards)));
        return result();
    }

    private Delta[] parts(Node node, Delta delta) {
        if (shards.size() == 1) {
            return new Delta[] {delta};
        }
        Router router = routers.get(node.id());
        if (router != null) {
            return router.route(delta);
        }
        if (plan.distribution(node.id()) instanceof Distribution.Single) {
            Delta[] parts = new Delta[shards.size()];
            java.util.Arrays.fill(parts, Delta.EMPTY);
            parts[0] = delta;
            return parts;
        }
        return Router.deal(delta, needed.get(node.id()), shards.size());
    }

    /** Does something with every shard: the first in the caller's thread, and the others too if the step is small. */
    private void onEachShard(Consumer<Shard> task) {
        if (workers == null || small) {
            shards.forEach(task);
            return;
        }
        List<Future<?>> others = new ArrayList<>();
        for (Shard shard : shards.subList(1, shards.size())) {
            others.add(workers.submit(() -> task.accept(shard)));
        }
        try {
            task.accept(shards.getFirst());
        } finally {
            await(others);
        }
    }

    /** Waits for all, also if one fails: nobody may work on a step that has ended. */
    private static void await(List<Future<?>> tasks) {
        RuntimeException failure = null;
        boolean interrupted = false;
        for (Future<?> task : tasks) {
            while (!task.isDone()) {
                try {
                    task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    break;
                }
            }
            failure = failure == null && task.state() == Future.State.FAILED ? unwrapped(task) : failure;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static RuntimeException unwrapped(Future<?> failed) {
        return failed.exceptionNow() instanceof RuntimeException cause
                ? cause
                : new StepFailure(
                        "InternalError",
                        "",
                        Position.NONE,
                        String.valueOf(failed.exceptionNow()),
                        "",
                        failed.exceptionNow());
    }

    private StepResult result() {
        SequencedMap<String, Delta> outputs = new LinkedHashMap<>();
        for (Circuit.Output output : plan.circuit().outputs()) {
            outputs.put(
                    output.name(),
                    Delta.sum(shards.stream().map(s -> s.result(output.node())).toList()));
        }
        SequencedMap<String, Delta> late = new LinkedHashMap<>();
        for (Node node : plan.circuit().nodes()) {
            if (node.operator() instanceof Operator.Lateness || node.operator() instanceof Operator.Upsert) {
                Delta rows =
                        Delta.sum(shards.stream().map(s -> s.late(node.id())).toList());
                if (!rows.isEmpty()) {
                    late.merge(node.relation(), rows, (a, b) -> Delta.sum(List.of(a, b)));
                }
            }
        }
        return new StepResult(outputs, schemas, net, late);
    }

    /** The second half of a step: keeps what it did if {@code commit}, else it is as if it had not been. */
    public void finish(boolean commit) {
        if (open) {
            onEachShard(shard -> shard.finish(commit));
            open = false;
            if (commit && limits.rise()) {
                onEachShard(Shard::expire);
            }
        }
    }

    /** What each operator with state keeps, in the order of nodes. Between steps. */
    public List<OperatorState> states() {
        List<OperatorState> states = new ArrayList<>();
        for (Node node : plan.circuit().nodes()) {
            long bytes = shards.stream().mapToLong(s -> s.stateBytes(node.id())).sum();
            long rows = shards.stream().mapToLong(s -> s.stateRows(node.id())).sum();
            if (bytes > 0) {
                states.add(new OperatorState(node.id(), bytes, rows));
            }
        }
        return states;
    }

    /** What has to be remembered from step to step. */
    public CircuitState state() {
        SequencedMap<String, Durable> parts = new LinkedHashMap<>();
        List<String> refusals = new ArrayList<>();
        List<String> names = plan.stateNames();
        for (Node node : plan.circuit().nodes()) {
            String name = names.get(node.id());
            if (node.operator() instanceof Operator.Lateness) {
                parts.put(name + "/waterline", waterlines.get(node.id()).part());
            }
            for (int i = 0; i < shards.size(); i++) {
                shards.get(i).keep(node.id(), new Inventory(name + "/" + i + "/", node, parts, refusals));
            }
        }
        return new CircuitState(parts, refusals);
    }

    private record Inventory(String prefix, Node node, SequencedMap<String, Durable> parts, List<String> refusals)
            implements StateParts {
        @Override
        public void add(String name, Durable part) {
            if (parts.put(prefix + name, part) != null) {
                throw new IllegalStateException(prefix + name + " occurs twice");
            }
        }

        @Override
        public void refuse(String why) {
            refusals.add(why + ", in view " + node.relation());
        }
    }

    /** The bytes of all state. Between steps. */
    public long stateBytes() {
        return states().stream().mapToLong(OperatorState::bytes).sum();
    }

    /** Ends the threads. */
    @Override
    public void close() {
        if (workers != null) {
            workers.shutdown();
        }
    }
}
