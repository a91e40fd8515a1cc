package dev.millrace.dataplane.flow;

import dev.millrace.connect.RowEncoder;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.types.Batch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent to one listener: encoded changes, at most {@link #CHUNKS_MAX}. When there is no room, changes are dropped
 * (their numbers are used up, so that the listener notices) or, with back-pressure, the pipeline waits.
 */
public final class Subscription {
    /** The most chunks that wait. */
    public static final int CHUNKS_MAX = 100;

    /** The most rows in a chunk. */
    static final int CHUNK_ROWS_MAX = 10_000;

    /** Something to send. */
    sealed interface Message {
        /** Encoded rows. */
        record Data(long number, byte[] rows) implements Message {}

        /** All changes of the steps up to this one were sent. */
        record Steps(long number, long steps) implements Message {}

        /** Nothing happened for a while. */
        record Alive(long number) implements Message {}

        /** Nothing will come any more. */
        record End() implements Message {}
    }

    /** Encoded rows, and how many chunks were dropped before them. */
    private record Waiting(byte[] rows, long dropped) {}

    private final String name;
    private final String relation;
    private final RowEncoder encoder;
    private final boolean backPressure;
    private final Deque<Waiting> chunks = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long next;
    private long dropped;
    private long steps = -1;
    private long stepsSent = -1;
    private boolean closed;
    private volatile long rows;
    private volatile long bytes;
    private volatile long rowsDropped;

    /**
     * Follows a relation.
     *
     * @param name its own, for statistics
     */
    Subscription(String name, String relation, RowEncoder encoder, boolean backPressure) {
        this.name = name;
        this.relation = relation;
        this.encoder = encoder;
        this.backPressure = backPressure;
    }

    /** Its own name, in the statistics. */
    public String name() {
        return name;
    }

    /** What it follows. */
    public String relation() {
        return relation;
    }

    /** How many changed rows were queued for the listener. */
    public long rows() {
        return rows;
    }

    /** How many bytes they were. */
    public long bytes() {
        return bytes;
    }

    /** How many changed rows the listener missed because it was too slow. */
    public long rowsDropped() {
        return rowsDropped;
    }

    /** How many chunks wait. */
    public int chunksQueued() {
        lock.lock();
        try {
            return chunks.size();
        } finally {
            lock.unlock();
        }
    }

    /** A step changed the relation. By the thread that makes steps; may wait. */
    void changed(Delta delta) {
        for (Batch batch : delta.batches()) {
            for (int from = 0; from < batch.size(); from += CHUNK_ROWS_MAX) {
                int count = Math.min(CHUNK_ROWS_MAX, batch.size() - from);
                Batch part = count == batch.size()
                        ? batch
                        : batch.gather(IntStream.range(from, from + count).toArray(), count);
                add(part);
            }
        }
    }

    private void add(Batch part) {
        if (!awaitRoom()) {
            rowsDropped += part.size();
            return;
        }
        byte[] encoded = encode(part);
        lock.lock();
        try {
            chunks.addLast(new Waiting(encoded, dropped));
            dropped = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        rows += part.size();
        bytes += encoded.length;
    }

    byte[] encode(Batch batch) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            encoder.encode(batch, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Whether there is room, after waiting for it or not. */
    private boolean awaitRoom() {
        lock.lock();
        try {
            while (backPressure && !closed && chunks.size() >= CHUNKS_MAX) {
                changed.awaitUninterruptibly();
            }
            if (closed || chunks.size() >= CHUNKS_MAX) {
                dropped++;
                return false;
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** All changes of this step were told. */
    void stepped(long step) {
        lock.lock();
        try {
            steps = step;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The number of a chunk that does not come from a step. */
    long number() {
        lock.lock();
        try {
            return next++;
        } finally {
            lock.unlock();
        }
    }

    /** What to send next; waits for it, {@code millis} at most. */
    Message take(long millis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
            Message message = message();
            while (message == null && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
                message = message();
            }
            return message == null ? new Message.Alive(next++) : message;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Message message() {
        Waiting chunk = chunks.pollFirst();
        if (chunk != null) {
            changed.signalAll();
            next += chunk.dropped();
            return new Message.Data(next++, chunk.rows());
        }
        if (closed) {
            return new Message.End();
        }
        next += dropped;
        dropped = 0;
        if (steps > stepsSent) {
            stepsSent = steps;
            return new Message.Steps(next++, steps);
        }
        return null;
    }

    /** Nothing more comes. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
