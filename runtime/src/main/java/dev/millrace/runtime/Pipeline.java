package dev.millrace.runtime;

import dev.millrace.connect.ConnectorException;
import dev.millrace.connect.InputChunk;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.circuit.RunningCircuit;
import dev.millrace.plan.Plan;
import dev.millrace.plan.Table;
import dev.millrace.plan.View;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A plan with its connectors, running: rows in, steps, changes out.
 *
 * <p>{@link #run} drives it in the caller's thread; each input reads and parses in a thread of its own and waits when its queue is
 * full. {@link #stop} and {@link #statistics} may be called by any thread. Rows that cannot be read go to the table's
 * {@link ErrorRelation} and never stop the rest; a step that fails stops the pipeline without having had an effect.
 */
public final class Pipeline implements AutoCloseable {
    private final RuntimeOptions options;
    private final RunningCircuit circuit;
    private final List<PipelineInput> inputs;
    private final StartOrder order;
    private final List<PipelineOutput> outputs;
    private final SequencedMap<String, PipelineTable> tables = new LinkedHashMap<>();
    private final SequencedMap<String, ViewProgress> views = new LinkedHashMap<>();
    private final PipelineClock clock;
    private final PipelineStep step;
    private final Semaphore work = new Semaphore(0);
    private final long startNanos = System.nanoTime();
    private final long startCpuNanos = ProcessFigures.cpuNanos();
    private volatile boolean stopping;
    private volatile long steps;
    private volatile long rowsIn;
    private volatile long stateBytes;
    private volatile long stateBytesMax;

    Pipeline(
            Plan plan,
            RunningCircuit circuit,
            List<PipelineInput> inputs,
            List<PipelineOutput> outputs,
            RuntimeOptions options,
            PipelineListener listener) {
        this.options = options;
        this.circuit = circuit;
        this.inputs = List.copyOf(inputs);
        this.order = new StartOrder(inputs);
        this.outputs = List.copyOf(outputs);
        this.clock = new PipelineClock(circuit.sources(), options.clockMillis());
        for (Table table : plan.tables()) {
            boolean[] needed = circuit.neededColumns(table.name());
            tables.put(table.name(), new PipelineTable(table, needed, options.errorRowsKept()));
        }
        for (View view : plan.views()) {
            if (view.kind() != View.Kind.LOCAL) {
                views.put(view.name(), new ViewProgress(view.schema(), options.keepContents()));
            }
        }
        this.step = new PipelineStep(circuit, clock, tables, views, this.outputs, listener);
    }

    /** The queue of an input calls this. */
    void wakeUp() {
        work.release();
    }

    /**
     * Runs until all inputs have ended or {@link #stop} is called, once. The first step is made at once, so that views without
     * input have their content.
     */
    public void run() throws PipelineException, InterruptedException {
        openOutputs();
        order.advance();
        step();
        while (!stopping) {
            flushOutputs(false);
            failOnBrokenInputs();
            order.advance();
            if (order.isExhausted()) {
                break;
            }
            if (hasWork() || awaitWork()) {
                step();
            }
        }
        flushOutputs(true);
    }

    /** Waits until an input has brought something or ended, or until it is time for the clock or an output; is there work? */
    private boolean awaitWork() throws InterruptedException {
        long millis = clock.millisToTick();
        for (PipelineOutput output : outputs) {
            millis = Math.min(millis, output.millisToFlush());
        }
        if (work.tryAcquire(Math.max(0, millis), TimeUnit.MILLISECONDS)) {
            work.drainPermits();
        }
        return hasWork();
    }

    private boolean hasWork() {
        return clock.isDue() || inputs.stream().anyMatch(input -> !input.queue().isEmpty());
    }

    /** Lets {@link #run} return after the current step. What was read and not yet taken into a step is dropped. */
    public void stop() {
        stopping = true;
        work.release();
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
            if (failure != null && input.queue().isExhausted()) {
                String reason = failure instanceof ConnectorException ? failure.getMessage() : failure.toString();
                throw new PipelineException(input.position(), input.name() + ": " + reason, failure);
            }
        }
    }

    private void step() throws PipelineException, InterruptedException {
        SequencedMap<PipelineInput, List<InputChunk>> taken = new LinkedHashMap<>();
        inputs.forEach(input -> taken.put(input, input.queue().take(input.stepRows(options))));
        long rows = step.run(steps + 1, taken);
        steps++;
        rowsIn += rows;
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

    /** The contents of a view, if they are kept; call it when {@link #run} has returned, or from the listener. */
    public Delta contents(String view) {
        return progress(view).contents();
    }

    /** The fields of a view. */
    public Schema schema(String view) {
        return progress(view).schema();
    }

    /** The names of the views, in the order of the program. */
    public List<String> views() {
        return List.copyOf(views.keySet());
    }

    private ViewProgress progress(String view) {
        ViewProgress progress = views.get(view);
        if (progress == null) {
            throw new IllegalArgumentException("no view " + view);
        }
        return progress;
    }

    /** How it is doing. */
    public PipelineStatistics statistics() {
        return new PipelineStatistics(
                (System.nanoTime() - startNanos) / 1e9,
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
                        .map(output -> new PipelineStatistics.Output(output.name(), output.rows()))
                        .toList());
    }

    private static PipelineStatistics.Input figures(PipelineInput input) {
        InputQueue.Figures queue = input.queue().figures();
        return new PipelineStatistics.Input(
                input.name(),
                input.state(),
                queue.rowsTaken(),
                queue.bytes(),
                queue.rowsQueued(),
                queue.errors(),
                input.fraction());
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
    }
}
