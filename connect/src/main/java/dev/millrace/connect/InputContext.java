package dev.millrace.connect;

import org.jspecify.annotations.Nullable;

/**
 * What a source is made for.
 *
 * @param connector its name, for errors: {@code table.connector}
 * @param relation the table it feeds
 * @param format of its bytes; {@code null} if the transport brings rows
 * @param resume where to go on; {@code null} to start at the beginning
 */
public record InputContext(
        String connector,
        RelationSchema relation,
        @Nullable InputFormat format,
        @Nullable SourcePosition resume,
        Surroundings surroundings) {

    /** The format of a transport that needs one. */
    public InputFormat requiredFormat() {
        InputFormat present = format;
        if (present == null) {
            throw new IllegalStateException("the transport was made without a format");
        }
        return present;
    }
}
