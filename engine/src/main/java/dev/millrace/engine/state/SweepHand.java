package dev.millrace.engine.state;

/** Goes round the rows of a store, a few at a time. */
final class SweepHand {
    private static final int PER_ADDED = 4;
    private static final int AT_LEAST = 64;

    private int next;
    private int id;
    private long due;

    /** Takes notice of rows that were added or changed. */
    void added(int count) {
        due += (long) count * PER_ADDED;
    }

    /** How many rows to look at now. */
    int budget() {
        int budget = (int) Math.min(Integer.MAX_VALUE, due + AT_LEAST);
        due = 0;
        return budget;
    }

    /** Moves to the next id, from the last to the first; answers whether there is any. The row may have been given up. */
    boolean advance(RowStore store) {
        if (next >= store.idEnd()) {
            next = 0;
        }
        id = next;
        boolean any = id < store.idEnd();
        next = any ? store.idAfter(id) : 0;
        return any;
    }

    int id() {
        return id;
    }
}
