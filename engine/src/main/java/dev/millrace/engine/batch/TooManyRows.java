package dev.millrace.engine.batch;

/** An evaluation was given up because it took more rows than it was to take. */
public final class TooManyRows extends RuntimeException {
    TooManyRows() {
        super("more rows than the evaluation is to take", null, false, false);
    }
}
