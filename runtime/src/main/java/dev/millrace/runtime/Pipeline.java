package dev.millrace.runtime;

import dev.millrace.connect.ConnectorException;
import dev.millrace.connect.InputChunk;
import dev.millrace.connect.RowError;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.circuit.RunningCircuit;
import dev.millrace.engine.circuit.StepFailure;
import dev.millrace.engine.circuit.StepResult;
import dev.millrace.plan.Plan;
import dev.millrace.plan.Table;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A plan with its connectors, running: rows in, steps, changes out.
 *
 * <p>{@link #run} drives it in the caller's thread; each input has a thread of its own. {@link #stop} and {@link #statistics} may be
 * called by any thread. Rows that cannot be read go to the table's {@link ErrorRelation} and never stop the rest; a step that fails
 * stops the pipeline without having had an effect.
 */
public final class Pipeline implements AutoCloseable {
    private final RuntimeOptions options;
    private final RunningCircuit circuit;
    private final List<PipelineInput> inputs;
    private final List<PipelineOutput> outputs;
    private final PipelineListener listener;
    private final SequencedMap<String, ErrorRelation> errors = new LinkedHashMap<>();
    private final SequencedMap<String, ViewProgress> views = new LinkedHashMap<>();
    private final Map<String, Schema> tables = new LinkedHashMap<>();
    private final PipelineClock clock;
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
        this.outputs = List.copyOf(outputs);
        this.listener = listener;
        this.clock = new PipelineClock(circuit.sources(), options.clockMillis());
        for (Table table : plan.tables()) {
            errors.put(table.name(), new ErrorRelation(options.errorRowsKept()));
            tables.put(table.name(), table.schema());
        }
        plan.circuit().outputs().forEach(output -> {
            Schema schema = plan.circuit().node(output.node()).schema();
            views.put(output.name(), new ViewProgress(schema, options.keepContents()));
        });
    }

    /** The queue of an input calls this. */
    void wakeUp() {
        work.release();
    }

    /**
     * Runs until all inputs have ended or {@link #stop} is called. The first step is made at once, so that views without input
     * have their content.
     */
    public void run() throws PipelineException, InterruptedException {
        openOutputs();
        inputs.forEach(PipelineInput::start);
        step();
        while (!stopping && !isExhausted()) {
            if (!hasWork()) {
                boolean woken = work.tryAcquire(clock.millisToTick(), TimeUnit.MILLISECONDS);
                work.drainPermits();
                if (!woken && !clock.isDue()) {
                    continue;
                }
            }
            step();
            failOnBrokenInputs();
        }
        failOnBrokenInputs();
    }

    /** Lets {@link #run} return after the current step. */
    public void stop() {
        stopping = true;
        work.release();
    }

    private void openOutputs() throws PipelineException {
        for (PipelineOutput output : outputs) {
            try {
                output.open(progress(output.view()).schema());
            } catch (ConnectorException failure) {
                throw new PipelineException(output.name() + ": " + failure.getMessage(), failure);
            }
        }
    }

    private ViewProgress progress(String view) {
        ViewProgress progress = views.get(view);
        if (progress == null) {
            throw new IllegalArgumentException("no view " + view);
        }
        return progress;
    }

    private boolean isExhausted() {
        return inputs.stream().allMatch(input -> input.queue().isExhausted());
    }

    private boolean hasWork() {
        return clock.isDue() || inputs.stream().anyMatch(input -> !input.queue().isEmpty());
    }

    private void failOnBrokenInputs() throws PipelineException {
        for (PipelineInput input : inputs) {
            Throwable failure = input.queue().failure();
            if (failure != null && input.queue().isExhausted()) {
                throw new PipelineException(input.name() + ": " + failure.getMessage(), failure);
            }
        }
    }

    private void step() throws PipelineException, InterruptedException {
        Map<String, Delta> deltas = new LinkedHashMap<>();
        long rows = 0;
        for (PipelineInput input : inputs) {
            List<InputChunk> chunks = input.queue().take(input.stepRows(options));
            Delta delta = input.delta(chunks);
            rows += delta.rows();
            addErrors(input, chunks);
            deltas.merge(input.relation().name(), delta, (a, b) -> Delta.sum(List.of(a, b)));
        }
        clock.tick(deltas);
        boolean done = false;
        try {
            StepResult result = circuit.step(deltas);
            deliver(result);
            addLate(result);
            done = true;
        } catch (StepFailure failure) {
            throw new PipelineException(failure.getMessage(), failure);
        } finally {
            circuit.finish(done);
            clock.finish(done);
            for (ViewProgress view : views.values()) {
                view.finish(done);
            }
        }
        steps++;
        rowsIn += rows;
        measure();
    }

    private void addErrors(PipelineInput input, List<InputChunk> chunks) {
        ErrorRelation relation = errors(input.relation().name());
        chunks.forEach(chunk -> chunk.errors().forEach(relation::add));
    }

    private void deliver(StepResult result) throws PipelineException, InterruptedException {
        for (String view : result.outputs().keySet()) {
            Delta delta = result.consolidated(view);
            if (!delta.isEmpty()) {
                progress(view).add(delta);
                listener.changed(view, steps + 1, delta);
                write(view, delta);
            }
        }
    }

    private void write(String view, Delta delta) throws PipelineException, InterruptedException {
        for (PipelineOutput output : outputs) {
            if (output.view().equals(view)) {
                try {
                    output.write(steps + 1, delta);
                } catch (ConnectorException failure) {
                    throw new PipelineException(output.name() + ": " + failure.getMessage(), failure);
                }
            }
        }
    }

    private void addLate(StepResult result) {
        result.late().forEach((table, delta) -> {
            Schema schema = tables.get(table);
            for (Batch batch : delta.batches()) {
                for (int row = 0; schema != null && row < batch.size(); row++) {
                    errors(table).addLate(late(table, batch, row, schema));
                }
            }
        });
    }

    private RowError late(String table, Batch batch, int row, Schema schema) {
        Object[] values = new Object[schema.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = String.valueOf(Boxed.read(batch.column(i), row, schema.type(i)));
        }
        byte[] raw = Arrays.toString(values).getBytes(StandardCharsets.UTF_8);
        return RowError.of(table, "the row is late: it lies behind the waterline", "step " + (steps + 1), raw, 0, raw.length);
    }

    private void measure() {
        long bytes = circuit.stateBytes();
        stateBytes = bytes;
        stateBytesMax = Math.max(stateBytesMax, bytes);
    }

    /** The bad rows of a table. */
    public ErrorRelation errors(String table) {
        ErrorRelation relation = errors.get(table);
        if (relation == null) {
            throw new IllegalArgumentException("no table " + table);
        }
        return relation;
    }

    /** The tables' bad rows, by table. */
    public SequencedMap<String, ErrorRelation> errors() {
        return Collections.unmodifiableSequencedMap(errors);
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

    /** How it is doing. */
    public PipelineStatistics statistics() {
        List<PipelineStatistics.Input> inputFigures = new ArrayList<>();
        for (PipelineInput input : inputs) {
            InputQueue queue = input.queue();
            inputFigures.add(new PipelineStatistics.Input(
                    input.name(),
                    queue.rowsTotal(),
                    queue.bytesTotal(),
                    queue.rowsQueued(),
                    errors(input.relation().name()).unreadable(),
                    queue.isExhausted()));
        }
        List<PipelineStatistics.View> viewFigures = new ArrayList<>();
        views.forEach((name, view) ->
                viewFigures.add(new PipelineStatistics.View(name, view.changes(), view.rows(), view.hash())));
        return new PipelineStatistics(
                (System.nanoTime() - startNanos) / 1e9,
                (ProcessFigures.cpuNanos() - startCpuNanos) / 1e9,
                steps,
                rowsIn,
                views.values().stream().mapToLong(ViewProgress::changes).sum(),
                errors.values().stream().mapToLong(ErrorRelation::unreadable).sum(),
                errors.values().stream().mapToLong(ErrorRelation::late).sum(),
                stateBytes,
                stateBytesMax,
                ProcessFigures.peakResidentBytes(),
                inputFigures,
                viewFigures);
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
