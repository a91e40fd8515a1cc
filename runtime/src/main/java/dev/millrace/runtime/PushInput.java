package dev.millrace.runtime;

import dev.millrace.connect.InputChunk;
import dev.millrace.connect.InputConnector;
import dev.millrace.connect.InputSink;
import dev.millrace.connect.RelationSchema;
import dev.millrace.connect.RowError;
import dev.millrace.connect.SourcePosition;
import dev.millrace.types.Batch;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Brings rows into a table that somebody hands over, such as a request: the way in that each table of a service has. Its
 * positions are the numbers of the chunks, from 1. Any number of threads may push; each waits while too much is queued.
 */
public final class PushInput {
    /** The name of this connector at its table. */
    public static final String NAME = "api-ingress";

    private final RelationSchema relation;
    private final ReentrantLock order = new ReentrantLock();
    private final Condition opened = order.newCondition();
    private final ReentrantLock safety = new ReentrantLock();
    private final Condition safer = safety.newCondition();
    private @Nullable InputSink sink;
    private volatile boolean closed;
    private volatile @Nullable Thread pusher;
    private long last;
    private volatile long safe;

    PushInput(RelationSchema relation) {
        this.relation = relation;
    }

    /** What it takes. */
    public RelationSchema relation() {
        return relation;
    }

    /**
     * Hands over rows, and those that could not be read. Blocks while too much is queued. The answer is the chunk's number.
     *
     * @param rows with the used columns of the table
     * @param bytes how many they were
     * @throws IllegalStateException if the pipeline has ended
     */
    public long push(Batch rows, List<RowError> errors, long bytes) throws InterruptedException {
        order.lockInterruptibly();
        try {
            pusher = Thread.currentThread();
            InputSink open = awaitOpen();
            long number = last + 1;
            open.accept(new InputChunk(rows, errors, new SourcePosition(Long.toString(number)), bytes));
            last = number;
            return number;
        } finally {
            pusher = null;
            order.unlock();
        }
    }

    private InputSink awaitOpen() throws InterruptedException {
        while (sink == null && !closed) {
            opened.await();
        }
        InputSink open = sink;
        if (open == null || closed) {
            throw new IllegalStateException("the pipeline has ended");
        }
        return open;
    }

    /** Waits until chunk {@code number} survives a crash. Only where the pipeline keeps a journal, else for ever. */
    public void awaitSafe(long number) throws InterruptedException {
        safety.lockInterruptibly();
        try {
            while (safe < number && !closed) {
                safer.await();
            }
            if (safe < number) {
                throw new IllegalStateException("the pipeline has ended");
            }
        } finally {
            safety.unlock();
        }
    }

    /** The connector that goes on after {@code resume}. */
    InputConnector connector(@Nullable SourcePosition resume) {
        long start = resume == null || resume.text().isEmpty() ? 0 : Long.parseLong(resume.text());
        return new Connector(start);
    }

    private final class Connector implements InputConnector {
        private final long start;

        Connector(long start) {
            this.start = start;
        }

        @Override
        public void run(InputSink target) throws InterruptedException {
            open(target);
            try {
                new java.util.concurrent.CountDownLatch(1).await();
            } finally {
                close();
            }
        }

        private void open(InputSink target) {
            order.lock();
            try {
                last = Math.max(last, start);
                sink = target;
                opened.signalAll();
            } finally {
                order.unlock();
            }
        }

        @Override
        public boolean readsAgain() {
            return false;
        }

        @Override
        public void acknowledge(SourcePosition position) {
            safety.lock();
            try {
                safe = Math.max(safe, Long.parseLong(position.text()));
                safer.signalAll();
            } finally {
                safety.unlock();
            }
        }
    }

    /** Whoever pushes or waits is told that the pipeline has ended. */
    private void close() {
        safety.lock();
        try {
            closed = true;
            safer.signalAll();
        } finally {
            safety.unlock();
        }
        while (!order.tryLock()) {
            interruptPusher();
            Thread.onSpinWait();
        }
        try {
            sink = null;
            opened.signalAll();
        } finally {
            order.unlock();
        }
    }

    private void interruptPusher() {
        Thread waiting = pusher;
        if (waiting != null) {
            waiting.interrupt();
        }
    }
}
