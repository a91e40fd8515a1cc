package dev.millrace.testing;

import dev.millrace.compiler.SqlCompiler;
import dev.millrace.connect.Surroundings;
import dev.millrace.plan.Plan;
import dev.millrace.runtime.Pipeline;
import dev.millrace.runtime.PipelineAssembly;
import dev.millrace.runtime.PipelineListener;
import dev.millrace.runtime.RuntimeOptions;
import dev.millrace.runtime.StandardConnectors;
import dev.millrace.runtime.StorageOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/** A process that is made to be killed: runs {@code p.sql} of a folder with storage in {@code state} there, to its end. */
public final class StoredRun {
    private StoredRun() {}

    /** Takes the folder and the milliseconds between checkpoints. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Plan plan = Objects.requireNonNull(new SqlCompiler()
                .compile(Files.readString(folder.resolve("p.sql")))
                .plan());
        StorageOptions storage =
                StorageOptions.of(folder.resolve("state")).every(Duration.ofMillis(Long.parseLong(arguments[1])));
        PipelineAssembly assembly =
                new PipelineAssembly(StandardConnectors.registry(), Surroundings.ofProcess(folder)).storage(storage);
        RuntimeOptions options = RuntimeOptions.DEFAULT.withContents(false);
        try (Pipeline pipeline = assembly.assemble(plan, options, PipelineListener.NONE)) {
            pipeline.run();
        }
    }
}
