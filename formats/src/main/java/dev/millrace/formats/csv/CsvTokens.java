package dev.millrace.formats.csv;

import dev.millrace.formats.text.BadValue;
import dev.millrace.formats.text.Swar;
import java.util.Arrays;

/** The fields of one record, as places in the input. Used by one thread. */
final class CsvTokens {
    private final CsvDialect dialect;
    private final long delimiters;
    private final long newlines = Swar.broadcast((byte) '\n');

    private byte[] bytes = new byte[0];
    private int at;
    private int end;
    private int count;
    private int[] from = new int[16];
    private int[] to = new int[16];
    private boolean[] quoted = new boolean[16];
    private boolean[] escaped = new boolean[16];
    private byte[] plain = new byte[256];

    CsvTokens(CsvDialect dialect) {
        this.dialect = dialect;
        this.delimiters = Swar.broadcast((byte) dialect.delimiter());
    }

    /**
     * Reads the record that begins at {@code start}, and gives the index after its line end. Throws {@link BadValue} if
     * its quotes are wrong.
     */
    int read(byte[] source, int start, int limit) {
        bytes = source;
        at = start;
        end = limit;
        count = 0;
        do {
            field();
        } while (at < end && bytes[at++] == dialect.delimiter() && endsWithField());
        return at;
    }

    /** After a delimiter there is a field, even if it is empty and nothing follows. */
    private boolean endsWithField() {
        if (at == end) {
            add(at, at, false, false);
            return false;
        }
        return true;
    }

    private void field() {
        if (at < end && bytes[at] == dialect.quote()) {
            quotedField();
            return;
        }
        int start = at;
        at = fieldEnd(at);
        boolean lineEnd = at == end || bytes[at] == '\n';
        int stop = lineEnd && at > start && bytes[at - 1] == '\r' ? at - 1 : at;
        add(start, stop, false, false);
    }

    private int fieldEnd(int start) {
        int to8 = end - 8;
        int index = start;
        for (; index <= to8; index += 8) {
            long word = Swar.load(bytes, index);
            long marks = Swar.marks(word, delimiters) | Swar.marks(word, newlines);
            if (marks != 0) {
                return index + Swar.first(marks);
            }
        }
        while (index < end && bytes[index] != dialect.delimiter() && bytes[index] != '\n') {
            index++;
        }
        return index;
    }

    private void quotedField() {
        int start = ++at;
        boolean special = false;
        while (true) {
            if (at >= end) {
                throw new BadValue("a quoted field that begins with "
                        + BadValue.snippet(bytes, start, Math.min(end, start + 40)) + " has no end");
            }
            byte next = bytes[at];
            if (next == dialect.escape() && at + 1 < end) {
                special = true;
                at += 2;
            } else if (next != dialect.quote()) {
                at++;
            } else if (dialect.doubleQuote() && at + 1 < end && bytes[at + 1] == dialect.quote()) {
                special = true;
                at += 2;
            } else {
                break;
            }
        }
        add(start, at, true, special);
        at++;
        if (at < end && bytes[at] == '\r' && (at + 1 == end || bytes[at + 1] == '\n')) {
            at++;
        }
        if (at < end && bytes[at] != dialect.delimiter() && bytes[at] != '\n') {
            throw new BadValue("text after the quote that ends a field: " + BadValue.snippet(bytes, at, fieldEnd(at)));
        }
    }

    private void add(int start, int stop, boolean inQuotes, boolean special) {
        if (count == from.length) {
            from = Arrays.copyOf(from, count * 2);
            to = Arrays.copyOf(to, count * 2);
            quoted = Arrays.copyOf(quoted, count * 2);
            escaped = Arrays.copyOf(escaped, count * 2);
        }
        from[count] = start;
        to[count] = stop;
        quoted[count] = inQuotes;
        escaped[count] = special;
        count++;
    }

    /** Removes white space around fields that are not quoted. */
    void trim() {
        for (int i = 0; i < count; i++) {
            if (!quoted[i]) {
                while (from[i] < to[i] && blank(bytes[from[i]])) {
                    from[i]++;
                }
                while (from[i] < to[i] && blank(bytes[to[i] - 1])) {
                    to[i]--;
                }
            }
        }
    }

    private static boolean blank(byte value) {
        return value == ' ' || value == '\t';
    }

    /** The number of fields. */
    int count() {
        return count;
    }

    boolean quoted(int field) {
        return quoted[field];
    }

    boolean escaped(int field) {
        return escaped[field];
    }

    int from(int field) {
        return from[field];
    }

    int to(int field) {
        return to[field];
    }

    /** Writes an escaped field without its escapes into {@link #plain} and gives the length. */
    int unescape(int field) {
        int length = 0;
        if (plain.length < to[field] - from[field]) {
            plain = new byte[to[field] - from[field]];
        }
        for (int i = from[field]; i < to[field]; i++) {
            boolean skip = bytes[i] == dialect.escape() || bytes[i] == dialect.quote();
            i += skip && i + 1 < to[field] ? 1 : 0;
            plain[length++] = bytes[i];
        }
        return length;
    }

    /** The bytes of the field unescaped last. */
    byte[] plain() {
        return plain;
    }
}
