package dev.millrace.cli.run;

import dev.millrace.cli.text.DisplayWidth;
import dev.millrace.cli.text.TextTable;
import dev.millrace.cli.text.TextTable.Frame;
import dev.millrace.connect.RowError;
import dev.millrace.runtime.PipelineStatistics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The summary of a run for people. */
final class SummaryText {
    private static final int RAW_WIDTH_MAX = 100;

    private SummaryText() {}

    /** Lines, none wider than {@code width} if that is possible. */
    static List<String> lines(RunSummary summary, int width) {
        List<String> lines = new ArrayList<>();
        summary.tables().forEach(table -> badRows(table, width, lines));
        PipelineStatistics figures = summary.statistics();
        if (!figures.inputs().isEmpty()) {
            lines.addAll(inputs(summary).lines(width));
            lines.add("");
        }
        lines.add(row("input", rows(figures)));
        lines.add(row("output", output(figures)));
        lines.add(row("speed", speed(summary)));
        lines.add(row("memory", memory(figures)));
        PipelineStatistics.Durability durability = figures.durability();
        if (durability != null) {
            durability.remarks().forEach(remark -> lines.add(row("storage", remark)));
            lines.add(row("storage", storage(durability)));
        }
        return lines;
    }

    private static String row(String name, String text) {
        return DisplayWidth.pad(name, 8, false) + text;
    }

    private static String rows(PipelineStatistics figures) {
        return Quantity.of(figures.rowsIn(), "row", "rows") + " in, "
                + Quantity.of(figures.errorRows(), "error", "errors") + ", "
                + Quantity.of(figures.lateRows(), "late row", "late rows");
    }

    private static String output(PipelineStatistics figures) {
        return Quantity.of(figures.changesOut(), "change", "changes") + " of "
                + Quantity.of(figures.views().size(), "view", "views") + " in "
                + Quantity.of(figures.steps(), "step", "steps");
    }

    private static String speed(RunSummary summary) {
        PipelineStatistics figures = summary.statistics();
        return String.format(
                Locale.ROOT,
                "%s, %s rows/s, CPU %s, %s",
                Quantity.seconds(figures.seconds()),
                Quantity.count(summary.rowsPerSecond()),
                Quantity.seconds(figures.cpuSeconds()),
                Quantity.of(summary.workers(), "worker", "workers"));
    }

    private static String memory(PipelineStatistics figures) {
        return "peak " + Quantity.bytes(figures.rssBytesMax()) + " of the process, peak "
                + Quantity.bytes(figures.stateBytesMax()) + " of state";
    }

    private static String storage(PipelineStatistics.Durability durability) {
        String trouble = durability.trouble();
        String again = durability.replayed() == 0
                ? ""
                : ", " + Quantity.of(durability.replayed(), "step", "steps") + " made again";
        if (durability.checkpoints().isEmpty()) {
            return "no checkpoint" + again + (trouble == null ? "" : "; " + trouble);
        }
        PipelineStatistics.Checkpoint newest = durability.checkpoints().getFirst();
        return "checkpoint of step " + newest.step() + ", " + Quantity.bytes(newest.bytes()) + ", "
                + Quantity.bytes(newest.bytesWritten()) + " of it written in " + newest.writeMillis()
                + " ms, steps waited "
                + newest.stallMicros() / 1_000 + " ms" + again + (trouble == null ? "" : "; " + trouble);
    }

    private static TextTable inputs(RunSummary summary) {
        TextTable table =
                new TextTable(Frame.RULE, List.of("input", "rows", "bytes", "errors", "state"), new boolean[] {
                    false, true, true, true, false
                });
        for (PipelineStatistics.Input input : summary.statistics().inputs()) {
            table.add(List.of(
                    input.name(),
                    Quantity.count(input.rows()),
                    Quantity.bytes(input.bytes()),
                    Quantity.count(input.errorRows()),
                    input.state().name().toLowerCase(Locale.ROOT)));
        }
        return table;
    }

    private static void badRows(RunSummary.BadRows table, int width, List<String> lines) {
        lines.add(table.table() + ": " + Quantity.of(table.unreadable(), "bad row", "bad rows")
                + (table.late() == 0 ? "" : ", " + Quantity.of(table.late(), "late row", "late rows")));
        for (RowError error : table.first()) {
            lines.add(DisplayWidth.cut("  " + error.position() + ": " + error.reason(), width));
            lines.add(DisplayWidth.cut("    " + raw(error), Math.min(width, RAW_WIDTH_MAX)));
        }
        if (table.count() > table.first().size()) {
            lines.add("  … " + Quantity.count(table.count() - table.first().size()) + " more (--errors N shows more)");
        }
        lines.add("");
    }

    private static String raw(RowError error) {
        int length = Math.min(error.raw().length, RAW_WIDTH_MAX * 4);
        String text = new String(error.raw(), 0, length, StandardCharsets.UTF_8);
        StringBuilder shown = new StringBuilder();
        text.stripTrailing().codePoints().forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '·' : c));
        return shown.toString();
    }
}
