package dev.millrace.functions;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions of arrays. */
final class ArrayFunctions {
    private ArrayFunctions() {}

    static Object concatenate(@Nullable Object[] arguments) {
        List<@Nullable Object> all = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            all.addAll(Arguments.list(arguments, i));
        }
        return all;
    }
}
