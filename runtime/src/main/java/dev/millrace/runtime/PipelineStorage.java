package dev.millrace.runtime;

import dev.millrace.connect.Surroundings;
import dev.millrace.engine.circuit.Checkpointer;
import dev.millrace.engine.state.Durable;
import dev.millrace.engine.storage.CheckpointFolder;
import dev.millrace.engine.storage.DamagedException;
import dev.millrace.engine.storage.Journal;
import dev.millrace.engine.storage.Manifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The storage folder of a pipeline that starts: what it holds, and which of it is good. One thread.
 */
final class PipelineStorage implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PipelineStorage.class);
    private static final String LOCK = "lock";

    private final StorageOptions options;
    private final AutoCloseable lock;
    private final CheckpointFolder checkpoints;
    private final Journal journal;
    private final List<Manifest> readable = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final String history;
    private final int found;

    private PipelineStorage(StorageOptions options, AutoCloseable lock) throws IOException {
        this.options = options;
        this.lock = lock;
        this.checkpoints = new CheckpointFolder(options.disk(), options.checkpointsKept());
        this.journal = new Journal(options.disk());
        if (options.beginAnew()) {
            discard();
        }
        List<Long> numbers = checkpoints.numbers();
        this.found = numbers.size();
        for (long number : numbers) {
            read(number);
        }
        this.history = history();
    }

    /** Takes the folder for this process and looks into it. */
    static PipelineStorage open(StorageOptions options) throws IOException {
        AutoCloseable lock = options.disk().lock(LOCK);
        try {
            return new PipelineStorage(options, lock);
        } catch (IOException | RuntimeException | Error failure) {
            release(lock);
            throw failure;
        }
    }

    private void discard() throws IOException {
        List<Long> numbers = checkpoints.numbers();
        int files = journal.files().size();
        if (!numbers.isEmpty() || files > 0) {
            remark("begins anew: " + numbers.size() + " checkpoints and " + files + " files of the journal in "
                    + options.disk().name() + " are thrown away");
        }
        checkpoints.clear();
        journal.clear();
    }

    private void read(long number) throws IOException {
        try {
            readable.add(checkpoints.read(number));
        } catch (DamagedException damaged) {
            unusable(number, damaged);
        }
    }

    /** A checkpoint turned out to be no good. */
    void unusable(long number, DamagedException damaged) {
        readable.removeIf(manifest -> manifest.number() == number);
        remark("checkpoint " + number + " cannot be used: " + damaged.getMessage());
    }

    private void remark(String remark) {
        remarks.add(remark);
        LOG.warn(remark);
    }

    private String history() throws IOException {
        if (!readable.isEmpty()) {
            return readable.getFirst().about().history();
        }
        Journal.Head head = journal.head();
        return head == null ? Surroundings.newIncarnation() : head.history();
    }

    StorageOptions options() {
        return options;
    }

    /** Names the life of the pipeline since it had no state. */
    String incarnation() {
        return history;
    }

    /** What was damaged or thrown away, in sentences. */
    List<String> remarks() {
        return List.copyOf(remarks);
    }

    CheckpointFolder checkpoints() {
        return checkpoints;
    }

    Journal journal() {
        return journal;
    }

    /** The checkpoints that may be good, the newest first. */
    List<Manifest> readable() {
        return List.copyOf(readable);
    }

    /** The newest checkpoint that may be good; {@code null} if there never was one. Throws if there are only bad ones. */
    @Nullable
    Manifest newest() throws DamagedException {
        if (readable.isEmpty() && found > 0 && !journalHoldsAll()) {
            throw new DamagedException("no checkpoint in " + options.disk().name() + " can be used:\n"
                    + String.join("\n", remarks) + "\nfault_tolerance initial_state begins anew");
        }
        return readable.isEmpty() ? null : readable.getFirst();
    }

    private boolean journalHoldsAll() throws DamagedException {
        try {
            List<Long> files = journal.files();
            return !files.isEmpty() && files.getFirst() == 1;
        } catch (IOException unreadable) {
            throw new DamagedException("the journal cannot be read: " + unreadable.getMessage());
        }
    }

    /** Whether state of this program on this many shards is here, or nothing. */
    void requireFits(String program, int shards) throws IOException {
        Manifest newest = newest();
        Journal.Head head = newest == null ? journal.head() : null;
        if (newest != null) {
            requireFits(newest.about().program(), newest.about().shards(), program, shards);
        } else if (head != null) {
            requireFits(head.program(), head.shards(), program, shards);
        }
    }

    private void requireFits(String stored, int storedShards, String program, int shards) throws IOException {
        if (!stored.equals(program)) {
            throw new OtherProgramException("the state in " + options.disk().name()
                    + " is that of another program; start that one, or begin anew with fault_tolerance initial_state");
        }
        if (storedShards != shards) {
            throw new IOException("the state in " + options.disk().name() + " is that of " + storedShards
                    + " workers and this run has " + shards
                    + ": the number of workers cannot be changed with it yet; start with that many, or begin anew with"
                    + " fault_tolerance initial_state");
        }
    }

    /** Fills parts that are empty from a checkpoint; what is to be done next is done by the answer. */
    Checkpointer checkpointer(SequencedMap<String, Durable> parts) {
        return new Checkpointer(checkpoints, parts);
    }

    private static void release(AutoCloseable lock) {
        try {
            lock.close();
        } catch (Exception failure) {
            LOG.warn("the lock of the storage folder was not given back: {}", failure.getMessage());
        }
    }

    @Override
    public void close() {
        release(lock);
    }
}
