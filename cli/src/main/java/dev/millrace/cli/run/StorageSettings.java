package dev.millrace.cli.run;

import dev.millrace.runtime.FaultTolerance;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a run keeps its state.
 *
 * @param folder where
 * @param model what survives a crash
 * @param beginAnew whether what is there is thrown away
 * @param interval between checkpoints; {@code null} for none but at the end
 */
public record StorageSettings(
        Path folder,
        FaultTolerance model,
        boolean beginAnew,
        @Nullable Duration interval) {}
