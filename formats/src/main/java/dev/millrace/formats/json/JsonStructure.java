package dev.millrace.formats.json;

import dev.millrace.connect.RecordSplitter;

/**
 * Finds where JSON values end, by brackets and quotes alone. In a stream of arrays the outermost brackets and the
 * commas between their elements count as white space, so that an array may be longer than memory.
 *
 * @param elements whether records are elements of outermost arrays
 */
record JsonStructure(boolean elements) implements RecordSplitter {
    @Override
    public int lastEnd(byte[] bytes, int from, int to) {
        int last = from;
        while (true) {
            int start = valueStart(bytes, last, to);
            int end = start < to ? valueEnd(bytes, start, to) : -1;
            if (end < 0) {
                return last;
            }
            last = end;
        }
    }

    /** The index of the next value, or {@code to}. */
    int valueStart(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && between(bytes[at])) {
            at++;
        }
        return at;
    }

    private boolean between(byte value) {
        return value == ' '
                || value == '\n'
                || value == '\r'
                || value == '\t'
                || elements && (value == '[' || value == ']' || value == ',');
    }

    /** The index after the value that begins at {@code from}, or −1 if it does not end before {@code to}. */
    int valueEnd(byte[] bytes, int from, int to) {
        int depth = 0;
        int at = from;
        while (at < to) {
            switch (bytes[at]) {
                case '"' -> {
                    at = stringEnd(bytes, at, to);
                    if (at < 0) {
                        return -1;
                    }
                    at--;
                }
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                default -> {
                    if (depth == 0) {
                        return wordEnd(bytes, at, to);
                    }
                }
            }
            at++;
            if (depth <= 0) {
                return at;
            }
        }
        return -1;
    }

    private static int stringEnd(byte[] bytes, int quote, int to) {
        for (int at = quote + 1; at < to; at++) {
            if (bytes[at] == '\\') {
                at++;
            } else if (bytes[at] == '"') {
                return at + 1;
            }
        }
        return -1;
    }

    private int wordEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && !between(bytes[at]) && "{}[],\"".indexOf(bytes[at]) < 0) {
            at++;
        }
        return at == to ? -1 : Math.max(at, from + 1);
    }
}
