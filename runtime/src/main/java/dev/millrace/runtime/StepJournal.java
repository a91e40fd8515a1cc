package dev.millrace.runtime;

import dev.millrace.engine.storage.Disk;
import dev.millrace.engine.storage.Journal;
import dev.millrace.engine.storage.JournalWriter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes the journal in a thread of its own: what waits is written together and synced once. If that fails it is tried again until it
 * works. Thread-safe.
 */
final class StepJournal implements AutoCloseable {
    private static final long RETRY_MILLIS = 500;

    /** A step's record, or where a new file begins, which has no body. */
    private record Entry(long step, byte @Nullable [] body) {}

    private final JournalWriter writer;
    private final Runnable wakeUp;
    private final Deque<Entry> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final Condition safer = lock.newCondition();
    private final Thread thread = Thread.ofPlatform().name("journal").daemon().unstarted(this::run);
    private long safeStep;
    private boolean open;
    private boolean closed;
    private volatile long bytes;
    private volatile @Nullable String trouble;

    /** A journal of the steps after {@code step}, which are to come. Calls {@code wakeUp} when more is safe. */
    StepJournal(Disk disk, Journal.Head head, long step, Runnable wakeUp) {
        this.writer = new JournalWriter(disk, head);
        this.safeStep = step;
        this.wakeUp = wakeUp;
        waiting.add(new Entry(step + 1, null));
    }

    void start() {
        thread.start();
    }

    /** A step that is about to be made. */
    void append(long step, byte[] body) {
        add(new Entry(step, body));
    }

    /** What comes from {@code step} on goes to a new file. */
    void turn(long step) {
        add(new Entry(step, null));
    }

    private void add(Entry entry) {
        lock.lock();
        try {
            waiting.add(entry);
            more.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The last step that survives a crash. */
    long safeStep() {
        lock.lock();
        try {
            return safeStep;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the step is safe, or {@code millis} have passed; is it? */
    boolean await(long step, long millis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (safeStep < step && left > 0) {
                left = safer.awaitNanos(left);
            }
            return safeStep >= step;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            for (List<Entry> entries = take(); !entries.isEmpty(); entries = take()) {
                writeUntilDone(entries);
            }
        } catch (InterruptedException stopped) {
            // What is not safe was promised to nobody.
            Thread.currentThread().interrupt();
        }
    }

    private List<Entry> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !closed) {
                more.await();
            }
            List<Entry> taken = new ArrayList<>(waiting);
            waiting.clear();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void writeUntilDone(List<Entry> entries) throws InterruptedException {
        while (true) {
            try {
                write(entries);
                trouble = null;
                return;
            } catch (IOException | RuntimeException failure) {
                open = false;
                report(failure);
                lock.lockInterruptibly();
                try {
                    if (closed) {
                        return;
                    }
                    more.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
                } finally {
                    lock.unlock();
                }
            }
        }
    }

    private void report(Exception failure) {
        String reason = "the journal cannot be written: " + StorageFailures.reason(failure);
        if (!reason.equals(trouble)) {
            org.slf4j.LoggerFactory.getLogger(StepJournal.class).warn("{}; input waits until it can", reason);
        }
        trouble = reason;
    }

    /** After a failure all of it once more, in a new file. */
    private void write(List<Entry> entries) throws IOException {
        long last = 0;
        for (Entry entry : entries) {
            byte[] body = entry.body;
            if (body == null || !open) {
                if (open && last > 0) {
                    writer.sync(last);
                }
                writer.open(entry.step);
                open = true;
            }
            if (body != null) {
                writer.append(entry.step, body, body.length);
                last = entry.step;
            }
        }
        if (last > 0) {
            writer.sync(last);
            bytes = writer.bytes();
            safe(last);
        }
    }

    private void safe(long step) {
        lock.lock();
        try {
            safeStep = step;
            safer.signalAll();
        } finally {
            lock.unlock();
        }
        wakeUp.run();
    }

    /** The bytes written since the start. */
    long bytes() {
        return bytes;
    }

    /** Why nothing can be written; {@code null} if it can. */
    @Nullable
    String trouble() {
        return trouble;
    }

    /** Writes what waits, if that works, and ends. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            more.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join();
            writer.close();
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        } catch (IOException unsafe) {
            org.slf4j.LoggerFactory.getLogger(StepJournal.class)
                    .warn("the journal did not close: {}", unsafe.getMessage());
        }
    }
}
