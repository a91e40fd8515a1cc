package dev.millrace.runtime;

import dev.millrace.connect.ConnectorConfig;
import dev.millrace.runtime.PipelineException.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Starts inputs when those have ended that they were told to wait for. One that is paused, or waits for one that will never end,
 * does not start.
 */
final class StartOrder {
    private final List<PipelineInput> inputs;

    StartOrder(List<PipelineInput> inputs) {
        this.inputs = List.copyOf(inputs);
    }

    /** What is wrong with the labels: nobody has them, or inputs wait for each other. */
    static List<Problem> problems(List<PipelineInput> inputs) {
        List<Problem> problems = new ArrayList<>();
        Set<String> known = new LinkedHashSet<>();
        inputs.forEach(input -> known.addAll(input.config().labels()));
        for (PipelineInput input : inputs) {
            for (String label : input.config().startAfter()) {
                if (!known.contains(label)) {
                    problems.add(problem(input, "names the label " + label + ", which no input has"));
                }
            }
            if (waitsFor(input, inputs).contains(input)) {
                problems.add(problem(input, "leads back to itself"));
            }
        }
        return problems;
    }

    private static Problem problem(PipelineInput input, String what) {
        return new Problem(input.position(), "connector " + input.name() + ": start_after " + what);
    }

    private static Set<PipelineInput> waitsFor(PipelineInput input, List<PipelineInput> inputs) {
        Set<PipelineInput> reached = new LinkedHashSet<>(predecessors(input, inputs));
        List<PipelineInput> open = new ArrayList<>(reached);
        while (!open.isEmpty()) {
            for (PipelineInput next : predecessors(open.removeLast(), inputs)) {
                if (reached.add(next)) {
                    open.add(next);
                }
            }
        }
        return reached;
    }

    private static List<PipelineInput> predecessors(PipelineInput input, List<PipelineInput> inputs) {
        ConnectorConfig config = input.config();
        return inputs.stream()
                .filter(other -> other.config().labels().stream().anyMatch(config.startAfter()::contains))
                .toList();
    }

    /** Starts those that rows are pushed to. */
    void startPushed() {
        inputs.stream().filter(PipelineInput::isPushed).forEach(PipelineInput::start);
    }

    /** Starts those that may. All rows of the inputs they waited for are in steps that were made. */
    void advance() {
        for (PipelineInput input : inputs) {
            if (!input.isStarted() && !input.isPaused() && mayStart(input)) {
                input.start();
            }
        }
    }

    private boolean mayStart(PipelineInput input) {
        return input.replays() || predecessors(input, inputs).stream().allMatch(StartOrder::isDone);
    }

    private static boolean isDone(PipelineInput input) {
        return input.isStarted() && input.queue().isExhausted();
    }

    /** Whether nothing will come any more. After {@link #advance}. */
    boolean isExhausted() {
        return inputs.stream()
                .allMatch(input -> !input.isStarted() || input.queue().isExhausted());
    }
}
