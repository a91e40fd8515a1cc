package dev.millrace.types;

import org.jspecify.annotations.Nullable;

/**
 * The boxed form of a VARIANT: a value with its own run-time type. The VARIANT null of JSON is the value {@code null} of
 * {@link SqlType.NullType}, which is not SQL NULL.
 */
public record Variant(SqlType type, @Nullable Object value) {
    /** The null that lives inside a VARIANT. */
    public static final Variant NULL = new Variant(new SqlType.NullType(), null);
}
