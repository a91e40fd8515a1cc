package dev.millrace.formats.json;

import dev.millrace.formats.text.Swar;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the field names of objects of one kind mean. Objects of one source usually have the same fields in the
 * same order, written with the same spaces. So what stands between two values, from the brace or comma to the first byte
 * of the value, is remembered as a whole: each such key knows the two that came after it last time, and their bytes are
 * compared, eight at a time, before anything is read. Used by one thread.
 */
final class JsonKeys<T> {
    /** How many keys are remembered. */
    private static final int KEYS_MAX = 4096;

    /** The most bytes of a key that is remembered. */
    private static final int KEY_BYTES_MAX = 1024;

    private final Function<String, T> meanings;
    private final Map<String, Key<T>> keys = new HashMap<>();
    private final Key<T> first;

    /** Keys whose names mean this. */
    JsonKeys(Function<String, T> meanings) {
        this.meanings = meanings;
        this.first = new Key<>(new byte[8], meanings.apply(""));
    }

    /** A brace or comma, a field name, the colon, and the white space around them. */
    static final class Key<T> {
        /** What the name means. */
        final T meaning;
        /** How many bytes it has. */
        final int length;

        private final byte[] bytes;
        /** The first eight bytes, as far as there are as many, and which bits those are. */
        private final long head;

        private final long headMask;
        /** The last eight bytes, if there are more than eight. */
        private final long tail;

        private @Nullable Key<T> next;
        private @Nullable Key<T> other;

        private Key(byte[] bytes, T meaning) {
            this.meaning = meaning;
            this.bytes = bytes;
            this.length = bytes.length;
            this.headMask = length >= 8 ? -1 : (1L << 8 * length) - 1;
            this.head = Swar.load(Arrays.copyOf(bytes, Math.max(8, length)), 0) & headMask;
            this.tail = length > 8 ? Swar.load(bytes, length - 8) : 0;
        }

        /** Whether there is a line end in it. */
        boolean hasLineEnd() {
            return Swar.indexOf(bytes, 0, length, (byte) '\n') < length;
        }

        /** Its bytes as Latin-1. */
        String text() {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }

        /** The key that came after this one last time, if it is at {@code from} again; else {@code null}. */
        @Nullable
        Key<T> predicted(byte[] source, int from, int to) {
            Key<T> expected = next;
            return expected != null && expected.at(source, from, to) ? expected : null;
        }

        private boolean at(byte[] source, int from, int to) {
            if (from + Math.max(8, length) > to || (Swar.load(source, from) & headMask) != head) {
                return false;
            }
            return length <= 8
                    || Swar.load(source, from + length - 8) == tail
                            && (length <= 16
                                    || Arrays.equals(source, from + 8, from + length - 8, bytes, 8, length - 8));
        }
    }

    /** The keys that came one after the other last time, as far as is known, at most {@code max}. */
    List<Key<T>> chain(int max) {
        List<Key<T>> chain = new ArrayList<>();
        for (Key<T> key = first.next; key != null && chain.size() < max; key = key.next) {
            chain.add(key);
        }
        return chain;
    }

    /** What stands before the first key of an object, whose brace has not been consumed. */
    Key<T> first() {
        return first;
    }

    /**
     * Consumes the key after the value of {@code previous}, so that the cursor is where its value begins; {@code null}
     * if the object ends instead: that is consumed.
     */
    @Nullable
    Key<T> next(Key<T> previous, JsonCursor cursor) {
        Key<T> key = previous.predicted(cursor.bytes, cursor.at, cursor.end);
        if (key == null) {
            return notPredicted(previous, cursor);
        }
        cursor.at += key.length;
        return key;
    }

    /** As {@link #next}, where {@link Key#predicted} gave nothing. */
    @Nullable
    Key<T> notPredicted(Key<T> previous, JsonCursor cursor) {
        if (previous != first && cursor.at < cursor.end && cursor.bytes[cursor.at] == '}') {
            cursor.at++;
            return null;
        }
        Key<T> other = previous.other;
        if (other != null && other.at(cursor.bytes, cursor.at, cursor.end)) {
            cursor.at += other.length;
            return other;
        }
        return read(previous, cursor);
    }

    private @Nullable Key<T> read(Key<T> previous, JsonCursor cursor) {
        int from = cursor.at;
        if (previous == first) {
            cursor.expect('{');
            if (cursor.peek() == '}') {
                cursor.at++;
                return null;
            }
        } else if (!cursor.more('}')) {
            return null;
        }
        cursor.string("a field name in double quotes");
        String name = new String(cursor.text, cursor.textFrom, cursor.textTo - cursor.textFrom, StandardCharsets.UTF_8);
        cursor.expect(':');
        cursor.peek();
        Key<T> key = remembered(Arrays.copyOfRange(cursor.bytes, from, cursor.at), name);
        previous.other = previous.next;
        previous.next = key;
        return key;
    }

    private Key<T> remembered(byte[] bytes, String name) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Key<T> key = keys.get(text);
        if (key == null) {
            key = new Key<>(bytes, meanings.apply(name));
            if (keys.size() < KEYS_MAX && bytes.length <= KEY_BYTES_MAX) {
                keys.put(text, key);
            }
        }
        return key;
    }
}
