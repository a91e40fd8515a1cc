package dev.millrace.runtime;

import dev.millrace.connect.ConnectorConfig;
import dev.millrace.connect.InputChunk;
import dev.millrace.connect.InputSink;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a connector has read and no step has taken yet. Bounded by rows and bytes: a connector that is ahead waits. Thread-safe.
 */
final class InputQueue implements InputSink {
    private final long rowsMax;
    private final long bytesMax;
    private final Runnable wakeUp;
    private final Deque<InputChunk> chunks = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notFull = lock.newCondition();
    private long rows;
    private long bytes;
    private long rowsTotal;
    private long bytesTotal;
    private boolean ended;
    private @Nullable Throwable failure;

    /** A queue that calls {@code wakeUp} when there is something to take. */
    InputQueue(ConnectorConfig config, Runnable wakeUp) {
        this.rowsMax = config.maxQueuedRecords();
        this.bytesMax = config.maxQueuedBytes();
        this.wakeUp = wakeUp;
    }

    @Override
    public void accept(InputChunk chunk) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!chunks.isEmpty() && (rows >= rowsMax || bytes >= bytesMax)) {
                notFull.await();
            }
            chunks.addLast(chunk);
            rows += chunk.rows().size();
            bytes += chunk.bytes();
            rowsTotal += chunk.rows().size();
            bytesTotal += chunk.bytes();
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

    void end(@Nullable Throwable reason) {
        lock.lock();
        try {
            ended = true;
            failure = reason;
        } finally {
            lock.unlock();
        }
        wakeUp.run();
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

    @Nullable Throwable failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    long rowsTotal() {
        lock.lock();
        try {
            return rowsTotal;
        } finally {
            lock.unlock();
        }
    }

    long bytesTotal() {
        lock.lock();
        try {
            return bytesTotal;
        } finally {
            lock.unlock();
        }
    }

    long rowsQueued() {
        lock.lock();
        try {
            return rows;
        } finally {
            lock.unlock();
        }
    }
}
