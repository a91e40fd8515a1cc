package dev.millrace.runtime;

import dev.millrace.connect.ConnectorConfig;
import dev.millrace.connect.InputChunk;
import dev.millrace.connect.InputSink;
import dev.millrace.connect.RowError;
import dev.millrace.connect.SourcePosition;
import dev.millrace.types.Batch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a connector has read and no step has taken yet. Bounded by rows and bytes: a connector that is ahead waits. Thread-safe.
 */
final class InputQueue implements InputSink {
    /** How far it is: rows that were taken, rows and bytes that wait, bytes and bad rows that came. */
    record Figures(long rowsTaken, long rowsQueued, long bytesQueued, long bytes, long errors, boolean ended) {}

    private final Host host;
    private final long rowsMax;
    private final long bytesMax;
    private final Runnable wakeUp;
    private final Deque<InputChunk> chunks = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notFull = lock.newCondition();
    private final Condition notEmpty = lock.newCondition();
    private long rows;
    private long bytes;
    private long chunksTotal;
    private long rowsTotal;
    private long bytesTotal;
    private long errorsTotal;
    private boolean ended;
    private @Nullable SourcePosition position;
    private @Nullable Throwable failure;

    /** A queue that calls {@code wakeUp} when there is something to take, and at the end. */
    InputQueue(ConnectorConfig config, Runnable wakeUp, Host host) {
        this.host = host;
        this.rowsMax = config.maxQueuedRecords();
        this.bytesMax = config.maxQueuedBytes();
        this.wakeUp = wakeUp;
    }

    @Override
    public void accept(InputChunk chunk) throws InterruptedException {
        add(chunk, chunk.resume());
    }

    /** Takes a row that the connector could not pass on. */
    void reject(RowError row) throws InterruptedException {
        add(new InputChunk(new Batch(0, List.of(), null), List.of(row), new SourcePosition(""), 0), position());
    }

    private void add(InputChunk chunk, @Nullable SourcePosition next) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!chunks.isEmpty() && (rows >= rowsMax || bytes >= bytesMax)) {
                notFull.await();
            }
            chunks.addLast(chunk);
            rows += chunk.rows().size();
            bytes += chunk.bytes();
            chunksTotal++;
            rowsTotal += chunk.rows().size();
            bytesTotal += chunk.bytes();
            errorsTotal += chunk.errors().size();
            position = next;
            notEmpty.signalAll();
        } finally {
            lock.unlock();
        }
        wakeUp.run();
    }

    /** Whole chunks with at least {@code rowsWanted} rows together, or all there are; at least one if there is one. */
    List<InputChunk> take(long rowsWanted) {
        lock.lock();
        try {
            List<InputChunk> taken = new ArrayList<>();
            long count = 0;
            while (!chunks.isEmpty() && (taken.isEmpty() || count < rowsWanted)) {
                InputChunk chunk = chunks.removeFirst();
                taken.add(chunk);
                count += chunk.rows().size();
                bytes -= chunk.bytes();
            }
            rows -= count;
            notFull.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** The next chunk, for which it waits; {@code null} if the source has ended or {@code millis} have passed. */
    @Nullable
    InputChunk poll(long millis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long begin = host.nanoTime();
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (chunks.isEmpty() && !ended && left > 0) {
                host.await(notEmpty, left);
                left = TimeUnit.MILLISECONDS.toNanos(millis) - (host.nanoTime() - begin);
            }
            if (chunks.isEmpty()) {
                return null;
            }
            InputChunk chunk = chunks.removeFirst();
            rows -= chunk.rows().size();
            bytes -= chunk.bytes();
            notFull.signalAll();
            return chunk;
        } finally {
            lock.unlock();
        }
    }

    /** A new connector begins there; before there is one. */
    void resumeAt(@Nullable SourcePosition start) {
        lock.lock();
        try {
            position = start;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more will come, because of {@code reason} or because the source has ended. */
    void end(@Nullable Throwable reason) {
        lock.lock();
        try {
            ended = true;
            failure = reason;
            notEmpty.signalAll();
        } finally {
            lock.unlock();
        }
        wakeUp.run();
    }

    /** Whether nothing comes before something is taken: the source has ended, or there is no room. */
    boolean takesNoMore() {
        lock.lock();
        try {
            return ended || !chunks.isEmpty() && (rows >= rowsMax || bytes >= bytesMax);
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing is left and nothing will come. */
    boolean isExhausted() {
        lock.lock();
        try {
            return ended && chunks.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return chunks.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Why it ended, if not because the source did. */
    @Nullable
    Throwable failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    /** Where a new connector has to go on; {@code null} for the beginning. */
    @Nullable
    SourcePosition position() {
        lock.lock();
        try {
            return position;
        } finally {
            lock.unlock();
        }
    }

    /** How many chunks have come. */
    long chunksTotal() {
        lock.lock();
        try {
            return chunksTotal;
        } finally {
            lock.unlock();
        }
    }

    /** How many chunks were taken. */
    long chunksTaken() {
        lock.lock();
        try {
            return chunksTotal - chunks.size();
        } finally {
            lock.unlock();
        }
    }

    Figures figures() {
        lock.lock();
        try {
            return new Figures(rowsTotal - rows, rows, bytes, bytesTotal, errorsTotal, ended);
        } finally {
            lock.unlock();
        }
    }
}
