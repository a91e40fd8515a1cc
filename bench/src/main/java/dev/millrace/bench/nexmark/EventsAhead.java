package dev.millrace.bench.nexmark;

import dev.millrace.engine.algebra.Delta;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SequencedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** The steps of some events in order, made by threads of their own, a few steps ahead. For one caller. */
final class EventsAhead implements AutoCloseable {
    private static final int STEPS_AHEAD = 2;

    private final Events events;
    private final int threads;
    private final ExecutorService executor;
    private final Deque<Future<SequencedMap<String, Delta>>> ready = new ArrayDeque<>();
    private final AtomicLong cpuNanos = new AtomicLong();
    private int submitted;
    private int taken;

    /** Without threads the caller makes each step when it takes it. */
    EventsAhead(Events events, int threads) {
        this.events = events;
        this.threads = threads;
        this.executor = Executors.newFixedThreadPool(
                Math.max(1, threads),
                Thread.ofPlatform().name("events-", 0).daemon().factory());
    }

    boolean hasNext() {
        return taken < events.steps();
    }

    SequencedMap<String, Delta> next() throws InterruptedException {
        int number = taken++;
        if (threads == 0) {
            return make(number);
        }
        while (submitted < events.steps() && ready.size() < threads + STEPS_AHEAD) {
            int step = submitted++;
            ready.add(executor.submit(() -> make(step)));
        }
        try {
            return ready.remove().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("events could not be made", e.getCause());
        }
    }

    private SequencedMap<String, Delta> make(int step) {
        long before = threadCpuNanos();
        SequencedMap<String, Delta> made = events.step(step);
        cpuNanos.addAndGet(threadCpuNanos() - before);
        return made;
    }

    private static long threadCpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** The processor time that events took so far. */
    long cpuNanos() {
        return cpuNanos.get();
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
