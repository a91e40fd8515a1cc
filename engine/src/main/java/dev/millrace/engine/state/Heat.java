package dev.millrace.engine.state;

import dev.millrace.engine.codegen.CodeMode;

/** Counts rows to tell when generated code is worth its making. */
final class Heat {
    private static final long ROWS_MIN = 20_000;

    private final CodeMode mode = CodeMode.current();
    private long rows;
    private boolean stopped;

    /** Counts some rows; whether there have been enough. */
    boolean isHot(int count) {
        rows += count;
        return switch (mode) {
            case OFF -> false;
            case LAZY -> rows >= ROWS_MIN && !stopped;
            case EAGER -> !stopped;
        };
    }

    /** No code can be made: it will never be hot again. */
    void stop() {
        stopped = true;
    }
}
