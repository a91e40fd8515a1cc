package dev.millrace.connect;

import dev.millrace.connect.config.ConfigSpec;

/** A kind of source, to be registered. Its name is the spec's. */
public record InputTransport<C>(ConfigSpec<C> spec, FormatUse format, Factory<C> factory) {
    /** Makes sources. */
    @FunctionalInterface
    public interface Factory<C> {
        /**
         * A source that has not started. Throws {@link IllegalArgumentException} if the configuration does not fit the
         * table.
         */
        InputConnector create(C config, InputContext context);
    }
}
