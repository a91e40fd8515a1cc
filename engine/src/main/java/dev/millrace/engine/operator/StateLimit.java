package dev.millrace.engine.operator;

/**
 * What an operator may give up between steps: what it keeps of rows of an input whose column has a value, not NULL, below the limit.
 * The circuit moves the limit, always upwards, while no step is running.
 */
public final class StateLimit {
    private final int input;
    private final int column;
    private long limit = Waterline.NONE;

    /** No limit yet, for rows of {@code input} by {@code column}. */
    public StateLimit(int input, int column) {
        this.input = input;
        this.column = column;
    }

    int input() {
        return input;
    }

    int column() {
        return column;
    }

    long limit() {
        return limit;
    }

    /** Whether there is a limit yet. */
    boolean possible() {
        return limit != Waterline.NONE;
    }

    /** Raises the limit. */
    public void raise(long newLimit) {
        limit = Math.max(limit, newLimit);
    }
}
