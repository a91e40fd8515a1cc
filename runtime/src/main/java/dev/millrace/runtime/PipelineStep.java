package dev.millrace.runtime;

import dev.millrace.connect.ConnectorException;
import dev.millrace.connect.InputChunk;
import dev.millrace.connect.RowError;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.circuit.RunningCircuit;
import dev.millrace.engine.circuit.StepFailure;
import dev.millrace.engine.circuit.StepResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** One step of a pipeline: takes what has come, computes, delivers, and keeps all of it or nothing. */
final class PipelineStep {
    private final RunningCircuit circuit;
    private final PipelineClock clock;
    private final SequencedMap<String, PipelineTable> tables;
    private final SequencedMap<String, ViewProgress> views;
    private final List<PipelineOutput> outputs;
    private final PipelineListener listener;
    private final Transaction transaction;

    PipelineStep(
            RunningCircuit circuit,
            PipelineClock clock,
            SequencedMap<String, PipelineTable> tables,
            SequencedMap<String, ViewProgress> views,
            List<PipelineOutput> outputs,
            Transaction transaction,
            PipelineListener listener) {
        this.circuit = circuit;
        this.clock = clock;
        this.tables = tables;
        this.views = views;
        this.outputs = outputs;
        this.transaction = transaction;
        this.listener = listener;
    }

    /** Waits until what a step is made of survives a crash. */
    @FunctionalInterface
    interface Safety {
        /** Nothing to wait for. */
        Safety GIVEN = () -> true;

        /** Whether it does; if not, the pipeline is told to stop. */
        boolean await() throws InterruptedException;
    }

    /**
     * Makes step number {@code number}, in which NOW() moves to {@code time}; the answer is how many rows it took, −1 if it was given up
     * because the pipeline is to stop. Nothing leaves before {@code safety} lets it.
     */
    long run(long number, SequencedMap<PipelineInput, List<InputChunk>> taken, long time, Safety safety)
            throws PipelineException, InterruptedException {
        Map<String, Delta> deltas = new LinkedHashMap<>();
        long rows = 0;
        for (Map.Entry<PipelineInput, List<InputChunk>> entry : taken.entrySet()) {
            Delta delta = entry.getKey().delta(entry.getValue());
            rows += delta.rows();
            deltas.merge(entry.getKey().relation().name(), delta, (a, b) -> Delta.sum(List.of(a, b)));
        }
        clock.tick(time, deltas);
        if (!compute(number, deltas, safety)) {
            return -1;
        }
        taken.forEach((input, chunks) -> addErrors(input.relation().name(), chunks));
        return rows;
    }

    private boolean compute(long number, Map<String, Delta> deltas, Safety safety)
            throws PipelineException, InterruptedException {
        boolean done = false;
        try {
            StepResult result = circuit.step(deltas);
            if (!safety.await()) {
                return false;
            }
            deliver(number, result);
            result.late().forEach((table, delta) -> addLate(number, table, delta));
            done = true;
            return true;
        } catch (StepFailure failure) {
            throw new PipelineException(failure.position(), String.valueOf(failure.getMessage()), failure);
        } finally {
            circuit.finish(done);
            clock.finish(done);
            transaction.finish(done);
            for (ViewProgress view : views.values()) {
                view.finish(done);
            }
            for (PipelineOutput output : outputs) {
                output.finish(done);
            }
        }
    }

    private void deliver(long number, StepResult result) throws PipelineException, InterruptedException {
        for (Map.Entry<String, ViewProgress> view : views.entrySet()) {
            String output = view.getValue().output();
            Delta change = isRead(view.getKey(), view.getValue())
                    ? result.consolidated(output)
                    : result.outputs().getOrDefault(output, Delta.EMPTY);
            Delta delta = transaction.visible(view.getKey(), view.getValue().schema(), change);
            if (!delta.isEmpty()) {
                view.getValue().add(delta);
                listener.changed(view.getKey(), number, delta);
                write(number, view.getKey(), delta);
            }
        }
        if (transaction.state() != Transaction.State.OPEN) {
            listener.stepped(number);
        }
    }

    /** Whether anybody looks at the rows of a view's change; else it is only counted. */
    private boolean isRead(String name, ViewProgress view) {
        return view.keepsContents()
                || transaction.state() != Transaction.State.NONE
                || listener.follows(name)
                || outputs.stream().anyMatch(output -> output.view().equals(name));
    }

    private void write(long number, String view, Delta delta) throws PipelineException, InterruptedException {
        for (PipelineOutput output : outputs) {
            if (output.view().equals(view)) {
                try {
                    output.write(number, delta);
                } catch (ConnectorException failure) {
                    throw Pipeline.failed(output, failure);
                }
            }
        }
    }

    private void addErrors(String name, List<InputChunk> chunks) {
        PipelineTable table = tables.get(name);
        for (InputChunk chunk : chunks) {
            if (table != null && !chunk.errors().isEmpty()) {
                table.errors().add(chunk.errors());
            }
        }
    }

    private void addLate(long number, String name, Delta delta) {
        PipelineTable table = tables.get(name);
        if (table != null && !delta.isEmpty()) {
            List<RowError> some = table.late(number, delta);
            table.errors().addLate(delta.rows(), some);
        }
    }
}
