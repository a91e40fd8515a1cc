package dev.millrace.connect.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names a value in a message. Long text is cut. */
final class Found {
    private static final int TEXT_LENGTH_MAX = 40;

    private Found() {}

    static String describe(@Nullable Object json) {
        return switch (json) {
            case null -> "null";
            case Map<?, ?> map -> "an object";
            case List<?> list -> "a list";
            case String text when text.length() > TEXT_LENGTH_MAX -> "\"" + text.substring(0, TEXT_LENGTH_MAX) + "…\"";
            case String text -> "\"" + text + "\"";
            default -> json.toString();
        };
    }
}
