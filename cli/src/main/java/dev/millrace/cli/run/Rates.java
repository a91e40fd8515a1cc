package dev.millrace.cli.run;

import dev.millrace.runtime.PipelineStatistics;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.ToDoubleFunction;

/** Changes per second over the last moments. */
final class Rates {
    private static final double WINDOW_SECONDS = 2;

    private final Deque<PipelineStatistics> past = new ArrayDeque<>();

    /** The newest figures. */
    void add(PipelineStatistics statistics) {
        past.addLast(statistics);
        while (past.size() > 2 && past.getFirst().seconds() < statistics.seconds() - WINDOW_SECONDS) {
            past.removeFirst();
        }
    }

    /** How fast a figure grows; 0 as long as that cannot be told. */
    double of(ToDoubleFunction<PipelineStatistics> figure) {
        if (past.isEmpty()) {
            return 0;
        }
        PipelineStatistics first = past.getFirst();
        PipelineStatistics last = past.getLast();
        double seconds = last.seconds() - first.seconds();
        return seconds <= 0 ? 0 : (figure.applyAsDouble(last) - figure.applyAsDouble(first)) / seconds;
    }
}
