package dev.millrace.cli.run;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.functions.JsonText;
import dev.millrace.runtime.Pipeline;
import dev.millrace.runtime.PipelineStatistics;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Schema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** For programs: each view's change in a step is a line of JSON; the summary is the last line. */
final class JsonDisplay implements Display {
    private static final int PROGRESS_MILLIS = 1_000;
    private static final int BUFFER_CHARACTERS = 1 << 16;

    private final OutputStream out;
    private final ProgressLines progress;
    private final StringBuilder buffer = new StringBuilder();
    private @Nullable Pipeline running;
    private boolean broken;

    JsonDisplay(OutputStream out, ProgressLines progress) {
        this.out = out;
        this.progress = progress;
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
    public void progress(PipelineStatistics statistics) {
        progress.print(statistics);
    }

    @Override
    public boolean follows(String view) {
        return true;
    }

    @Override
    public void changed(String view, long step, Delta delta) {
        Schema schema = Objects.requireNonNull(running).schema(view);
        buffer.append("{\"view\":");
        JsonText.quote(buffer, view);
        buffer.append(",\"step\":").append(step).append(",\"changes\":[");
        String separator = "";
        for (Batch batch : delta.batches()) {
            for (int row = 0; row < batch.size(); row++) {
                buffer.append(separator);
                change(batch, row, schema);
                separator = ",";
                writeIfLong();
            }
        }
        buffer.append("]}\n");
    }

    private void change(Batch batch, int row, Schema schema) {
        buffer.append("{\"weight\":").append(batch.weight(row)).append(",\"row\":{");
        for (int i = 0; i < schema.size(); i++) {
            buffer.append(i == 0 ? "" : ",");
            JsonText.quote(buffer, schema.name(i));
            buffer.append(':');
            JsonText.append(buffer, Boxed.read(batch.column(i), row, schema.type(i)), schema.type(i));
        }
        buffer.append("}}");
    }

    @Override
    public void stepped(long step) {
        write();
    }

    @Override
    public void finish(Pipeline pipeline, RunSummary summary) {
        buffer.append(SummaryJson.of(summary)).append('\n');
        write();
    }

    private void writeIfLong() {
        if (buffer.length() > BUFFER_CHARACTERS) {
            write();
        }
    }

    /** A reader that has gone away ends the run: nobody would see the rest. */
    private void write() {
        if (!broken && !buffer.isEmpty()) {
            try {
                out.write(buffer.toString().getBytes(StandardCharsets.UTF_8));
                out.flush();
            } catch (IOException gone) {
                broken = true;
                Objects.requireNonNull(running).stop();
            }
        }
        buffer.setLength(0);
    }
}
