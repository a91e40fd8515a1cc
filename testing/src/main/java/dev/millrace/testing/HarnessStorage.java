package dev.millrace.testing;

import dev.millrace.engine.circuit.Checkpointer;
import dev.millrace.engine.circuit.CircuitState;
import dev.millrace.engine.circuit.RunningCircuit;
import dev.millrace.engine.storage.CheckpointFolder;
import dev.millrace.engine.storage.CheckpointInfo;
import dev.millrace.engine.storage.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The checkpoints of a circuit under test, in memory. */
final class HarnessStorage {
    private final MemoryDisk disk = new MemoryDisk();
    private final CheckpointFolder folder;
    private Checkpointer checkpointer;
    private Checkpointer.@Nullable Pending pending;
    private @Nullable Manifest newest;

    HarnessStorage(RunningCircuit circuit) {
        try {
            this.folder = new CheckpointFolder(disk, 2);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.checkpointer = checkpointer(circuit);
        this.checkpointer.track();
    }

    private Checkpointer checkpointer(RunningCircuit circuit) {
        CircuitState state = circuit.state();
        if (!state.refusals().isEmpty()) {
            throw new AssertionError("not every operator can be in a checkpoint: " + state.refusals());
        }
        return new Checkpointer(folder, state.parts());
    }

    /** Begins a checkpoint, if none is under way; is this the beginning of one? */
    boolean begin() {
        if (pending != null) {
            return false;
        }
        pending = checkpointer.freeze();
        return true;
    }

    /** Writes the checkpoint that was begun, if one was; is it there now? */
    boolean end(long step) {
        if (pending == null) {
            return false;
        }
        try {
            newest = pending.write(new CheckpointInfo("h", "p", 1, step, 0, 0, 0, 0));
            checkpointer.thaw(Optional.of(newest));
            folder.prune();
            pending = null;
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fills a new circuit from the newest checkpoint. */
    void restore(RunningCircuit circuit) {
        if (newest == null) {
            throw new IllegalStateException("no checkpoint");
        }
        try {
            pending = null;
            checkpointer = checkpointer(circuit);
            checkpointer.restore(folder.verify(newest.number()));
            checkpointer.track();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
