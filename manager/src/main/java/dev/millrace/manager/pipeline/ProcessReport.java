package dev.millrace.manager.pipeline;

import dev.millrace.api.Json;
import org.jspecify.annotations.Nullable;

/** What the process of a pipeline says about itself. */
sealed interface ProcessReport {
    /** It answered; {@code status} in its own words. */
    record Answered(
            String status, @Nullable Json error, @Nullable Json details) implements ProcessReport {}

    /** It did not answer. */
    record Silent(String why) implements ProcessReport {}

    /** There was nobody to ask. */
    record NotAsked() implements ProcessReport {}
}
