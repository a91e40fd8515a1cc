package dev.millrace.cli.run;

import dev.millrace.cli.run.NewestChanges.Change;
import dev.millrace.cli.text.DisplayWidth;
import dev.millrace.cli.text.TextTable;
import dev.millrace.cli.text.TextTable.Frame;
import dev.millrace.runtime.PipelineStatistics;
import dev.millrace.runtime.PipelineStatistics.Input;
import dev.millrace.runtime.PipelineStatistics.State;
import dev.millrace.runtime.PipelineStatistics.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A picture of a running pipeline: how fast it is, its inputs, its views. */
final class LiveTable {
    private static final int BAR_CELLS = 10;
    private static final int NUMBER_WIDTH = 13;
    private static final int CHANGES_MAX = 3;
    private static final int FRAME_ROWS = 6;

    private final String title;
    private final NewestChanges changes;
    private final Rates rates = new Rates();

    LiveTable(String title, NewestChanges changes) {
        this.title = title;
        this.changes = changes;
    }

    /** The lines for a screen of this size. */
    List<List<Span>> lines(PipelineStatistics figures, Screen.Size size) {
        rates.add(figures);
        List<List<Span>> lines = new ArrayList<>();
        lines.add(List.of(Span.bold(title), Span.plain("   " + headline(figures))));
        lines.add(List.of());
        List<String> inputs = inputs(figures).lines(size.columns());
        lines.add(List.of(Span.dim(inputs.getFirst())));
        inputs.stream().skip(2).forEach(line -> lines.add(List.of(Span.plain(line))));
        lines.add(List.of());
        int room = size.rows() - FRAME_ROWS - figures.inputs().size();
        int each = Math.clamp(room / Math.max(1, figures.views().size()), 1, CHANGES_MAX);
        views(figures, each, lines);
        return lines;
    }

    private String headline(PipelineStatistics figures) {
        return String.format(
                Locale.ROOT,
                "%s   %s rows/s   %s steps, %.1f/s   CPU %.0f %%   memory %s   state %s",
                Quantity.clock(figures.seconds()),
                Quantity.count(rates.of(PipelineStatistics::rowsIn)),
                Quantity.count(figures.steps()),
                rates.of(PipelineStatistics::steps),
                rates.of(PipelineStatistics::cpuSeconds) * 100,
                Quantity.bytes(figures.rssBytes()),
                Quantity.bytes(figures.stateBytes()));
    }

    private TextTable inputs(PipelineStatistics figures) {
        TextTable table = new TextTable(
                Frame.RULE,
                List.of("input", "rows", "rows/s", "bytes", "progress", "queued", "errors"),
                new boolean[] {false, true, true, true, false, true, true});
        for (int i = 0; i < figures.inputs().size(); i++) {
            int index = i;
            Input input = figures.inputs().get(i);
            table.add(List.of(
                    input.name(),
                    Quantity.count(input.rows()),
                    Quantity.count(rates.of(f -> f.inputs().get(index).rows())),
                    input.bytes() == 0 ? "" : Quantity.bytes(input.bytes()),
                    progress(input),
                    Quantity.count(input.queuedRows()),
                    Quantity.count(input.errorRows())));
        }
        return table;
    }

    private static String progress(Input input) {
        boolean measured = input.state() == State.RUNNING && !Double.isNaN(input.fraction());
        return measured ? bar(input.fraction()) : input.state().name().toLowerCase(Locale.ROOT);
    }

    private static String bar(double fraction) {
        int full = (int) Math.clamp(Math.floor(fraction * BAR_CELLS), 0, BAR_CELLS);
        return "█".repeat(full) + "░".repeat(BAR_CELLS - full) + " "
                + DisplayWidth.pad(Quantity.percent(fraction), 5, true);
    }

    private void views(PipelineStatistics figures, int each, List<List<Span>> lines) {
        int width = figures.views().stream()
                .mapToInt(view -> DisplayWidth.of(view.name()))
                .max()
                .orElse(0);
        width = Math.max(width, "view".length());
        lines.add(List.of(Span.dim(
                DisplayWidth.pad("view", width, false) + number("rows") + number("changes") + "   newest changes")));
        for (View view : figures.views()) {
            String numbers = number(Quantity.count(view.rows())) + number(Quantity.count(view.changes()));
            String start = DisplayWidth.pad(view.name(), width, false) + numbers + "   ";
            List<Change> newest = changes.of(view.name());
            for (int i = 0; i < Math.max(1, Math.min(each, newest.size())); i++) {
                Span left = Span.plain(i == 0 ? start : " ".repeat(DisplayWidth.of(start)));
                lines.add(
                        newest.isEmpty()
                                ? List.of(left)
                                : List.of(left, newest.get(i).span()));
            }
        }
    }

    private static String number(String text) {
        return DisplayWidth.pad(text, NUMBER_WIDTH, true);
    }
}
