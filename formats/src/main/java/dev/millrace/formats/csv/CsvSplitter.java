package dev.millrace.formats.csv;

import dev.millrace.connect.RecordSplitter;
import dev.millrace.formats.text.Swar;

/** Finds line ends outside quotes. */
final class CsvSplitter implements RecordSplitter {
    /**
     * Where a record is longer than this because of a quote, the quote is taken for a mistake and lines are records.
     */
    static final int QUOTED_BYTES_MAX = 1 << 25;

    private final CsvDialect dialect;

    CsvSplitter(CsvDialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public int lastEnd(byte[] bytes, int from, int to) {
        if (dialect.quote() == CsvDialect.NONE) {
            return lastLineEnd(bytes, from, to);
        }
        int last = from;
        int at = from;
        while (at < to) {
            int special = nextSpecial(bytes, at, to);
            if (special == to) {
                break;
            }
            if (bytes[special] == '\n') {
                at = special + 1;
                last = at;
            } else if (beginsField(bytes, special, from)) {
                at = quotesEnd(bytes, special + 1, to);
            } else {
                at = special + 1;
            }
        }
        return last == from && to - from > QUOTED_BYTES_MAX ? lastLineEnd(bytes, from, to) : last;
    }

    private static int lastLineEnd(byte[] bytes, int from, int to) {
        int at = to;
        while (at > from && bytes[at - 1] != '\n') {
            at--;
        }
        return at;
    }

    private int nextSpecial(byte[] bytes, int from, int to) {
        long newlines = Swar.broadcast((byte) '\n');
        long quotes = Swar.broadcast((byte) dialect.quote());
        int at = from;
        for (; at <= to - 8; at += 8) {
            long word = Swar.load(bytes, at);
            long marks = Swar.marks(word, newlines) | Swar.marks(word, quotes);
            if (marks != 0) {
                return at + Swar.first(marks);
            }
        }
        while (at < to && bytes[at] != '\n' && bytes[at] != dialect.quote()) {
            at++;
        }
        return at;
    }

    private boolean beginsField(byte[] bytes, int quote, int from) {
        return quote == from || bytes[quote - 1] == '\n' || bytes[quote - 1] == dialect.delimiter();
    }

    /** The index after the quote that ends the field, or {@code to}. */
    private int quotesEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (bytes[at] == dialect.escape()) {
                at += 2;
            } else if (bytes[at] != dialect.quote()) {
                at++;
            } else if (dialect.doubleQuote() && at + 1 < to && bytes[at + 1] == dialect.quote()) {
                at += 2;
            } else {
                return at + 1;
            }
        }
        return to;
    }
}
