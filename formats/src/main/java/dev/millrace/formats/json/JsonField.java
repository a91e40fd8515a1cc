package dev.millrace.formats.json;

import dev.millrace.connect.InputColumn;
import dev.millrace.formats.text.Pages;
import dev.millrace.formats.text.PlainTimestamp;
import dev.millrace.formats.text.RowsBuilder;
import dev.millrace.formats.text.Swar;
import dev.millrace.types.SqlType;

/**
 * A field of an object that is a column. Reads its values as nearly all of them are written: integers of up to 16 digits,
 * text without escapes, timestamps of the usual form. Whatever else stands there is left to {@link JsonColumn}. Used by
 * one thread.
 */
final class JsonField {
    /** What is returned for a value of another form. */
    static final int OTHER_FORM = -1;

    /** How many bytes must follow a value's first, so that they can be read in words without asking each time. */
    static final int BYTES_AHEAD = 32;

    /** What is read in a way of its own. */
    enum Kind {
        SKIPPED,
        INTEGER,
        TEXT,
        TIMESTAMP,
        ANY
    }

    /** The column's index in the table; −1 if nobody looks at the value. */
    final int index;
    /** The bit of the index in a mask of columns; 0 if it has none. */
    final long bit;

    final Kind kind;
    private final long min;
    private final long max;
    private final PlainTimestamp timestamp = new PlainTimestamp();

    private JsonField(int index, Kind kind, long min, long max) {
        this.index = index;
        this.bit = index >= 0 && index < Long.SIZE ? 1L << index : 0;
        this.kind = kind;
        this.min = min;
        this.max = max;
    }

    /** A field whose value nobody looks at. */
    static JsonField skipped() {
        return new JsonField(-1, Kind.SKIPPED, 0, 0);
    }

    /** The field of a used column. */
    static JsonField of(int index, InputColumn column) {
        return switch (column.type()) {
            case SqlType.IntegerType type -> {
                boolean unsigned = !type.signed() && type.bits() == 64;
                yield new JsonField(index, Kind.INTEGER, type.min(), unsigned ? Long.MAX_VALUE : type.max());
            }
            case SqlType.TextType type when !type.fixed() -> new JsonField(index, Kind.TEXT, 0, 0);
            case SqlType.TimestampType type -> new JsonField(index, Kind.TIMESTAMP, 0, 0);
            default -> new JsonField(index, Kind.ANY, 0, 0);
        };
    }

    /**
     * Sets the value that begins at {@code bytes[at]} in the row being written, and gives the index after it; or does
     * nothing and gives {@link #OTHER_FORM}.
     */
    int read(byte[] bytes, int at, int end, RowsBuilder rows, int row) {
        return switch (kind) {
            case INTEGER -> integer(bytes, at, rows.column(index).values(row, 1), row);
            case TEXT -> text(bytes, at, end, rows.pages(), rows.column(index).values(row, 1), row);
            case TIMESTAMP -> timestamp(bytes, at, rows.column(index).values(row, 1), row);
            case SKIPPED -> skip(bytes, at, end);
            case ANY -> OTHER_FORM;
        };
    }

    /** Reads an integer as {@link #read} does, into {@code values[row]}. */
    int integer(byte[] bytes, int at, long[] values, int row) {
        int from = bytes[at] == '-' ? at + 1 : at;
        long word = Swar.load(bytes, from);
        int digits = Swar.digits(word);
        long size = Swar.number(word, digits);
        if (digits == 8) {
            word = Swar.load(bytes, from + 8);
            int more = Swar.digits(word);
            size = size * Swar.powerOfTen(more) + Swar.number(word, more);
            digits += more;
        }
        long value = from > at ? -size : size;
        if (!integerEnds(bytes, from, digits) || value < min || value > max) {
            return OTHER_FORM;
        }
        values[row] = value;
        return from + digits;
    }

    /**
     * As {@link #integer}, but a value of another form may also seem to end early, before something that is neither a comma nor a brace.
     */
    int shortInteger(byte[] bytes, int at, long[] values, int row) {
        long word = Swar.load(bytes, at);
        int digits = Swar.digits(word);
        if (digits == 0 || digits == Long.BYTES || (byte) word == '0') {
            return integer(bytes, at, values, row);
        }
        long value = Swar.number(word, digits);
        if (value < min || value > max) {
            return OTHER_FORM;
        }
        values[row] = value;
        return at + digits;
    }

    private static boolean integerEnds(byte[] bytes, int from, int digits) {
        byte after = bytes[from + digits];
        return digits > 0 && (after == ',' || after == '}') && (digits == 1 || bytes[from] != '0');
    }

    /** Reads a text as {@link #read} does, into {@code values[row]}. */
    static int text(byte[] bytes, int at, int end, Pages pages, long[] values, int row) {
        return bytes[at] == '"' ? textAfterQuote(bytes, at + 1, end, pages, values, row) : OTHER_FORM;
    }

    /** As {@link #text}, from after the first quote on. */
    static int textAfterQuote(byte[] bytes, int from, int end, Pages pages, long[] values, int row) {
        int to = Swar.plainTextEnd(bytes, from, end);
        if (to == end || bytes[to] != '"') {
            return OTHER_FORM;
        }
        values[row] = pages.ofInput(bytes, from, to);
        return to + 1;
    }

    /** Reads a timestamp as {@link #read} does, into {@code values[row]}. */
    int timestamp(byte[] bytes, int at, long[] values, int row) {
        return bytes[at] == '"' ? timestampAfterQuote(bytes, at + 1, values, row) : OTHER_FORM;
    }

    /** As {@link #timestamp}, from after the first quote on. */
    int timestampAfterQuote(byte[] bytes, int from, long[] values, int row) {
        int to = timestamp.read(bytes, from);
        if (to == PlainTimestamp.OTHER_FORM || bytes[to] != '"') {
            return OTHER_FORM;
        }
        values[row] = timestamp.micros();
        return to + 1;
    }

    /** The index after a value that nobody looks at, or {@link #OTHER_FORM}. */
    static int skip(byte[] bytes, int at, int end) {
        if (bytes[at] == '"') {
            int to = Swar.plainTextEnd(bytes, at + 1, end);
            return to < end && bytes[to] == '"' ? to + 1 : OTHER_FORM;
        }
        int digits = Swar.digits(Swar.load(bytes, at));
        return integerEnds(bytes, at, digits) ? at + digits : OTHER_FORM;
    }
}
