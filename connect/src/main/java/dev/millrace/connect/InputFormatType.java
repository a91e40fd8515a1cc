package dev.millrace.connect;

import dev.millrace.connect.config.ConfigSpec;

/** A kind of input format, to be registered. Its name is the spec's. */
public record InputFormatType<C>(ConfigSpec<C> spec, Factory<C> factory) {
    /** Makes formats. */
    @FunctionalInterface
    public interface Factory<C> {
        /**
         * A format for a table. Throws {@link IllegalArgumentException} if the configuration does not fit the table.
         */
        InputFormat create(C config, RelationSchema relation);
    }
}
