package dev.millrace.connect.config;

import org.jspecify.annotations.Nullable;

/**
 * A field of a configuration.
 *
 * @param name as users write it
 * @param required whether it must be given
 * @param defaultValue taken if it is not given; {@code null} if there is none
 * @param doc what it means, one or two sentences
 */
public record ConfigField<T>(
        String name,
        ConfigType<T> type,
        boolean required,
        @Nullable T defaultValue,
        String doc) {

    /** A field that must be given. */
    public static <T> ConfigField<T> required(String name, ConfigType<T> type, String doc) {
        return new ConfigField<>(name, type, true, null, doc);
    }

    /** A field with a default. */
    public static <T> ConfigField<T> withDefault(String name, ConfigType<T> type, T defaultValue, String doc) {
        return new ConfigField<>(name, type, false, defaultValue, doc);
    }

    /** A field that may be absent. */
    public static <T> ConfigField<T> optional(String name, ConfigType<T> type, String doc) {
        return new ConfigField<>(name, type, false, null, doc);
    }
}
