package dev.millrace.testing.simulation;

import dev.millrace.engine.batch.BatchConversion;
import dev.millrace.engine.batch.Relation;
import dev.millrace.engine.storage.Disk;
import dev.millrace.runtime.FaultTolerance;
import dev.millrace.runtime.Pipeline;
import dev.millrace.runtime.PipelineAssembly;
import dev.millrace.runtime.PipelineException;
import dev.millrace.runtime.PipelineListener;
import dev.millrace.runtime.PipelineStatistics;
import dev.millrace.runtime.PushInput;
import dev.millrace.runtime.RuntimeOptions;
import dev.millrace.runtime.StorageOptions;
import dev.millrace.runtime.TransactionState;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** One process from its start to its end: the pipeline, those who send to it, and somebody who operates it. */
final class Life {
    private static final RuntimeOptions OPTIONS =
            RuntimeOptions.DEFAULT.asService().withContents(true).withErrorRowsKept(10);
    private static final int TRANSACTION_TURNS = 4;
    private static final int TURNS_MAX = 200_000;
    private static final List<String> INPUTS = List.of("orders.in", "customers.in", "events." + PushInput.NAME);

    private final World world;
    private final SimulatedProgram program;
    private final StorageOptions storage;
    private final Operation operation;
    private final long stopNanos;
    private @Nullable Pipeline pipeline;
    private @Nullable Map<String, Relation> views;
    private List<String> remarks = List.of();
    private @Nullable Throwable failure;

    /**
     * How the pipeline is operated, in all lives of a run.
     *
     * @param workers shards of the engine; a checkpoint fits one number of them
     * @param transactions whether somebody begins and commits transactions
     */
    record Operation(int workers, boolean transactions) {}

    /** A process that is told to stop after that long, or when all is done. */
    Life(World world, SimulatedProgram program, StorageOptions storage, Operation operation, Duration stop) {
        this.world = world;
        this.program = program;
        this.storage = storage;
        this.operation = operation;
        this.stopNanos = world.host().nanoTime() + stop.toNanos();
    }

    /** How a pipeline of this world keeps its state. */
    static StorageOptions storage(World world, FaultTolerance model, @Nullable Duration interval, int kept) {
        Disk disk = world.defect() == Defect.NONE ? world.disk() : new DefectiveDisk(world.disk(), world.defect());
        return new StorageOptions(disk, "simulated", model, false, interval, kept);
    }

    /** Lives it; the answer is what is wrong, {@code null} if nothing is. The process is over then, whatever happened. */
    @Nullable
    String live() {
        SimulatedHost host = world.host();
        world.begin();
        Thread main = host.thread("main", this::run);
        main.start();
        String wrong = drive(main);
        end(main);
        if (wrong == null && host.failure() != null && !world.fate().isDead()) {
            wrong = "a thread died: " + Findings.describe(Objects.requireNonNull(host.failure()));
        }
        return wrong;
    }

    private @Nullable String drive(Thread main) {
        for (int turn = 0; main.isAlive(); turn++) {
            if (world.fate().isDead()) {
                return null;
            }
            if (turn == TURNS_MAX || !world.host().runOne()) {
                return "it does not come to an end: " + world.host().alive();
            }
        }
        return null;
    }

    /** What is left of the process goes, without any effect. */
    private void end(Thread main) {
        Pipeline made = pipeline;
        if (made != null) {
            made.stop();
        }
        main.interrupt();
        for (int turn = 0; turn < TURNS_MAX && !world.host().alive().isEmpty(); turn++) {
            if (!main.isAlive()) {
                world.host().alive().forEach(Thread::interrupt);
            }
            if (!world.host().runOne()) {
                break;
            }
        }
        world.host().clear();
    }

    /** Whether the pipeline came to its end by itself. */
    boolean isComplete() {
        return views != null;
    }

    /** Why the pipeline could not go on, or not begin; {@code null} if it could. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    /** What it held in the end. */
    Map<String, Relation> views() {
        return Objects.requireNonNull(views);
    }

    /** What the storage had to say. */
    List<String> remarks() {
        return remarks;
    }

    private void run() {
        try (Pipeline made = new PipelineAssembly(world.registry(), World.surroundings())
                .storage(storage)
                .on(world.host())
                .assemble(program.plan(), OPTIONS.withWorkers(operation.workers()), PipelineListener.NONE)) {
            pipeline = made;
            remarks = remarks(made);
            startOthers(made);
            made.run();
            views = views(made);
        } catch (PipelineException thrown) {
            failure = thrown;
            world.fate().note("ends: " + thrown.getMessage());
        } catch (InterruptedException dead) {
            return;
        }
    }

    private static List<String> remarks(Pipeline made) {
        PipelineStatistics.Durability durability = made.statistics().durability();
        return durability == null ? List.of() : durability.remarks();
    }

    private void startOthers(Pipeline made) {
        PushInput push = Objects.requireNonNull(made.push("events"));
        for (Sender sender : world.senders()) {
            world.host().thread("sender", () -> sender.run(push)).start();
        }
        Future<Boolean> recovered = made.betweenSteps(() -> true);
        world.host().thread("operator", () -> operate(made, recovered)).start();
    }

    private void operate(Pipeline made, Future<Boolean> recovered) {
        try {
            while (!(recovered.isDone() && isDone(made)) && world.host().nanoTime() < stopNanos) {
                world.host().sleep(Duration.ofMillis(1 + world.fate().below(30)));
                if (world.fate().oneIn(6)) {
                    world.fate().operation("checkpoint asked for");
                    made.checkpoint();
                }
                if (operation.transactions() && world.fate().oneIn(TRANSACTION_TURNS)) {
                    world.fate().operation("a transaction begins or is committed");
                    made.betweenSteps(() -> turnTransaction(made));
                }
            }
            world.fate().operation("stop");
            made.stop();
        } catch (InterruptedException ended) {
            return;
        }
    }

    private static boolean turnTransaction(Pipeline made) {
        switch (made.transaction()) {
            case TransactionState.None none -> made.beginTransaction();
            case TransactionState.Open open -> made.commitTransaction();
            case TransactionState.Committing committing -> {}
        }
        return true;
    }

    private boolean isDone(Pipeline made) {
        return world.senders().stream().allMatch(Sender::isDone)
                && INPUTS.stream().allMatch(name -> isTaken(made, name));
    }

    private boolean isTaken(Pipeline made, String input) {
        String table = input.substring(0, input.indexOf('.'));
        boolean read = table.equals("events") || world.source(table).isRead();
        return read && made.visible(input, made.chunks(input)).isPresent();
    }

    private static Map<String, Relation> views(Pipeline made) {
        Map<String, Relation> views = new LinkedHashMap<>();
        for (String view : made.views()) {
            Relation rows = new Relation();
            BatchConversion.add(made.contents(view), made.schema(view), rows);
            views.put(view, rows);
        }
        return views;
    }
}
