package dev.millrace.cli.run;

import dev.millrace.runtime.Pipeline;
import dev.millrace.runtime.PipelineStatistics;

/** Where there is no terminal: lines about progress on the one stream, the report at the end on the other. */
final class PlainDisplay implements Display {
    private static final int PROGRESS_MILLIS = 1_000;

    private final ProgressLines progress;
    private final EndReport report;

    PlainDisplay(ProgressLines progress, EndReport report) {
        this.progress = progress;
        this.report = report;
    }

    @Override
    public int progressMillis() {
        return PROGRESS_MILLIS;
    }

    @Override
    public void begin(Pipeline pipeline) {}

    @Override
    public void progress(PipelineStatistics statistics) {
        progress.print(statistics);
    }

    @Override
    public void finish(Pipeline pipeline, RunSummary summary) {
        report.contents(pipeline);
        report.summary(summary);
    }
}
