package dev.millrace.connect;

import dev.millrace.connect.config.ConfigSpec;

/** A kind of destination, to be registered. Its name is the spec's. */
public record OutputTransport<C>(ConfigSpec<C> spec, FormatUse format, Factory<C> factory) {
    /** Makes destinations. */
    @FunctionalInterface
    public interface Factory<C> {
        /**
         * A destination that is not open. Throws {@link IllegalArgumentException} if the configuration does not fit.
         */
        OutputConnector create(C config, OutputContext context);
    }
}
