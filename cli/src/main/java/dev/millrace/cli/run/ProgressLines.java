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
                + "memory " + Quantity.bytes(figures.rssBytes()) + durability(figures));
        out.flush();
    }

    /** What is to be said of checkpoints and the journal, if there are any. */
    static String durability(PipelineStatistics figures) {
        PipelineStatistics.Durability durability = figures.durability();
        if (durability == null) {
            return "";
        }
        if (durability.trouble() != null) {
            return ", WAITS: " + durability.trouble();
        }
        if (durability.replaying() > 0) {
            return ", " + Quantity.of(durability.replaying(), "step", "steps") + " to make again";
        }
        String journal = ", journal " + Quantity.of(durability.journalSteps(), "step", "steps");
        return durability.checkpoints().isEmpty()
                ? ", no checkpoint" + journal
                : ", checkpoint of step " + durability.checkpoints().getFirst().step() + journal;
    }
}
