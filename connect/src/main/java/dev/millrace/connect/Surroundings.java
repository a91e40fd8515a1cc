package dev.millrace.connect;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the connectors of one pipeline find around them. One per pipeline; thread-safe.
 *
 * @param directory against which relative paths are resolved: the folder of the program's file
 * @param standardInput of the process, or whatever stands for it
 * @param standardOutput of the process, or whatever stands for it
 * @param environment gives the value of an environment variable, or {@code null}
 * @param shared things that connectors of the same pipeline have in common
 * @param pipeline names the pipeline in the outside world: the same whenever it is started
 * @param incarnation names its state: the same when it goes on from its storage, new when it begins anew. Step numbers are only
 *     comparable within an incarnation
 */
public record Surroundings(
        Path directory,
        InputStream standardInput,
        OutputStream standardOutput,
        Function<String, @Nullable String> environment,
        Shared shared,
        String pipeline,
        String incarnation) {

    /** The surroundings of a pipeline without storage and name. */
    public Surroundings(
            Path directory,
            InputStream standardInput,
            OutputStream standardOutput,
            Function<String, @Nullable String> environment,
            Shared shared) {
        this(directory, standardInput, standardOutput, environment, shared, newIncarnation());
    }

    private Surroundings(
            Path directory,
            InputStream standardInput,
            OutputStream standardOutput,
            Function<String, @Nullable String> environment,
            Shared shared,
            String unique) {
        this(directory, standardInput, standardOutput, environment, shared, unique, unique);
    }

    /** The name of a state that nobody had before. */
    public static String newIncarnation() {
        return UUID.randomUUID().toString();
    }

    /** The same for a pipeline of this name whose state is {@code newIncarnation}. */
    public Surroundings of(String newPipeline, String newIncarnation) {
        return new Surroundings(
                directory, standardInput, standardOutput, environment, shared, newPipeline, newIncarnation);
    }

    /** Whether the pipeline goes on after a crash, so that steps may come once more. */
    public boolean isRemembered() {
        return !pipeline.equals(incarnation);
    }

    /** The surroundings of this process. */
    public static Surroundings ofProcess(Path directory) {
        return new Surroundings(directory, System.in, System.out, System::getenv, new Shared());
    }

    /** Things that connectors of one pipeline have in common, one of each class. */
    public static final class Shared {
        private final Map<Class<?>, Object> things = new LinkedHashMap<>();

        /** The thing of this class, made by {@code create} when it is asked for first. */
        public synchronized <T> T get(Class<T> type, Supplier<T> create) {
            return type.cast(things.computeIfAbsent(type, key -> create.get()));
        }
    }
}
