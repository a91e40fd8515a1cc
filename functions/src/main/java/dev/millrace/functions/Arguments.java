package dev.millrace.functions;

import dev.millrace.types.Bytes;
import dev.millrace.types.Variant;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The arguments of a strict function, where none is NULL, by their Java class. */
final class Arguments {
    private Arguments() {}

    static Object value(@Nullable Object[] arguments, int index) {
        return Objects.requireNonNull(arguments[index]);
    }

    static long integer(@Nullable Object[] arguments, int index) {
        return (Long) value(arguments, index);
    }

    /** An INTEGER argument, limited to the range of an {@code int}. */
    static int small(@Nullable Object[] arguments, int index) {
        return Math.clamp(integer(arguments, index), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    static double floating(@Nullable Object[] arguments, int index) {
        return (Double) value(arguments, index);
    }

    static boolean truth(@Nullable Object[] arguments, int index) {
        return (Boolean) value(arguments, index);
    }

    static String text(@Nullable Object[] arguments, int index) {
        return (String) value(arguments, index);
    }

    static byte[] bytes(@Nullable Object[] arguments, int index) {
        return ((Bytes) value(arguments, index)).value();
    }

    static Variant variant(@Nullable Object[] arguments, int index) {
        return (Variant) value(arguments, index);
    }

    @SuppressWarnings("unchecked")
    static List<@Nullable Object> list(@Nullable Object[] arguments, int index) {
        return (List<@Nullable Object>) value(arguments, index);
    }

    @SuppressWarnings("unchecked")
    static SortedMap<Object, @Nullable Object> map(@Nullable Object[] arguments, int index) {
        return (SortedMap<Object, @Nullable Object>) value(arguments, index);
    }

    static ScalarFunction function(@Nullable Object[] arguments, int index) {
        return (ScalarFunction) value(arguments, index);
    }
}
