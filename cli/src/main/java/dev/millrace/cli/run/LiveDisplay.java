package dev.millrace.cli.run;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.runtime.Pipeline;
import dev.millrace.runtime.PipelineStatistics;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** On a terminal: a table that is drawn anew several times a second; at the end the report in its place. */
final class LiveDisplay implements Display {
    private static final int PROGRESS_MILLIS = 250;

    private final Screen screen;
    private final Supplier<Screen.Size> size;
    private final NewestChanges changes = new NewestChanges();
    private final LiveTable table;
    private final EndReport report;
    private @Nullable Pipeline running;

    LiveDisplay(String title, Screen screen, Supplier<Screen.Size> size, EndReport report) {
        this.screen = screen;
        this.size = size;
        this.table = new LiveTable(title, changes);
        this.report = report;
    }

    @Override
    public int progressMillis() {
        return PROGRESS_MILLIS;
    }

    @Override
    public void begin(Pipeline pipeline) {
        running = pipeline;
    }

    @Override
    public boolean follows(String view) {
        return true;
    }

    @Override
    public void changed(String view, long step, Delta delta) {
        changes.add(view, delta, Objects.requireNonNull(running).schema(view));
    }

    @Override
    public void progress(PipelineStatistics statistics) {
        Screen.Size now = size.get();
        screen.draw(table.lines(statistics, now), now);
    }

    @Override
    public void finish(Pipeline pipeline, RunSummary summary) {
        screen.clear();
        report.contents(pipeline);
        report.summary(summary);
    }
}
