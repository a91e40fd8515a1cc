package dev.millrace.manager.catalog;

import dev.millrace.api.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user says about a pipeline, but for its own program.
 *
 * @param description not part of the version
 * @param tags not part of the version
 * @param runtimeConfig an object, as it was given
 * @param programName the stored program it runs, null if it has one of its own
 */
public record PipelineSettings(
        String name,
        String description,
        List<String> tags,
        Json runtimeConfig,
        @Nullable String programName,
        List<Attachment> attachments) {
    public PipelineSettings {
        tags = List.copyOf(tags);
        attachments = List.copyOf(attachments);
    }

    /** Whether these differ in what counts as another version. */
    boolean sameVersion(PipelineSettings other) {
        return name.equals(other.name)
                && runtimeConfig.equals(other.runtimeConfig)
                && java.util.Objects.equals(programName, other.programName)
                && attachments.equals(other.attachments);
    }
}
