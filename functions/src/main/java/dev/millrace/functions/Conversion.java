package dev.millrace.functions;

import dev.millrace.types.SqlType;
import org.jspecify.annotations.Nullable;

/** Conversions between operands that the compiler leaves to the function, as between INTEGER and BIGINT. */
final class Conversion {
    private Conversion() {}

    /** The value in the boxed form of {@code to}; unchanged where both have the same form. */
    static @Nullable Object implicit(@Nullable Object value, SqlType from, SqlType to) {
        if (value == null || from.sameAs(to) || from.getClass() == to.getClass() && !Numbers.isNumeric(to)) {
            return value;
        }
        return Casts.bind(from, to).apply(new @Nullable Object[] {value});
    }
}
