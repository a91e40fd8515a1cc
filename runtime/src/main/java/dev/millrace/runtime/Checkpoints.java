package dev.millrace.runtime;

import dev.millrace.engine.circuit.Checkpointer;
import dev.millrace.engine.storage.CheckpointFolder;
import dev.millrace.engine.storage.CheckpointInfo;
import dev.millrace.engine.storage.Journal;
import dev.millrace.engine.storage.Manifest;
import dev.millrace.runtime.PipelineStatistics.Checkpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Makes checkpoints of a running pipeline: now and then, on request and at the end. All but {@link #request} and the figures is for the
 * thread that makes steps.
 */
final class Checkpoints implements AutoCloseable {
    private static final long RETRY_SECONDS_MAX = 10;

    private final Checkpointer checkpointer;
    private final CheckpointFolder folder;
    private final Journal journal;
    private final @Nullable Duration interval;
    private final Runnable wakeUp;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("checkpoint").daemon().factory());
    private List<CompletableFuture<Checkpoint>> requests = new ArrayList<>();
    private List<CompletableFuture<Checkpoint>> answered = new ArrayList<>();
    private boolean closed;
    private @Nullable CompletableFuture<List<Manifest>> writing;
    private long lastStep;
    private long writingStep;
    private long lastNanos = System.nanoTime();
    private boolean failed;
    private volatile List<Checkpoint> list;
    private volatile @Nullable String trouble;
    private volatile boolean busy;

    Checkpoints(Checkpointer checkpointer, PipelineStorage storage, long step, Runnable wakeUp) {
        this.checkpointer = checkpointer;
        this.folder = storage.checkpoints();
        this.journal = storage.journal();
        this.interval = storage.options().faultTolerance().journals()
                ? storage.options().checkpointInterval()
                : null;
        this.lastStep = step;
        this.wakeUp = wakeUp;
        this.list = storage.readable().stream().map(Checkpoints::figures).toList();
    }

    static Checkpoint figures(Manifest manifest) {
        CheckpointInfo about = manifest.about();
        return new Checkpoint(
                manifest.number(),
                about.step(),
                about.rows(),
                manifest.bytes(),
                manifest.bytesWritten(),
                about.madeMillis(),
                about.stallMicros(),
                about.writeMillis());
    }

    /** Asks for a checkpoint of the state after the current step, or a later one. */
    CompletableFuture<Checkpoint> request() {
        CompletableFuture<Checkpoint> request = new CompletableFuture<>();
        synchronized (this) {
            if (closed) {
                request.cancel(false);
            }
            requests.add(request);
        }
        wakeUp.run();
        return request;
    }

    private synchronized boolean isRequested() {
        return !requests.isEmpty();
    }

    /** Whether it is time for one. */
    boolean isDue() {
        if (writing != null) {
            return false;
        }
        return isRequested() || isTime();
    }

    private boolean isTime() {
        Duration every = interval;
        if (every == null) {
            return false;
        }
        long wanted = failed
                ? Math.min(
                        every.toNanos(), Duration.ofSeconds(RETRY_SECONDS_MAX).toNanos())
                : every.toNanos();
        return System.nanoTime() - lastNanos >= wanted;
    }

    /** Whether there is anything new since the last one, or somebody wants one anyhow. */
    boolean isWorthwhile(long step) {
        return step > lastStep || isRequested();
    }

    /** Begins one; the thread that makes steps waits no longer than this takes. */
    void begin(Info info) {
        long begin = System.nanoTime();
        Checkpointer.Pending pending = checkpointer.freeze();
        long stallMicros = (System.nanoTime() - begin) / 1_000;
        synchronized (this) {
            answered = requests;
            requests = new ArrayList<>();
        }
        CheckpointInfo about = info.at(System.currentTimeMillis(), stallMicros);
        writingStep = about.step();
        busy = true;
        CompletableFuture<List<Manifest>> result = new CompletableFuture<>();
        writing = result;
        writer.execute(() -> write(pending, about, result));
    }

    /** Knows what a checkpoint says of itself but when it was made and how long that took. */
    interface Info {
        CheckpointInfo at(long millis, long stallMicros);
    }

    private void write(Checkpointer.Pending pending, CheckpointInfo about, CompletableFuture<List<Manifest>> result) {
        try {
            pending.write(about);
            List<Manifest> left = folder.prune();
            journal.cut(left.getLast().about().step());
            result.complete(left);
        } catch (IOException | RuntimeException | Error failure) {
            result.completeExceptionally(failure);
        }
        wakeUp.run();
    }

    /** Lets go of what was written, if something was; the answer is the step up to which everything is safe, −1 if nothing new is. */
    long end(boolean wait) throws InterruptedException {
        CompletableFuture<List<Manifest>> done = writing;
        if (done == null || !wait && !done.isDone()) {
            return -1;
        }
        try {
            List<Manifest> left = done.get();
            checkpointer.thaw(Optional.of(left.getFirst()));
            finished(left);
            return writingStep;
        } catch (ExecutionException failure) {
            checkpointer.thaw(Optional.empty());
            failed(failure.getCause() == null ? failure : failure.getCause());
            return -1;
        } finally {
            writing = null;
            busy = false;
            lastNanos = System.nanoTime();
        }
    }

    private void finished(List<Manifest> left) {
        list = left.stream().map(Checkpoints::figures).toList();
        lastStep = writingStep;
        failed = false;
        trouble = null;
        answered.forEach(request -> request.complete(list.getFirst()));
    }

    private void failed(Throwable cause) {
        failed = true;
        String reason = "the checkpoint cannot be written: " + StorageFailures.reason(cause);
        if (!reason.equals(trouble)) {
            org.slf4j.LoggerFactory.getLogger(Checkpoints.class).warn("{}; it will be tried again", reason);
        }
        trouble = reason;
        answered.forEach(request -> request.completeExceptionally(cause));
    }

    /** The checkpoints that are kept, the newest first. */
    List<Checkpoint> list() {
        return list;
    }

    boolean isBusy() {
        return busy;
    }

    @Nullable
    String trouble() {
        return trouble;
    }

    @Override
    public void close() {
        writer.shutdown();
        List<CompletableFuture<Checkpoint>> left = new ArrayList<>(answered);
        synchronized (this) {
            closed = true;
            left.addAll(requests);
        }
        left.forEach(request -> request.cancel(false));
    }
}
