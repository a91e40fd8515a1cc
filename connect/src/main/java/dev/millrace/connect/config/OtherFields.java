package dev.millrace.connect.config;

import org.jspecify.annotations.Nullable;

/**
 * Fields that a configuration takes without naming them all, such as the settings of a client library. Their values are texts,
 * numbers or flags, and are handed on as texts.
 */
@FunctionalInterface
public interface OtherFields {
    /** Refuses all. */
    OtherFields NONE = name -> "unknown field";

    /** What is wrong with a field of this name, a clause without a full stop; {@code null} if it is taken. */
    @Nullable
    String refuse(String name);
}
