package dev.millrace.engine.state;

import dev.millrace.engine.storage.BlockWriter;
import dev.millrace.engine.storage.CheckpointFolder;
import java.io.IOException;

/** A part of state as it was between two steps. */
public interface Frozen extends CheckpointFolder.Part {
    /** Whether nothing has changed since the image before, so that there is nothing to write. */
    boolean unchanged();

    /** Writes the image; once, on any thread. */
    @Override
    void write(BlockWriter out) throws IOException;

    /** An image that is always written. */
    static Frozen of(CheckpointFolder.Part part) {
        return new Frozen() {
            @Override
            public boolean unchanged() {
                return false;
            }

            @Override
            public void write(BlockWriter out) throws IOException {
                part.write(out);
            }
        };
    }
}
