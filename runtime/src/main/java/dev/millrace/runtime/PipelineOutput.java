package dev.millrace.runtime;

import dev.millrace.connect.ConnectorConfig;
import dev.millrace.connect.ConnectorException;
import dev.millrace.connect.OutputConnector;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.plan.Position;
import dev.millrace.plan.View;
import dev.millrace.types.Batch;
import org.jspecify.annotations.Nullable;

/** A connector that follows a view. Driven by the thread that makes steps; the counter may be read by any. */
final class PipelineOutput {
    private final String name;
    private final View view;
    private final ConnectorConfig config;
    private final OutputConnector connector;
    private final @Nullable OutputBuffer buffer;
    private boolean open;
    private long held = -1;
    private long handed = -1;
    private volatile boolean paused;
    private volatile long rows;

    PipelineOutput(View view, ConnectorConfig config, OutputConnector connector) {
        this.name = view.name() + "." + config.name();
        this.view = view;
        this.config = config;
        this.paused = config.paused();
        this.connector = connector;
        this.buffer = config.outputBuffer() ? new OutputBuffer(config, view.schema()) : null;
    }

    /** Whether it throws away what it is given. */
    boolean isPaused() {
        return paused;
    }

    void pause(boolean rest) {
        paused = rest;
    }

    ConnectorConfig config() {
        return config;
    }

    /** View and connector, with a dot between. */
    String name() {
        return name;
    }

    String view() {
        return view.name();
    }

    /** Rows of the changes handed over. */
    long rows() {
        return rows;
    }

    Position position() {
        return view.position();
    }

    void open() throws ConnectorException {
        connector.open(view.schema());
        open = true;
    }

    /**
     * The destination has the steps up to {@code known} at least, which are made again; it may know better, if asked.
     *
     * @param ask whether steps are made again exactly as they were, so that what it knows counts
     */
    void recover(long known, boolean ask) throws ConnectorException {
        long answer = ask ? connector.deliveredStep() : OutputConnector.UNKNOWN_STEP;
        held = answer == OutputConnector.UNKNOWN_STEP ? known : answer;
        handed = held;
    }

    /** The last step that the destination had before this run; −1 if none. */
    long held() {
        return held;
    }

    /** The last step that it is known to have. */
    long handed() {
        return handed;
    }

    /** The change of a step that is not finished; consolidated. */
    void write(long step, Delta delta) throws ConnectorException, InterruptedException {
        if (paused || step <= held) {
            return;
        }
        if (buffer != null) {
            buffer.add(delta);
        } else {
            hand(step, delta);
        }
    }

    /** A step is finished: without a buffer there is nothing of it left to hand over. */
    void finished(long step) {
        if (buffer == null) {
            handed = Math.max(handed, step);
        }
    }

    void finish(boolean commit) {
        if (buffer != null) {
            buffer.finish(commit);
        }
    }

    /** Hands over what has waited long enough, or everything. Between steps. */
    void flush(long step, boolean everything) throws ConnectorException, InterruptedException {
        if (buffer != null && (everything || buffer.isDue())) {
            Delta sum = buffer.take();
            if (!sum.isEmpty()) {
                hand(step, sum);
            }
            handed = Math.max(handed, step);
        }
    }

    private void hand(long step, Delta delta) throws ConnectorException, InterruptedException {
        for (Batch batch : delta.batches()) {
            connector.write(step, batch);
        }
        connector.flush(step);
        handed = step;
        rows += delta.rows();
    }

    /** When {@link #flush} has something to do, in milliseconds from now, if nothing comes. */
    long millisToFlush() {
        return buffer == null ? Long.MAX_VALUE : buffer.millisToDue();
    }

    /** Releases what {@link #open} took. */
    void close() throws ConnectorException {
        if (open) {
            open = false;
            connector.close();
        }
    }
}
