package dev.millrace.cli.run;

import dev.millrace.runtime.PipelineStatistics;
import java.io.PrintWriter;

/** Progress for logs: a line each time. */
final class ProgressLines {
    private final PrintWriter out;
    private final Rates rates = new Rates();

    ProgressLines(PrintWriter out) {
        this.out = out;
    }

    void print(PipelineStatistics figures) {
        rates.add(figures);
        out.println(Quantity.clock(figures.seconds()) + "  "
                + Quantity.of(figures.rowsIn(), "row", "rows") + " in ("
                + Quantity.count(rates.of(PipelineStatistics::rowsIn)) + "/s), "
                + Quantity.of(figures.changesOut(), "change", "changes") + " out, "
                + Quantity.of(figures.errorRows() + figures.lateRows(), "error", "errors") + ", "
                + "state " + Quantity.bytes(figures.stateBytes()) + ", "
                + "memory " + Quantity.bytes(figures.rssBytes()));
        out.flush();
    }
}
