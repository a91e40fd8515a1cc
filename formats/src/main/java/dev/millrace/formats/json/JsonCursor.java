package dev.millrace.formats.json;

import dev.millrace.formats.text.BadValue;
import dev.millrace.formats.text.NumberText;
import dev.millrace.formats.text.Swar;
import dev.millrace.formats.text.Utf8;
import java.util.Arrays;

/**
 * A place in JSON text, and the tokens that can be read from there. Everything throws {@link BadValue} where the text
 * is not what is asked for. Used by one thread.
 *
 * <p>In text of one record per line a line end is no white space, so that a broken record cannot swallow the next.
 */
final class JsonCursor {
    private static final int DEPTH_MAX = 1000;

    final NumberText number = new NumberText();

    byte[] bytes = new byte[0];
    int at;
    int end;

    /**
     * The text read last by {@link #string}: {@code text[textFrom, textTo)}, in {@link #bytes} itself if it had no
     * escapes.
     */
    byte[] text = new byte[0];

    int textFrom;
    int textTo;

    /** How values are written that JSON has no type for. */
    final JsonFlavor flavor;

    private final boolean newlinesAllowed;
    private byte[] unescaped = new byte[256];
    private int depth;

    JsonCursor(boolean newlinesAllowed, JsonFlavor flavor) {
        this.newlinesAllowed = newlinesAllowed;
        this.flavor = flavor;
    }

    /** Goes to the beginning of {@code source[from, to)}. */
    void reset(byte[] source, int from, int to) {
        bytes = source;
        at = from;
        end = to;
        depth = 0;
    }

    /** The next byte that is not white space, not consumed; 0 at the end. */
    int peek() {
        if (at < end && bytes[at] > ' ') {
            return bytes[at];
        }
        return peekSlowly();
    }

    private int peekSlowly() {
        while (at < end) {
            byte next = bytes[at];
            boolean space = next == ' ' || next == '\t' || next == '\r' || next == '\n' && newlinesAllowed;
            if (!space) {
                return next;
            }
            at++;
        }
        return 0;
    }

    /** Whether nothing but white space is left. */
    boolean atEnd() {
        peek();
        return at >= end;
    }

    /** Goes back to {@code from}, the beginning of a record. */
    void begin(int from) {
        at = from;
        depth = 0;
    }

    /** Goes to {@code to}, the beginning of a field's value in an object that is not in another. */
    void goToField(int to) {
        at = to;
        depth = 1;
    }

    /** Consumes {@code wanted}, after white space. */
    void expect(char wanted) {
        if (peek() != wanted) {
            throw unexpected("`" + wanted + "`");
        }
        at++;
    }

    /**
     * After an element of an object or array: true if a comma follows, false if the end, {@code close}, does. Consumes
     * it.
     */
    boolean more(char close) {
        int next = peek();
        if (next != ',' && next != close) {
            throw unexpected("`,` or `" + close + "`");
        }
        at++;
        return next == ',';
    }

    /** Consumes the key of a field and the colon after it; the key is in {@link #text}. */
    void key() {
        if (peek() != '"') {
            throw unexpected("a field name in double quotes");
        }
        string();
        expect(':');
    }

    /** Whether what begins here is {@code null}; consumes it if so. */
    boolean nullLiteral() {
        if (peek() != 'n') {
            return false;
        }
        literal("null");
        return true;
    }

    /** Consumes {@code true} or {@code false}. */
    boolean truth() {
        int next = peek();
        if (next == 't') {
            literal("true");
            return true;
        }
        if (next == 'f') {
            literal("false");
            return false;
        }
        throw unexpected("true or false");
    }

    private void literal(String word) {
        int length = word.length();
        if (at + length > end) {
            throw unexpected(word);
        }
        for (int i = 0; i < length; i++) {
            if (bytes[at + i] != word.charAt(i)) {
                throw unexpected(word);
            }
        }
        at += length;
    }

    /** Consumes a number; it is in {@link #number}. */
    void number(String what) {
        int next = peek();
        if (next != '-' && (next < '0' || next > '9')) {
            throw unexpected(what);
        }
        number.scan(bytes, at, end);
        at = number.end();
    }

    /** Consumes a string; it is in {@link #text}. */
    void string(String what) {
        if (peek() != '"') {
            throw unexpected(what);
        }
        string();
    }

    /** Consumes a string that begins with the quote at {@link #at}. */
    private void string() {
        int from = at + 1;
        int to = textEnd(from);
        if (bytes[to] == '"') {
            text = bytes;
            textFrom = from;
            textTo = to;
            at = to + 1;
            return;
        }
        unescape(from, to);
    }

    /** The index of the next quote or backslash of a string. Checks what is between. */
    private int textEnd(int from) {
        int to = Swar.plainTextEnd(bytes, from, end);
        while (to < end && bytes[to] < 0) {
            do {
                int next = Utf8.characterEnd(bytes, to, end);
                if (next < 0) {
                    at = to;
                    throw new BadValue("invalid UTF-8 in a string");
                }
                to = next;
            } while (to < end && bytes[to] < 0);
            to = Swar.plainTextEnd(bytes, to, end);
        }
        if (to >= end || bytes[to] < ' ') {
            throw unterminated(to);
        }
        return to;
    }

    private BadValue unterminated(int to) {
        return to >= end || bytes[to] == '\n'
                ? new BadValue("the string that begins with " + BadValue.snippet(bytes, at, to) + " has no end")
                : new BadValue("a control character in a string (write it as an escape)");
    }

    private void unescape(int start, int firstEscape) {
        int from = start;
        int to = firstEscape;
        int length = 0;
        while (true) {
            reserve(length + to - from + 4);
            System.arraycopy(bytes, from, unescaped, length, to - from);
            length += to - from;
            if (bytes[to] == '"') {
                break;
            }
            at = to;
            length = escape(length);
            from = at;
            to = textEnd(from);
        }
        text = unescaped;
        textFrom = 0;
        textTo = length;
        at = to + 1;
    }

    private void reserve(int length) {
        if (length > unescaped.length) {
            unescaped = Arrays.copyOf(unescaped, Math.max(length, unescaped.length * 2));
        }
    }

    /** Consumes one escape at {@link #at}, appends what it means, and gives the new length of the unescaped text. */
    private int escape(int length) {
        int code = at + 1 < end ? bytes[at + 1] : 0;
        at += 2;
        int simple = switch (code) {
            case '"', '\\', '/' -> code;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> -1;
            default -> throw new BadValue("there is no escape " + BadValue.snippet(bytes, at - 2, Math.min(at, end)));
        };
        if (simple >= 0) {
            unescaped[length] = (byte) simple;
            return length + 1;
        }
        return Utf8.put(unescaped, length, codePoint());
    }

    private int codePoint() {
        int high = hex4();
        if (!Character.isSurrogate((char) high)) {
            return high;
        }
        boolean pair =
                Character.isHighSurrogate((char) high) && at + 6 <= end && bytes[at] == '\\' && bytes[at + 1] == 'u';
        if (pair) {
            at += 2;
            int low = hex4();
            if (Character.isLowSurrogate((char) low)) {
                return Character.toCodePoint((char) high, (char) low);
            }
        }
        throw new BadValue("an escaped surrogate without its other half");
    }

    private int hex4() {
        if (at + 4 > end) {
            throw new BadValue("an escape of less than four digits");
        }
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(bytes[at + i], 16);
            if (digit < 0) {
                throw new BadValue("there is no escape " + BadValue.snippet(bytes, at - 2, at + 4));
            }
            value = value << 4 | digit;
        }
        at += 4;
        return value;
    }

    /** Consumes any value. */
    void skip() {
        int next = peek();
        switch (next) {
            case '"' -> string();
            case '{' -> skipObject();
            case '[' -> skipArray();
            case 't', 'f' -> truth();
            case 'n' -> literal("null");
            default -> {
                if (!skipDigits()) {
                    number("a value");
                }
            }
        }
    }

    /** Consumes an integer of at most eight digits that ends as most do; or returns false and does nothing. */
    private boolean skipDigits() {
        int digits = at <= end - 16 ? Swar.digits(Swar.load(bytes, at)) : 0;
        byte after = bytes[Math.min(at + digits, end - 1)];
        if (digits == 0 || bytes[at] == '0' || after != ',' && after != '}') {
            return false;
        }
        at += digits;
        return true;
    }

    private void skipObject() {
        enter();
        if (peek() == '}') {
            at++;
        } else {
            do {
                key();
                skip();
            } while (more('}'));
        }
        depth--;
    }

    private void skipArray() {
        enter();
        if (peek() == ']') {
            at++;
        } else {
            do {
                skip();
            } while (more(']'));
        }
        depth--;
    }

    /** Consumes the bracket that begins an object or array, and counts the depth; {@link #leave} it afterwards. */
    void enter() {
        at++;
        deeper();
    }

    private void deeper() {
        if (++depth > DEPTH_MAX) {
            throw new BadValue("values are nested deeper than " + DEPTH_MAX);
        }
    }

    /** What stands here must be an object: counts the depth, consumes nothing. {@link #leave} it afterwards. */
    void beginObject() {
        if (peek() != '{') {
            throw unexpected("an object");
        }
        deeper();
    }

    /**
     * Consumes everything before the end of the line, of which only the last byte is looked at: it must end an object.
     */
    void restOfLine() {
        int to = Swar.lineEnd(bytes, at, end);
        int last = to - 1;
        while (last > at && (bytes[last] == '\r' || bytes[last] == ' ' || bytes[last] == '\t')) {
            last--;
        }
        if (last < at || bytes[last] != '}') {
            at = to;
            throw unexpected("`}`");
        }
        at = last + 1;
    }

    /** An object or array has ended. */
    void leave() {
        depth--;
    }

    /** What stands here is not {@code what}. */
    BadValue unexpected(String what) {
        peek();
        if (at >= end || bytes[at] == '\n') {
            return new BadValue(
                    "expected " + what + (newlinesAllowed ? ", but the record ends" : ", but the line ends"));
        }
        int to = at;
        while (to < end && bytes[to] != '\n' && bytes[to] != ',') {
            to++;
        }
        return BadValue.expected(what, bytes, at, Math.max(to, at + 1));
    }
}
