package dev.millrace.runtime;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.algebra.ViewHash;
import dev.millrace.engine.circuit.Integral;
import dev.millrace.engine.state.Durable;
import dev.millrace.types.Batch;
import dev.millrace.types.Schema;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What has become of a view, or of a table whose contents are kept. The counters may be read by any thread, the rest by the one that makes steps. */
final class ViewProgress {
    private final String output;
    private final Schema schema;
    private final ViewHash hash;
    private final @Nullable Integral contents;
    private volatile boolean hashed;
    private volatile long changes;
    private volatile long rows;

    /** Follows the output {@code output} of the circuit. */
    ViewProgress(String output, Schema schema, boolean keepContents, boolean keepHash) {
        this.output = output;
        this.schema = schema;
        this.hash = new ViewHash(schema);
        this.contents = keepContents ? new Integral(schema) : null;
        this.hashed = keepHash;
    }

    String output() {
        return output;
    }

    boolean keepsContents() {
        return contents != null;
    }

    Schema schema() {
        return schema;
    }

    /**
     * The change of a step, which has to be consolidated if the contents are kept. It counts even if the step is then given up, after
     * which nothing follows.
     */
    void add(Delta delta) {
        if (hashed) {
            synchronized (hash) {
                hash.add(delta);
            }
        }
        long net = 0;
        for (Batch batch : delta.batches()) {
            net += weight(batch);
        }
        rows += net;
        changes += delta.rows();
        if (contents != null) {
            contents.add(delta);
        }
    }

    /** Its contents as a part of state, if they are kept. */
    Optional<Durable> part() {
        return Optional.ofNullable(contents).map(Integral::part);
    }

    /** Writes all but the contents. */
    void write(DataOutput out) throws IOException {
        out.writeBoolean(hashed);
        synchronized (hash) {
            out.writeLong(hash.words()[0]);
            out.writeLong(hash.words()[1]);
        }
        out.writeLong(rows);
        out.writeLong(changes);
    }

    /** Reads what {@link #write} wrote. A hash that was not kept then cannot be kept from now on. */
    void read(DataInput in) throws IOException {
        hashed &= in.readBoolean();
        synchronized (hash) {
            hash.set(in.readLong(), in.readLong());
        }
        rows = in.readLong();
        changes = in.readLong();
    }

    private static long weight(Batch batch) {
        long[] weights = batch.weights();
        if (weights == null) {
            return batch.size();
        }
        long sum = 0;
        for (int i = 0; i < batch.size(); i++) {
            sum += weights[i];
        }
        return sum;
    }

    void finish(boolean commit) {
        if (contents != null) {
            contents.finish(commit);
        }
    }

    Delta contents() {
        return contents == null ? Delta.EMPTY : contents.contents();
    }

    long changes() {
        return changes;
    }

    /** How many rows it has, each as often as it occurs. */
    long rows() {
        return rows;
    }

    /** The hash of its contents; empty if it is not known. */
    String hash() {
        if (!hashed) {
            return "";
        }
        synchronized (hash) {
            return hash.hex();
        }
    }
}
