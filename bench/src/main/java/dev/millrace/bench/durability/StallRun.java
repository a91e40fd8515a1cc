package dev.millrace.bench.durability;

import dev.millrace.bench.nexmark.Durations;
import dev.millrace.bench.nexmark.GrowingState;
import dev.millrace.engine.circuit.Checkpointer;
import dev.millrace.engine.storage.CheckpointFolder;
import dev.millrace.engine.storage.CheckpointInfo;
import dev.millrace.engine.storage.LocalDisk;
import dev.millrace.engine.storage.Manifest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Checkpoints of a query's state while steps go on: how long those wait for them. */
final class StallRun {
    private static final int STEP_EVENTS = 40_000;
    /** The state is not to grow much while it is measured. */
    private static final int SMALL_STEP_EVENTS = 10_000;

    private static final int STEPS_BETWEEN = 5;
    private static final int STEPS_BESIDE_MAX = 20;
    private static final int KEPT = 2;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final String query;
    private final int workers;
    private final CheckpointFolder folder;

    /**
     * What was measured.
     *
     * @param rows of the state in the end
     * @param bytes of the state in the end
     * @param stalls how long steps could not go on because of one checkpoint: its beginning and its end together
     * @param stallsCpu processor time of the thread that makes steps in them
     * @param stepsAlone steps while nothing was written
     * @param stepsBeside steps while a checkpoint was written
     * @param writes how long checkpoints took to write
     */
    record Result(
            long rows,
            long bytes,
            Durations stalls,
            Durations stallsCpu,
            Durations stepsAlone,
            Durations stepsBeside,
            Durations writes) {}

    /** How fast the state came back, in one thread. */
    record Restore(long rows, long bytes, double seconds, double cpuSeconds) {}

    StallRun(String query, int workers, Path place) throws IOException {
        this.query = query;
        this.workers = workers;
        this.folder = new CheckpointFolder(LocalDisk.open(place), KEPT);
    }

    /**
     * Grows the state to so many rows, then makes checkpoints, each while steps go on, with some steps in between. The first, of
     * everything, is not among them.
     */
    Result measure(long rows, int checkpoints) throws InterruptedException, ExecutionException, IOException {
        try (GrowingState state = new GrowingState(query, workers);
                ExecutorService writer = Executors.newSingleThreadExecutor()) {
            Checkpointer checkpointer = new Checkpointer(folder, state.parts());
            checkpointer.track();
            while (state.rows() < rows) {
                state.step(STEP_EVENTS);
            }
            return measure(state, checkpointer, writer, checkpoints);
        }
    }

    private Result measure(GrowingState state, Checkpointer checkpointer, ExecutorService writer, int checkpoints)
            throws InterruptedException, ExecutionException, IOException {
        List<Long> stalls = new ArrayList<>();
        List<Long> stallsCpu = new ArrayList<>();
        List<Long> alone = new ArrayList<>();
        List<Long> beside = new ArrayList<>();
        List<Long> writes = new ArrayList<>();
        for (int i = 0; i <= checkpoints; i++) {
            for (int step = 0; step < STEPS_BETWEEN; step++) {
                alone.add(state.step(SMALL_STEP_EVENTS));
            }
            long cpu = THREADS.getCurrentThreadCpuTime();
            long start = System.nanoTime();
            Checkpointer.Pending pending = checkpointer.freeze();
            long stall = System.nanoTime() - start;
            long stallCpu = THREADS.getCurrentThreadCpuTime() - cpu;
            Future<Long> written = writer.submit(() -> write(pending));
            for (int step = 0; step < STEPS_BESIDE_MAX && !written.isDone(); step++) {
                beside.add(state.step(SMALL_STEP_EVENTS));
            }
            writes.add(written.get());
            Manifest newest = folder.prune().getFirst();
            cpu = THREADS.getCurrentThreadCpuTime();
            start = System.nanoTime();
            checkpointer.thaw(Optional.of(newest));
            stall += System.nanoTime() - start;
            stallCpu += THREADS.getCurrentThreadCpuTime() - cpu;
            if (i > 0) {
                stalls.add(stall);
                stallsCpu.add(stallCpu);
            }
        }
        return new Result(state.rows(), state.bytes(), of(stalls), of(stallsCpu), of(alone), of(beside), of(writes));
    }

    private long write(Checkpointer.Pending pending) throws IOException {
        long start = System.nanoTime();
        pending.write(new CheckpointInfo("bench", query, workers, 1, 0, 0, 0, 0));
        return System.nanoTime() - start;
    }

    private static Durations of(List<Long> nanos) {
        return Durations.of(nanos.stream().mapToLong(Long::longValue).toArray());
    }

    /** Fills the state of another circuit from the newest checkpoint. */
    Restore restore() throws IOException {
        System.gc();
        try (GrowingState empty = new GrowingState(query, workers)) {
            Manifest newest = folder.read(folder.numbers().getFirst());
            Checkpointer reader = new Checkpointer(folder, empty.parts());
            long cpu = THREADS.getCurrentThreadCpuTime();
            long start = System.nanoTime();
            reader.restore(newest);
            double seconds = (System.nanoTime() - start) / 1e9;
            double cpuSeconds = (THREADS.getCurrentThreadCpuTime() - cpu) / 1e9;
            return new Restore(empty.rows(), newest.bytes(), seconds, cpuSeconds);
        }
    }
}
