package dev.millrace.cli.run;

import dev.millrace.connect.RowError;
import dev.millrace.functions.JsonText;
import dev.millrace.runtime.PipelineStatistics;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The summary of a run for programs: one line of JSON, an object with the single field {@code summary}. */
final class SummaryJson {
    private static final int RAW_BYTES_MAX = 4096;

    private final StringBuilder out = new StringBuilder();

    private SummaryJson() {}

    static String of(RunSummary summary) {
        SummaryJson json = new SummaryJson();
        json.out.append("{\"summary\":{");
        json.summary(summary);
        return json.out.append("}}").toString();
    }

    private void summary(RunSummary summary) {
        PipelineStatistics figures = summary.statistics();
        text("end", summary.end().name().toLowerCase(Locale.ROOT));
        String failure = summary.failure();
        if (failure != null) {
            text("failure", failure);
        }
        number("seconds", figures.seconds());
        number("cpu_seconds", figures.cpuSeconds());
        number("workers", summary.workers());
        number("steps", figures.steps());
        number("rows_in", figures.rowsIn());
        number("changes_out", figures.changesOut());
        number("error_rows", figures.errorRows());
        number("late_rows", figures.lateRows());
        number("rows_per_second", summary.rowsPerSecond());
        number("memory_bytes_max", figures.rssBytesMax());
        number("state_bytes_max", figures.stateBytesMax());
        PipelineStatistics.Durability durability = figures.durability();
        if (durability != null) {
            name("storage");
            out.append('{');
            storage(durability);
            out.append('}');
        }
        list("inputs", figures.inputs(), this::input);
        list("views", figures.views(), this::view);
        list("outputs", figures.outputs(), this::output);
        list("errors", summary.tables(), this::badRows);
    }

    private void storage(PipelineStatistics.Durability durability) {
        text("fault_tolerance", durability.model().name().toLowerCase(Locale.ROOT));
        list("checkpoints", durability.checkpoints(), this::checkpoint);
        number("journal_bytes", durability.journalBytes());
        number("journal_steps", durability.journalSteps());
        number("steps_replayed", durability.replayed());
        String trouble = durability.trouble();
        if (trouble != null) {
            text("trouble", trouble);
        }
        list("remarks", durability.remarks(), remark -> text("remark", remark));
    }

    private void checkpoint(PipelineStatistics.Checkpoint checkpoint) {
        number("number", checkpoint.number());
        number("step", checkpoint.step());
        number("rows", checkpoint.rows());
        number("bytes", checkpoint.bytes());
        number("bytes_written", checkpoint.bytesWritten());
        number("stall_micros", checkpoint.stallMicros());
        number("write_millis", checkpoint.writeMillis());
    }

    private void input(PipelineStatistics.Input input) {
        text("name", input.name());
        text("state", input.state().name().toLowerCase(Locale.ROOT));
        number("rows", input.rows());
        number("bytes", input.bytes());
        number("error_rows", input.errorRows());
    }

    private void view(PipelineStatistics.View view) {
        text("name", view.name());
        number("rows", view.rows());
        number("changes", view.changes());
        text("hash", view.hash());
    }

    private void output(PipelineStatistics.Output output) {
        text("name", output.name());
        number("changes", output.rows());
    }

    private void badRows(RunSummary.BadRows table) {
        text("table", table.table());
        number("error_rows", table.unreadable());
        number("late_rows", table.late());
        list("first", table.first(), this::badRow);
    }

    private void badRow(RowError error) {
        text("connector", error.connector());
        text("reason", error.reason());
        text("position", error.position());
        int length = Math.min(RAW_BYTES_MAX, error.raw().length);
        text("raw", new String(error.raw(), 0, length, StandardCharsets.UTF_8));
    }

    private void name(String name) {
        char last = out.charAt(out.length() - 1);
        out.append(last == '{' ? "" : ",");
        JsonText.quote(out, name);
        out.append(':');
    }

    private void text(String name, String value) {
        name(name);
        JsonText.quote(out, value);
    }

    private void number(String name, long value) {
        name(name);
        out.append(value);
    }

    private void number(String name, double value) {
        name(name);
        out.append(BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP).toPlainString());
    }

    private <T> void list(String name, List<T> elements, Consumer<T> write) {
        name(name);
        out.append('[');
        for (int i = 0; i < elements.size(); i++) {
            out.append(i == 0 ? "{" : ",{");
            write.accept(elements.get(i));
            out.append('}');
        }
        out.append(']');
    }
}
