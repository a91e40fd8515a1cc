package dev.millrace.formats.json;

import dev.millrace.formats.text.Swar;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the field names of objects of one kind mean. Objects of one source usually have the same fields in the
 * same order, so each key remembers the two keys that came after it last time and is compared with their bytes first.
 * Used by one thread.
 */
final class JsonKeys {
    /** How many names that mean nothing are remembered. */
    private static final int UNKNOWN_KEYS_MAX = 4096;

    /** What an unknown name means. */
    static final int UNKNOWN = -1;

    private final ToIntFunction<String> meanings;
    private final Map<String, Key> keys = new HashMap<>();
    private final Key first = new Key("", UNKNOWN);
    private Key previous = first;
    private int unknown;

    /** Keys with these meanings: a number from 0, or {@link #UNKNOWN}. */
    JsonKeys(ToIntFunction<String> meanings) {
        this.meanings = meanings;
    }

    private static final class Key {
        private final int meaning;
        /** The name in UTF-8 with the quote that ends it. */
        private final byte[] bytes;
        /** Its first eight bytes, as far as it has them, and which bits those are. */
        private final long head;

        private final long headMask;
        private @Nullable Key next;
        private @Nullable Key other;

        private Key(String name, int meaning) {
            this.meaning = meaning;
            this.bytes = (name + '"').getBytes(StandardCharsets.UTF_8);
            byte[] padded = Arrays.copyOf(bytes, Math.max(8, bytes.length));
            this.headMask = bytes.length >= 8 ? -1 : (1L << 8 * bytes.length) - 1;
            this.head = Swar.load(padded, 0) & headMask;
        }

        private boolean at(byte[] source, int from, int to) {
            int length = bytes.length;
            if (from + Math.max(8, length) > to) {
                return from + length <= to && Arrays.equals(source, from, from + length, bytes, 0, length);
            }
            return (Swar.load(source, from) & headMask) == head && tailAt(source, from, length);
        }

        private boolean tailAt(byte[] source, int from, int length) {
            if (length <= 8) {
                return true;
            }
            return Arrays.equals(source, from + 8, from + length, bytes, 8, length);
        }
    }

    /** An object begins: forget what came before. */
    void begin() {
        previous = first;
    }

    /** Consumes a field name and the colon after it, and gives its meaning. */
    int next(JsonCursor cursor) {
        if (cursor.peek() != '"') {
            throw cursor.unexpected("a field name in double quotes");
        }
        Key key = predicted(cursor);
        if (key == null) {
            key = read(cursor);
        }
        cursor.expect(':');
        previous = key;
        return key.meaning;
    }

    private @Nullable Key predicted(JsonCursor cursor) {
        int from = cursor.at + 1;
        Key key = previous.next;
        if (key == null || !key.at(cursor.bytes, from, cursor.end)) {
            key = previous.other;
            if (key == null || !key.at(cursor.bytes, from, cursor.end)) {
                return null;
            }
        }
        cursor.at = from + key.bytes.length;
        return key;
    }

    private Key read(JsonCursor cursor) {
        cursor.string("a field name");
        String name = new String(cursor.text, cursor.textFrom, cursor.textTo - cursor.textFrom, StandardCharsets.UTF_8);
        Key key = keys.get(name);
        if (key == null) {
            int meaning = meanings.applyAsInt(name);
            key = new Key(name, meaning);
            if (meaning != UNKNOWN || unknown++ < UNKNOWN_KEYS_MAX) {
                keys.put(name, key);
            }
        }
        previous.other = previous.next;
        previous.next = key;
        return key;
    }
}
