package dev.millrace.connect;

import dev.millrace.connect.config.ConfigSpec;

/** A kind of output format, to be registered. Its name is the spec's. */
public record OutputFormatType<C>(ConfigSpec<C> spec, Factory<C> factory) {
    /** Makes formats. */
    @FunctionalInterface
    public interface Factory<C> {
        /** A format. Throws {@link IllegalArgumentException} if the configuration makes no sense. */
        OutputFormat create(C config);
    }
}
