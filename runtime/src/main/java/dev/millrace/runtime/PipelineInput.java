package dev.millrace.runtime;

import dev.millrace.connect.ConnectorConfig;
import dev.millrace.connect.ConnectorException;
import dev.millrace.connect.InputChunk;
import dev.millrace.connect.InputConnector;
import dev.millrace.connect.RelationSchema;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.operator.Columns;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import java.util.ArrayList;
import java.util.List;

/** A connector that feeds a table: its thread and its queue. */
final class PipelineInput {
    private final String name;
    private final RelationSchema relation;
    private final ConnectorConfig config;
    private final InputConnector connector;
    private final InputQueue queue;
    private final Thread thread;

    PipelineInput(RelationSchema relation, ConnectorConfig config, InputConnector connector, Runnable wakeUp) {
        this.name = relation.name() + "." + config.name();
        this.relation = relation;
        this.config = config;
        this.connector = connector;
        this.queue = new InputQueue(config, wakeUp);
        this.thread = Thread.ofPlatform().name("input " + name).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            connector.run(queue);
            queue.end(null);
        } catch (InterruptedException stopped) {
            queue.end(null);
        } catch (ConnectorException | RuntimeException | Error failure) {
            queue.end(failure);
        }
    }

    void stop() {
        thread.interrupt();
    }

    String name() {
        return name;
    }

    RelationSchema relation() {
        return relation;
    }

    ConnectorConfig config() {
        return config;
    }

    InputQueue queue() {
        return queue;
    }

    /** The most rows of it in a step. */
    long stepRows(RuntimeOptions options) {
        Long own = config.maxBatchSize();
        long wanted = own == null ? config.maxWorkerBatchSize() * options.workers() : own;
        return options.stepRowsMax() == 0 ? wanted : Math.min(wanted, options.stepRowsMax());
    }

    /** The rows of chunks with all columns of the table; those that the program does not use are absent. */
    Delta delta(List<InputChunk> chunks) {
        List<Batch> batches = new ArrayList<>();
        for (InputChunk chunk : chunks) {
            if (chunk.rows().size() > 0) {
                batches.add(widen(chunk.rows()));
            }
        }
        return new Delta(batches);
    }

    private Batch widen(Batch used) {
        List<Column> columns = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < relation.columns().size(); i++) {
            columns.add(relation.columns().get(i).used() ? used.column(next++) : Columns.absent(used.size()));
        }
        return used.withColumns(columns);
    }
}
