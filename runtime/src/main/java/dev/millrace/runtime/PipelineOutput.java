package dev.millrace.runtime;

import dev.millrace.connect.ConnectorException;
import dev.millrace.connect.OutputConnector;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.types.Batch;
import dev.millrace.types.Schema;

/** A connector that follows a view. */
final class PipelineOutput implements AutoCloseable {
    private final String name;
    private final String view;
    private final OutputConnector connector;
    private long rows;

    PipelineOutput(String view, String name, OutputConnector connector) {
        this.name = name;
        this.view = view;
        this.connector = connector;
    }

    String name() {
        return name;
    }

    String view() {
        return view;
    }

    long rows() {
        return rows;
    }

    void open(Schema schema) throws ConnectorException {
        connector.open(schema);
    }

    void write(long step, Delta delta) throws ConnectorException, InterruptedException {
        for (Batch batch : delta.batches()) {
            connector.write(step, batch);
            rows += batch.size();
        }
        if (!delta.isEmpty()) {
            connector.flush(step);
        }
    }

    @Override
    public void close() throws ConnectorException {
        connector.close();
    }
}
