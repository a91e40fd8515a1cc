package dev.millrace.connect;

import org.jspecify.annotations.Nullable;

/**
 * What a destination is made for.
 *
 * @param connector its name, for errors: {@code view.connector}
 * @param relation the name of the view
 * @param format of its bytes; {@code null} if the transport takes rows
 */
public record OutputContext(
        String connector, String relation, @Nullable OutputFormat format, Surroundings surroundings) {

    /** The format of a transport that needs one. */
    public OutputFormat requiredFormat() {
        OutputFormat present = format;
        if (present == null) {
            throw new IllegalStateException("the transport was made without a format");
        }
        return present;
    }
}
