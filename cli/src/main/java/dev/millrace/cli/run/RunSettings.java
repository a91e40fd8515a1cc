package dev.millrace.cli.run;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a program shall run.
 *
 * @param folder what its paths are relative to
 * @param duration how long at most, {@code null} for as long as there is input
 * @param storage where the state is kept; {@code null} if nowhere
 * @param errors how many bad rows per table the summary shows
 */
public record RunSettings(
        String title,
        Path folder,
        Format format,
        int workers,
        @Nullable Duration duration,
        @Nullable StorageSettings storage,
        int errors) {
    /** What is written to standard output. */
    public enum Format {
        /** Contents and summary for people; on a terminal also a live picture. */
        TABLE,
        /** Changes and summary for programs, one JSON object per line. */
        JSON,
        /** The summary for people. */
        NONE
    }
}
