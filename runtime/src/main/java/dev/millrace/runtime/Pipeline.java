package dev.millrace.runtime;

import dev.millrace.connect.ConnectorException;
import dev.millrace.connect.InputChunk;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.circuit.RunningCircuit;
import dev.millrace.plan.Plan;
import dev.millrace.plan.Table;
import dev.millrace.plan.View;
import dev.millrace.types.Schema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A plan with its connectors, running: rows in, steps, changes out.
 *
 * <p>{@link #run} drives it in the caller's thread; each input reads and parses in a thread of its own and waits when its queue is
 * full. {@link #stop} and {@link #statistics} may be called by any thread. Rows that cannot be read go to the table's
 * {@link ErrorRelation} and never stop the rest; a step that fails stops the pipeline without having had an effect.
 */
public final class Pipeline implements AutoCloseable {
    private final Host host;
    private final RuntimeOptions options;
    private final RunningCircuit circuit;
    private final List<PipelineInput> inputs;
    private final StartOrder order;
    private final List<PipelineOutput> outputs;
    private final SequencedMap<String, PipelineTable> tables = new LinkedHashMap<>();
    private final SequencedMap<String, ViewProgress> views = new LinkedHashMap<>();
    /** The views, and the tables whose contents are kept. */
    private final SequencedMap<String, ViewProgress> relations;

    private final PipelineClock clock;
    private final PipelineStep step;
    private final Transaction transaction = new Transaction();
    private final BetweenSteps between = new BetweenSteps(this::wakeUp);
    private final SequencedMap<String, PushInput> pushed;
    private final @Nullable Survival survival;
    private final Semaphore work = new Semaphore(0);
    private final Gathering gathering;
    private final long startNanos;
    private final long startCpuNanos = ProcessFigures.cpuNanos();
    private volatile boolean stopping;
    private volatile boolean recovering = true;
    private volatile boolean abandoned;
    private volatile long steps;
    private volatile long rowsIn;
    private volatile long rowsVisible;
    private volatile long stepsVisible;
    private volatile boolean paused;
    private volatile long transactions;
    private volatile long stateBytes;
    private volatile long stateBytesMax;

    Pipeline(
            Plan plan,
            RunningCircuit circuit,
            List<PipelineInput> inputs,
            List<PipelineOutput> outputs,
            SequencedMap<String, PushInput> pushed,
            SequencedMap<String, String> contents,
            RuntimeOptions options,
            PipelineListener listener,
            @Nullable PipelineStorage storage,
            Host host) {
        this.host = host;
        this.startNanos = host.nanoTime();
        this.options = options;
        this.gathering = new Gathering(options, host);
        this.circuit = circuit;
        this.inputs = List.copyOf(inputs);
        this.order = new StartOrder(inputs);
        this.outputs = List.copyOf(outputs);
        this.pushed = pushed;
        this.clock = new PipelineClock(circuit.sources(), options.clockMillis(), host);
        for (Table table : plan.tables()) {
            boolean[] needed = circuit.neededColumns(table.name());
            tables.put(table.name(), new PipelineTable(table, needed, options.errorRowsKept()));
        }
        for (View view : plan.views()) {
            if (view.kind() != View.Kind.LOCAL) {
                boolean keep = options.keepContents() || options.service() && view.kind() == View.Kind.MATERIALIZED;
                views.put(view.name(), new ViewProgress(view.name(), view.schema(), keep, options.hashes()));
            }
        }
        SequencedMap<String, ViewProgress> followed = new LinkedHashMap<>(views);
        for (Table table : plan.tables()) {
            String output = contents.get(table.name());
            if (output != null) {
                followed.put(table.name(), new ViewProgress(output, table.schema(), true, options.hashes()));
            }
        }
        this.relations = followed;
        this.step = new PipelineStep(circuit, clock, tables, relations, this.outputs, transaction, listener);
        this.survival =
                storage == null ? null : new Survival(storage, this, circuit, clock, relations, tables, this.inputs);
    }

    /** Takes over the state of the newest checkpoint; false if that turns out to be damaged: another pipeline may try the one before. */
    boolean restore() throws IOException {
        return survival == null || survival.restore();
    }

    /** Another pipeline takes its place, before it ran. */
    void giveUp() {
        circuit.close();
    }

    /** The steps and rows of the state that was taken over. */
    void restored(long step, long rows) {
        steps = step;
        rowsIn = rows;
        rowsVisible = rows;
    }

    /**
     * Asks for a checkpoint, which is made between steps and written while they go on. The future fails if it cannot be written, and is
     * cancelled if the pipeline ends before. Throws {@link IllegalStateException} if the pipeline has no storage.
     */
    public CompletableFuture<PipelineStatistics.Checkpoint> checkpoint() {
        if (survival == null) {
            throw new IllegalStateException("the pipeline has no storage");
        }
        return survival.request();
    }

    Host host() {
        return host;
    }

    /** The queue of an input calls this. */
    void wakeUp() {
        work.release();
    }

    /**
     * Runs until all inputs have ended (a service does not care) or {@link #stop} is called, once. The first step is made before inputs start, so
     * that views without input have their content.
     */
    public void run() throws PipelineException, InterruptedException {
        try {
            openOutputs();
            recover();
            recovering = false;
            order.startPushed();
            if (steps == 0 && !stopping) {
                step();
            }
            while (!stopping) {
                between.runAll();
                flushOutputs(false);
                survive();
                failOnBrokenInputs();
                startInputs();
                if (!options.service() && order.isExhausted()) {
                    break;
                }
                if ((hasWork() || awaitWork()) && !awaitMore()) {
                    step();
                }
            }
            flushOutputs(true);
            if (survival != null) {
                survival.end();
            }
        } finally {
            between.close();
        }
    }

    /** Makes the steps since the checkpoint again, as the journal has them. */
    private void recover() throws PipelineException, InterruptedException {
        if (survival != null) {
            survival.replay(outputs);
        }
    }

    /** Makes a step again. */
    void replay(long number, SequencedMap<PipelineInput, List<InputChunk>> taken, StepRecord record)
            throws PipelineException, InterruptedException {
        transaction.replay(record.transaction());
        finished(step.run(number, taken, record.clock(), PipelineStep.Safety.GIVEN), taken);
        flushOutputs(false);
    }

    boolean hasTransaction() {
        return transaction.state() != Transaction.State.NONE;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    boolean isStopping() {
        return stopping;
    }

    /** What concerns checkpoints and the journal, between steps. */
    private void survive() throws PipelineException, InterruptedException {
        if (survival != null && survival.turn(transaction.state() == Transaction.State.NONE)) {
            flushOutputs(true);
            survival.checkpoint();
        }
    }

    private void startInputs() {
        if (!paused) {
            order.advance();
        }
    }

    /** Waits until an input has brought something or ended, or until it is time for the clock or an output; is there work? */
    private boolean awaitWork() throws InterruptedException {
        long millis = clock.millisToTick();
        for (PipelineOutput output : outputs) {
            millis = Math.min(millis, output.millisToFlush());
        }
        if (host.acquire(work, Math.max(0, millis))) {
            work.drainPermits();
        }
        return hasWork();
    }

    /** Waits if too few rows are there for a step; did it? */
    private boolean awaitMore() throws InterruptedException {
        boolean urgent = transaction.state() == Transaction.State.COMMITTING
                || !paused && clock.isDue()
                || inputs.stream()
                        .filter(this::takesFrom)
                        .allMatch(input -> input.queue().takesNoMore());
        long millis = urgent ? 0 : gathering.millisLeft(this::rowsQueued);
        if (millis > 0 && host.acquire(work, millis)) {
            work.drainPermits();
        }
        return millis > 0;
    }

    private long rowsQueued() {
        return inputs.stream()
                .filter(this::takesFrom)
                .mapToLong(input -> input.queue().figures().rowsQueued())
                .sum();
    }

    private boolean hasWork() {
        return transaction.state() == Transaction.State.COMMITTING
                || !paused && clock.isDue()
                || inputs.stream()
                        .anyMatch(input -> takesFrom(input) && !input.queue().isEmpty());
    }

    private boolean takesFrom(PipelineInput input) {
        return !input.isPaused() && (!paused || input.isPushed());
    }

    /** Takes nothing from connectors, and starts none, until {@link #resume}. Rows pushed from outside are taken all the same. */
    public void pause() {
        paused = true;
    }

    /** Goes on after {@link #pause}. */
    public void resume() {
        paused = false;
        wakeUp();
    }

    /** Whether it has yet to make the steps again that came after the checkpoint it began with. */
    public boolean isRecovering() {
        return recovering;
    }

    /** Whether it was told to pause. */
    public boolean isPaused() {
        return paused;
    }

    /**
     * Does something between two steps, in the thread that makes them: there contents may be read, and all views agree. The future
     * is cancelled if the pipeline ends before. Throws {@link java.util.concurrent.RejectedExecutionException} if it has ended.
     */
    public <T> Future<T> betweenSteps(Callable<T> task) {
        return between.submit(task);
    }

    /** Holds back what steps change until {@link #commitTransaction}. Between steps. The answer is its number, from 1. */
    public long beginTransaction() {
        transaction.begin();
        transactions++;
        return transactions;
    }

    /** The next step, which comes at once, shows all that the transaction changed. Between steps. */
    public void commitTransaction() {
        transaction.commit();
        wakeUp();
    }

    /** How far the transaction is. */
    public TransactionState transaction() {
        return switch (transaction.state()) {
            case NONE -> new TransactionState.None();
            case OPEN -> new TransactionState.Open(transactions, rowsIn - rowsVisible);
            case COMMITTING -> new TransactionState.Committing(transactions, rowsIn - rowsVisible);
        };
    }

    /** The way for rows into a table of a service; {@code null} if there is no such table. */
    public @Nullable PushInput push(String table) {
        return pushed.get(table);
    }

    /** Lets a connector rest or go on; the name is that of its statistics. Whether there is such an input. */
    public boolean pauseInput(String name, boolean rest) {
        Optional<PipelineInput> input = input(name);
        input.ifPresent(found -> found.pause(rest));
        wakeUp();
        return input.isPresent();
    }

    /** Lets an output throw away what its view changes, or go on; the name is that of its statistics. Whether there is one. */
    public boolean pauseOutput(String name, boolean rest) {
        Optional<PipelineOutput> output =
                outputs.stream().filter(o -> o.name().equals(name)).findFirst();
        output.ifPresent(found -> found.pause(rest));
        return output.isPresent();
    }

    private Optional<PipelineInput> input(String name) {
        return inputs.stream().filter(i -> i.name().equals(name)).findFirst();
    }

    /** How many chunks an input has brought so far, for {@link #visible}; −1 if there is no such input. */
    public long chunks(String input) {
        return input(input).map(found -> found.queue().chunksTotal()).orElse(-1L);
    }

    /** A step after which all that came of the first {@code chunks} of an input is visible; none if that is still to come. */
    public OptionalLong visible(String input, long chunks) {
        return input(input).map(found -> found.visible().step(chunks)).orElse(OptionalLong.empty());
    }

    /** Lets {@link #run} return after the current step. What was read and not yet taken into a step is dropped. */
    public void stop() {
        stopping = true;
        work.release();
    }

    /** The same, without a last checkpoint where nothing is promised to survive a crash: as if it had crashed. */
    public void abandon() {
        abandoned = true;
        stop();
    }

    private void openOutputs() throws PipelineException {
        for (PipelineOutput output : outputs) {
            try {
                output.open();
            } catch (ConnectorException failure) {
                throw failed(output, failure);
            }
        }
    }

    private void flushOutputs(boolean everything) throws PipelineException, InterruptedException {
        for (PipelineOutput output : outputs) {
            try {
                output.flush(steps, everything);
            } catch (ConnectorException failure) {
                throw failed(output, failure);
            }
        }
    }

    static PipelineException failed(PipelineOutput output, ConnectorException failure) {
        return new PipelineException(output.position(), output.name() + ": " + failure.getMessage(), failure);
    }

    private void failOnBrokenInputs() throws PipelineException {
        for (PipelineInput input : inputs) {
            Throwable failure = input.queue().failure();
            if (failure != null && input.queue().isExhausted() && !options.service()) {
                String reason = failure instanceof ConnectorException ? failure.getMessage() : failure.toString();
                throw new PipelineException(input.position(), input.name() + ": " + reason, failure);
            }
        }
    }

    private void step() throws PipelineException, InterruptedException {
        gathering.stepped();
        SequencedMap<PipelineInput, List<InputChunk>> taken = new LinkedHashMap<>();
        inputs.stream()
                .filter(this::takesFrom)
                .forEach(input -> taken.put(input, input.queue().take(input.stepRows(options))));
        long time = paused ? PipelineClock.NONE : clock.next();
        PipelineStep.Safety safety = survival == null
                ? PipelineStep.Safety.GIVEN
                : survival.journal(steps + 1, time, transaction.state(), taken, outputs);
        finished(step.run(steps + 1, taken, time, safety), taken);
    }

    private void finished(long rows, SequencedMap<PipelineInput, List<InputChunk>> taken) {
        if (rows < 0) {
            return;
        }
        steps++;
        rowsIn += rows;
        taken.forEach(PipelineInput::took);
        outputs.forEach(output -> output.finished(steps));
        if (transaction.state() == Transaction.State.NONE) {
            rowsVisible = rowsIn;
            stepsVisible = steps;
            inputs.forEach(input -> input.stepped(steps));
        }
        stateBytes = circuit.stateBytes();
        stateBytesMax = Math.max(stateBytesMax, stateBytes);
    }

    /** The bad rows of a table. */
    public ErrorRelation errors(String table) {
        PipelineTable found = tables.get(table);
        if (found == null) {
            throw new IllegalArgumentException("no table " + table);
        }
        return found.errors();
    }

    /** The names of the tables, in the order of the program. */
    public List<String> tables() {
        return List.copyOf(tables.keySet());
    }

    /**
     * The contents of a view or table, if they are kept; call it when {@link #run} has returned, from the listener, or between
     * steps. Valid until the next step.
     */
    public Delta contents(String relation) {
        return progress(relation).contents();
    }

    /** Whether the contents of a view or table are kept. */
    public boolean keepsContents(String relation) {
        ViewProgress progress = relations.get(relation);
        return progress != null && progress.keepsContents();
    }

    /** Whether its changes are told to the listener: each view, and each table whose contents are kept. */
    public boolean follows(String relation) {
        return relations.containsKey(relation);
    }

    /** The fields of a view, or of a table whose contents are kept. */
    public Schema schema(String relation) {
        return progress(relation).schema();
    }

    /** How many rows the steps took whose outcome is visible: all, but those of an open transaction. */
    public long rowsVisible() {
        return rowsVisible;
    }

    /** The last step whose outcome is visible: the last one, unless a transaction is open. */
    public long stepsVisible() {
        return stepsVisible;
    }

    /** How many steps are finished. */
    public long steps() {
        return steps;
    }

    /** The names of the views, in the order of the program. */
    public List<String> views() {
        return List.copyOf(views.keySet());
    }

    private ViewProgress progress(String view) {
        ViewProgress progress = relations.get(view);
        if (progress == null) {
            throw new IllegalArgumentException("no view " + view);
        }
        return progress;
    }

    /** How it is doing. */
    public PipelineStatistics statistics() {
        return new PipelineStatistics(
                (host.nanoTime() - startNanos) / 1e9,
                (ProcessFigures.cpuNanos() - startCpuNanos) / 1e9,
                steps,
                rowsIn,
                views.values().stream().mapToLong(ViewProgress::changes).sum(),
                tables.values().stream()
                        .mapToLong(table -> table.errors().unreadable())
                        .sum(),
                tables.values().stream()
                        .mapToLong(table -> table.errors().late())
                        .sum(),
                stateBytes,
                stateBytesMax,
                ProcessFigures.residentBytes(),
                ProcessFigures.peakResidentBytes(),
                inputs.stream().map(Pipeline::figures).toList(),
                viewFigures(),
                outputs.stream()
                        .map(output -> new PipelineStatistics.Output(output.name(), output.rows(), output.isPaused()))
                        .toList(),
                survival == null ? null : survival.figures());
    }

    private static PipelineStatistics.Input figures(PipelineInput input) {
        InputQueue.Figures queue = input.queue().figures();
        return new PipelineStatistics.Input(
                input.name(),
                input.state(),
                queue.rowsTaken(),
                queue.bytes(),
                queue.rowsQueued(),
                queue.bytesQueued(),
                queue.errors(),
                input.troubles(),
                input.queue().failure() == null
                        ? input.trouble()
                        : message(input.queue().failure()),
                input.fraction());
    }

    private static @Nullable String message(@Nullable Throwable failure) {
        return failure instanceof ConnectorException ? failure.getMessage() : String.valueOf(failure);
    }

    private List<PipelineStatistics.View> viewFigures() {
        List<PipelineStatistics.View> figures = new ArrayList<>();
        views.forEach((name, view) ->
                figures.add(new PipelineStatistics.View(name, view.changes(), view.rows(), view.hash())));
        return figures;
    }

    /** Stops the inputs, closes the outputs and ends all threads. */
    @Override
    public void close() {
        inputs.forEach(PipelineInput::stop);
        for (PipelineOutput output : outputs) {
            try {
                output.close();
            } catch (ConnectorException failure) {
                org.slf4j.LoggerFactory.getLogger(Pipeline.class)
                        .warn("{} did not close: {}", output.name(), failure.getMessage());
            }
        }
        circuit.close();
        if (survival != null) {
            survival.close();
        }
    }
}
