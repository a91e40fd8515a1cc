package dev.millrace.bench.flink;

import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/** The function {@code count_char} of q14: how often a character occurs in a text. Public because Flink calls it. */
public final class CountChar extends ScalarFunction {
    /** 0 if one of them is NULL or there is no character. */
    public long eval(@Nullable String text, @Nullable String character) {
        long count = 0;
        if (text != null && character != null && !character.isEmpty()) {
            char wanted = character.charAt(0);
            for (int i = 0; i < text.length(); i++) {
                count += text.charAt(i) == wanted ? 1 : 0;
            }
        }
        return count;
    }
}
