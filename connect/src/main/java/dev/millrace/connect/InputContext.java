package dev.millrace.connect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a source is made for.
 *
 * @param connector its name, for errors: {@code table.connector}
 * @param relation the table it feeds
 * @param format of its bytes; {@code null} if the transport brings rows
 * @param resume where to go on; {@code null} to start at the beginning
 * @param replay after {@code resume}, the ends of the first chunks, in order. They were handed over once before and must be handed
 *     over again with exactly the same rows, cut at exactly these positions; if the source no longer has them the connector fails
 *     for good and says so. After the last of them it goes on freely. Empty unless the pipeline recovers
 */
public record InputContext(
        String connector,
        RelationSchema relation,
        @Nullable InputFormat format,
        @Nullable SourcePosition resume,
        List<SourcePosition> replay,
        Surroundings surroundings) {
    public InputContext {
        replay = List.copyOf(replay);
    }

    /** The format of a transport that needs one. */
    public InputFormat requiredFormat() {
        InputFormat present = format;
        if (present == null) {
            throw new IllegalStateException("the transport was made without a format");
        }
        return present;
    }
}
