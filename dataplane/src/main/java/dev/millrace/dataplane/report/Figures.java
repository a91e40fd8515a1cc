package dev.millrace.dataplane.report;

import dev.millrace.dataplane.service.Service;
import dev.millrace.runtime.Pipeline;
import dev.millrace.runtime.PipelineStatistics;
import dev.millrace.runtime.PipelineStatistics.State;
import dev.millrace.runtime.PushInput;
import dev.millrace.runtime.TransactionState;
import java.util.List;

/** The figures of a pipeline at one moment, and what follows from them. */
record Figures(
        PipelineStatistics statistics,
        TransactionState transaction,
        long rowsVisible,
        boolean pushing,
        boolean paused) {
    static Figures of(Service service, boolean pushing) {
        Pipeline pipeline = service.pipeline();
        long visible = pipeline.rowsVisible();
        TransactionState transaction = pipeline.transaction();
        return new Figures(pipeline.statistics(), transaction, visible, pushing, pipeline.isPaused());
    }

    /** The connectors, with the ways in from outside that were used. */
    List<PipelineStatistics.Input> inputs() {
        return statistics.inputs().stream()
                .filter(input -> !isPushed(input) || input.rows() + input.queuedRows() + input.errorRows() > 0)
                .toList();
    }

    static boolean isPushed(PipelineStatistics.Input input) {
        return input.name().endsWith("." + PushInput.NAME);
    }

    long rowsQueued() {
        return statistics.inputs().stream()
                .mapToLong(PipelineStatistics.Input::queuedRows)
                .sum();
    }

    long bytesQueued() {
        return statistics.inputs().stream()
                .mapToLong(PipelineStatistics.Input::queuedBytes)
                .sum();
    }

    long bytesIn() {
        return statistics.inputs().stream()
                .mapToLong(PipelineStatistics.Input::bytes)
                .sum();
    }

    /** Whether all inputs have ended and all they brought is visible. */
    boolean complete() {
        return !pushing
                && rowsQueued() == 0
                && rowsVisible == statistics.rowsIn()
                && statistics.inputs().stream()
                        .filter(input -> !isPushed(input))
                        .allMatch(input -> input.state() == State.ENDED || input.state() == State.FAILED);
    }

    /** The number of things that went wrong in connectors. */
    long errors() {
        return statistics.inputs().stream()
                .mapToLong(input -> input.errorRows() + input.troubles() + (input.state() == State.FAILED ? 1 : 0))
                .sum();
    }
}
