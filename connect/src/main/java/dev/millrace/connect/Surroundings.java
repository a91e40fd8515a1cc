package dev.millrace.connect;

import dev.millrace.connect.config.SecretSource;
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
 * @param secrets what references in configurations stand for
 * @param permissions which files and hosts connectors may touch
 * @param shared things that connectors of the same pipeline have in common
 * @param pipeline names the pipeline in the outside world: the same whenever it is started
 * @param incarnation names its state: the same when it goes on from its storage, new when it begins anew. Step numbers are only
 *     comparable within an incarnation
 */
public record Surroundings(
        Path directory,
        InputStream standardInput,
        OutputStream standardOutput,
        SecretSource secrets,
        Permissions permissions,
        Shared shared,
        String pipeline,
        String incarnation) {

    /** The surroundings of a pipeline without storage and name, whose references are to variables, and which may do anything. */
    public Surroundings(
            Path directory,
            InputStream standardInput,
            OutputStream standardOutput,
            Function<String, @Nullable String> environment,
            Shared shared) {
        this(
                directory,
                standardInput,
                standardOutput,
                SecretSource.variables(environment),
                Permissions.ALL,
                shared,
                newIncarnation());
    }

    private Surroundings(
            Path directory,
            InputStream standardInput,
            OutputStream standardOutput,
            SecretSource secrets,
            Permissions permissions,
            Shared shared,
            String unique) {
        this(directory, standardInput, standardOutput, secrets, permissions, shared, unique, unique);
    }

    /** The same with these secrets and permissions. */
    public Surroundings with(SecretSource newSecrets, Permissions newPermissions) {
        return new Surroundings(
                directory, standardInput, standardOutput, newSecrets, newPermissions, shared, pipeline, incarnation);
    }

    /** The name of a state that nobody had before. */
    public static String newIncarnation() {
        return UUID.randomUUID().toString();
    }

    /** The same for a pipeline of this name whose state is {@code newIncarnation}. */
    public Surroundings of(String newPipeline, String newIncarnation) {
        return new Surroundings(
                directory, standardInput, standardOutput, secrets, permissions, shared, newPipeline, newIncarnation);
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
