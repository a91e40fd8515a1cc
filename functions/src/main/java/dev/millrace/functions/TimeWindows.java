package dev.millrace.functions;

/** The bounds of the tumbling window that a time lies in. */
final class TimeWindows {
    private TimeWindows() {}

    static void define(Catalogue catalogue) {
        catalogue.group("Time");
        catalogue.strict(
                "TUMBLE_START",
                "TUMBLE_START(t, size[, offset]): the start of the window of that size, an interval, that t is in.",
                s -> a -> start(a, s.has(2)));
        catalogue.strict(
                "TUMBLE_END",
                "TUMBLE_END(t, size[, offset]): the end of the window of that size, an interval, that t is in.",
                s -> a -> Math.addExact(start(a, s.has(2)), Arguments.integer(a, 1)));
    }

    private static long start(@org.jspecify.annotations.Nullable Object[] arguments, boolean hasOffset) {
        long time = Arguments.integer(arguments, 0);
        long size = Arguments.integer(arguments, 1);
        long offset = hasOffset ? Arguments.integer(arguments, 2) : 0;
        return time - Math.floorMod(time - offset, size);
    }
}
