package dev.millrace.runtime;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.algebra.ViewHash;
import dev.millrace.engine.circuit.Integral;
import dev.millrace.types.Schema;
import org.jspecify.annotations.Nullable;

/** What has become of a view. The counters may be read by any thread, the rest by the one that makes steps. */
final class ViewProgress {
    private final Schema schema;
    private final ViewHash hash;
    private final @Nullable Integral contents;
    private volatile long changes;
    private volatile long rows;
    private volatile String hex;

    ViewProgress(Schema schema, boolean keepContents) {
        this.schema = schema;
        this.hash = new ViewHash(schema);
        this.contents = keepContents ? new Integral(schema) : null;
        this.rows = keepContents ? 0 : -1;
        this.hex = hash.hex();
    }

    Schema schema() {
        return schema;
    }

    void add(Delta delta) {
        hash.add(delta);
        hex = hash.hex();
        changes += delta.rows();
        if (contents != null) {
            contents.add(delta);
        }
    }

    void finish(boolean commit) {
        if (contents != null) {
            contents.finish(commit);
            rows = contents.rows();
        }
    }

    Delta contents() {
        return contents == null ? Delta.EMPTY : contents.contents();
    }

    long changes() {
        return changes;
    }

    long rows() {
        return rows;
    }

    String hash() {
        return hex;
    }
}
