package dev.millrace.cli.run;

import dev.millrace.plan.Plan;
import dev.millrace.runtime.Pipeline;
import dev.millrace.runtime.PipelineStatistics;
import java.io.PrintStream;

/** What a run ends with, for people: the views' first rows, then the summary. */
final class EndReport {
    private static final int ROWS = 10;

    private final Plan plan;
    private final PrintStream out;
    private final int width;

    EndReport(Plan plan, PrintStream out, int width) {
        this.plan = plan;
        this.out = out;
        this.width = width;
    }

    void contents(Pipeline pipeline) {
        for (PipelineStatistics.View figures : pipeline.statistics().views()) {
            String name = figures.name();
            out.println(name + ": " + Quantity.of(figures.rows(), "row", "rows"));
            if (figures.rows() != 0) {
                new ViewContents(pipeline.schema(name), ViewOrder.of(plan, name))
                        .first(pipeline.contents(name), ROWS)
                        .lines(width)
                        .forEach(out::println);
            }
            if (figures.rows() > ROWS) {
                out.println("… " + Quantity.of(figures.rows() - ROWS, "more row", "more rows"));
            }
            out.println();
        }
    }

    void summary(RunSummary summary) {
        SummaryText.lines(summary, width).forEach(out::println);
        out.flush();
    }
}
