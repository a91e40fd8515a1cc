package dev.millrace.engine.state;

import java.util.Arrays;

/** A growing array of {@code long}. */
public final class LongArray {
    private long[] values = new long[16];
    private int size;

    /** The number of values. */
    public int size() {
        return size;
    }

    /** The value at {@code index}. */
    public long get(int index) {
        return values[index];
    }

    /** Replaces the value at {@code index}. */
    public void set(int index, long value) {
        values[index] = value;
    }

    /** Appends a value. */
    public void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    /** Takes away and answers the last value. */
    public long removeLast() {
        return values[--size];
    }

    /** Takes away all values. */
    public void clear() {
        size = 0;
    }

    /** The array itself, of which the first {@link #size} are valid until the next change. */
    public long[] array() {
        return values;
    }

    /** A copy of the values. */
    public long[] toArray() {
        return Arrays.copyOf(values, size);
    }

    /** The bytes it occupies. */
    public long bytes() {
        return 16 + 8L * values.length;
    }
}
