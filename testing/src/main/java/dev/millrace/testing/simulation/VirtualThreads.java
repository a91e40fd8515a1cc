package dev.millrace.testing.simulation;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.concurrent.Executor;

/**
 * Virtual threads that somebody else schedules. The JDK has them and does not show them yet, so it must be told to
 * ({@code --add-opens java.base/java.lang=ALL-UNNAMED}).
 */
final class VirtualThreads {
    private static final MethodHandle MAKE = find();

    private VirtualThreads() {}

    private static MethodHandle find() {
        try {
            Class<?> builders = Class.forName("java.lang.ThreadBuilders");
            Method make = builders.getDeclaredMethod(
                    "newVirtualThread", Executor.class, String.class, int.class, Runnable.class);
            make.setAccessible(true);
            return MethodHandles.lookup().unreflect(make);
        } catch (ReflectiveOperationException | RuntimeException failure) {
            throw new IllegalStateException(
                    "this JDK does not let its threads be scheduled; is --add-opens java.base/java.lang=ALL-UNNAMED"
                            + " there?",
                    failure);
        }
    }

    /** A thread, not started, each piece of which {@code scheduler} is given to run. */
    static Thread make(Executor scheduler, String name, Runnable task) {
        try {
            return (Thread) MAKE.invoke(scheduler, name, 0, task);
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }
}
