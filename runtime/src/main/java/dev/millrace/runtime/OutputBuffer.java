package dev.millrace.runtime;

import dev.millrace.connect.ConnectorConfig;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.circuit.Integral;
import dev.millrace.types.Schema;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The changes of several steps, added up, until there are enough of them or the first has waited long enough. */
final class OutputBuffer {
    private final Schema schema;
    private final long recordsMax;
    private final @Nullable Long millisMax;
    private Integral changes;
    private long records;
    private long firstNanos;

    OutputBuffer(ConnectorConfig config, Schema schema) {
        this.schema = schema;
        this.recordsMax = config.outputBufferRecordsMax();
        this.millisMax = config.outputBufferMillisMax();
        this.changes = new Integral(schema);
    }

    /** The change of a step that is not finished. */
    void add(Delta delta) {
        firstNanos = records == 0 ? System.nanoTime() : firstNanos;
        records += delta.rows();
        changes.add(delta);
    }

    void finish(boolean commit) {
        changes.finish(commit);
    }

    boolean isDue() {
        return records >= recordsMax || millisToDue() <= 0;
    }

    /** How long the changes may wait, in milliseconds; 0 or less if they are due. */
    long millisToDue() {
        return records == 0 || millisMax == null
                ? Long.MAX_VALUE
                : millisMax - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - firstNanos);
    }

    /** The sum of all changes; the buffer is empty then. */
    Delta take() {
        Delta sum = changes.contents();
        changes = new Integral(schema);
        records = 0;
        return sum;
    }
}
