package dev.millrace.runtime;

import dev.millrace.connect.ConnectorException;
import dev.millrace.connect.OutputConnector;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.plan.Position;
import dev.millrace.plan.View;
import dev.millrace.types.Batch;
import dev.millrace.types.Schema;

/** A connector that follows a view. Driven by the thread that makes steps; the counter may be read by any. */
final class PipelineOutput {
    private final String name;
    private final String view;
    private final Position position;
    private final OutputConnector connector;
    private boolean open;
    private volatile long rows;

    PipelineOutput(View view, String name, OutputConnector connector) {
        this.name = view.name() + "." + name;
        this.view = view.name();
        this.position = view.position();
        this.connector = connector;
    }

    /** View and connector, with a dot between. */
    String name() {
        return name;
    }

    String view() {
        return view;
    }

    long rows() {
        return rows;
    }

    PipelineException failed(ConnectorException failure) {
        return new PipelineException(position, name + ": " + failure.getMessage(), failure);
    }

    void open(Schema schema) throws ConnectorException {
        connector.open(schema);
        open = true;
    }

    void write(long step, Delta delta) throws ConnectorException, InterruptedException {
        for (Batch batch : delta.batches()) {
            connector.write(step, batch);
        }
        connector.flush(step);
        rows += delta.rows();
    }

    /** Releases what {@link #open} took. */
    void close() throws ConnectorException {
        if (open) {
            open = false;
            connector.close();
        }
    }
}
