package dev.millrace.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;

/** What is to be done between two steps, by the thread that makes them, in the order in which it was asked for. Thread-safe. */
final class BetweenSteps {
    /** The most tasks that wait. */
    static final int TASKS_MAX = 4_096;

    private final Runnable wakeUp;
    private final Queue<FutureTask<?>> tasks = new ArrayDeque<>();
    private boolean closed;

    /** Calls {@code wakeUp} when there is a task. */
    BetweenSteps(Runnable wakeUp) {
        this.wakeUp = wakeUp;
    }

    <T> Future<T> submit(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        synchronized (this) {
            if (closed || tasks.size() >= TASKS_MAX) {
                throw new RejectedExecutionException(
                        closed ? "the pipeline has ended" : TASKS_MAX + " requests wait for the step to end");
            }
            tasks.add(task);
        }
        wakeUp.run();
        return task;
    }

    /** Runs what waits. Failures go to those who asked. */
    void runAll() {
        take(false).forEach(FutureTask::run);
    }

    /** Nothing will be run any more; those who wait are told so. */
    void close() {
        take(true).forEach(task -> task.cancel(false));
    }

    private synchronized List<FutureTask<?>> take(boolean last) {
        closed |= last;
        List<FutureTask<?>> taken = new ArrayList<>(tasks);
        tasks.clear();
        return taken;
    }
}
