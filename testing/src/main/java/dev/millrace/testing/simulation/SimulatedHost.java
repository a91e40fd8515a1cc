package dev.millrace.testing.simulation;

import dev.millrace.runtime.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A host whose threads take turns, in an order drawn at random, in the thread that made it, which calls {@link #runOne}. Time stands still while any
 * of them can go on, then it jumps to the next moment somebody waits for.
 */
final class SimulatedHost implements Host {
    private static final long START_MICROS = 1_700_000_000_000_000L;

    private final SplittableRandom random;
    private final Thread driver = Thread.currentThread();
    private final List<Runnable> ready = new ArrayList<>();
    private final Queue<Runnable> unblocked = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final Set<Thread> threads = new LinkedHashSet<>();
    private long nanos;
    private long timersMade;
    private @Nullable Throwable failure;

    SimulatedHost(SplittableRandom random) {
        this.random = random;
    }

    /** A thread that waits until then. */
    private static final class Timer implements Comparable<Timer> {
        private final long at;
        private final long number;
        private final Thread thread;
        private boolean fired;

        Timer(long at, long number, Thread thread) {
            this.at = at;
            this.number = number;
            this.thread = thread;
        }

        @Override
        public int compareTo(Timer other) {
            return at == other.at ? Long.compare(number, other.number) : Long.compare(at, other.at);
        }
    }

    /** Lets a thread go on until it waits or ends; false if nobody ever will. */
    boolean runOne() {
        while (ready.isEmpty()) {
            Timer next = timers.poll();
            if (next == null) {
                return false;
            }
            nanos = Math.max(nanos, next.at);
            next.fired = true;
            next.thread.interrupt();
        }
        int last = ready.size() - 1;
        int chosen = random.nextInt(ready.size());
        Runnable task = ready.set(chosen, ready.get(last));
        ready.remove(last);
        task.run();
        awaitOtherSimulations();
        return true;
    }

    /** A thread that met a lock which another simulation in this process holds goes on as if it had not. */
    private void awaitOtherSimulations() {
        while (!unblocked.isEmpty() || running() > ready.size()) {
            Runnable freed = unblocked.poll();
            if (freed == null) {
                Thread.onSpinWait();
            } else {
                freed.run();
            }
        }
    }

    /** How many threads could go on but for such locks. */
    private int running() {
        int count = 0;
        for (Thread thread : threads) {
            Thread.State state = thread.getState();
            count += state == Thread.State.RUNNABLE || state == Thread.State.BLOCKED ? 1 : 0;
        }
        return count;
    }

    private void execute(Runnable task) {
        Thread caller = Thread.currentThread();
        if (caller == driver || caller.isVirtual()) {
            ready.add(task);
        } else {
            unblocked.add(task);
        }
    }

    /** Why a thread died that should not have; {@code null} if none did. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    /** Forgets the threads of a process that is over. */
    void clear() {
        ready.clear();
        timers.clear();
        threads.clear();
    }

    /** The threads that were started and have not ended. */
    List<Thread> alive() {
        return threads.stream()
                .filter(thread -> thread.getState() != Thread.State.NEW)
                .toList();
    }

    @Override
    public Thread thread(String name, Runnable task) {
        Thread thread = VirtualThreads.make(this::execute, name, () -> {
            try {
                task.run();
            } catch (Crash dead) {
                // So is the rest.
            } catch (RuntimeException | Error thrown) {
                failure = thrown;
            } finally {
                threads.remove(Thread.currentThread());
            }
        });
        threads.add(thread);
        return thread;
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public long epochMicros() {
        return START_MICROS + nanos / 1_000;
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
        Timer timer = timer(time.toNanos());
        while (true) {
            LockSupport.park(timer);
            if (Thread.interrupted()) {
                if (timer.fired) {
                    return;
                }
                timers.remove(timer);
                throw new InterruptedException();
            }
        }
    }

    @Override
    public boolean acquire(Semaphore permits, long millis) throws InterruptedException {
        if (permits.tryAcquire()) {
            return true;
        }
        Timer timer = timer(TimeUnit.MILLISECONDS.toNanos(millis));
        try {
            permits.acquire();
            return true;
        } catch (InterruptedException interruption) {
            if (timer.fired) {
                return false;
            }
            throw interruption;
        } finally {
            over(timer);
        }
    }

    @Override
    public void await(Condition condition, long wait) throws InterruptedException {
        Timer timer = timer(wait);
        try {
            condition.await();
        } catch (InterruptedException interruption) {
            if (!timer.fired) {
                throw interruption;
            }
        } finally {
            over(timer);
        }
    }

    private Timer timer(long wait) {
        Timer timer = new Timer(nanos + wait, timersMade++, Thread.currentThread());
        timers.add(timer);
        return timer;
    }

    /** Nobody waits for it any more; if it came too late to be of use, nothing of it is left. */
    private void over(Timer timer) {
        if (timer.fired) {
            Thread.interrupted();
        } else {
            timers.remove(timer);
        }
    }
}
