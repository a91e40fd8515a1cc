package dev.millrace.cli.run;

import dev.millrace.runtime.Pipeline;
import dev.millrace.runtime.PipelineStatistics;

/** Nothing but the summary. */
final class QuietDisplay implements Display {
    private static final int NEVER_MILLIS = Integer.MAX_VALUE;

    private final EndReport report;

    QuietDisplay(EndReport report) {
        this.report = report;
    }

    @Override
    public int progressMillis() {
        return NEVER_MILLIS;
    }

    @Override
    public void begin(Pipeline pipeline) {}

    @Override
    public void progress(PipelineStatistics statistics) {}

    @Override
    public void finish(Pipeline pipeline, RunSummary summary) {
        report.summary(summary);
    }
}
