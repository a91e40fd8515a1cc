package dev.millrace.connect;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
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
 */
public record Surroundings(
        Path directory,
        InputStream standardInput,
        OutputStream standardOutput,
        Function<String, @Nullable String> environment,
        Shared shared) {

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
