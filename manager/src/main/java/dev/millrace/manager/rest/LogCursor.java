package dev.millrace.manager.rest;

/**
 * Where a reader of a log has got to.
 *
 * @param epoch the life of the log in which lines are counted; empty for a reader that comes for the first time
 * @param line how many lines it has seen
 */
record LogCursor(String epoch, long line) {
    static LogCursor of(String text) {
        if (text.isEmpty()) {
            return new LogCursor("", 0);
        }
        int colon = text.lastIndexOf(':');
        String line = text.substring(colon + 1);
        if (colon < 1 || !line.matches("\\d{1,18}")) {
            throw Body.invalid("'" + text + "' is no cursor, which is EPOCH:LINE");
        }
        return new LogCursor(text.substring(0, colon), Long.parseLong(line));
    }
}
