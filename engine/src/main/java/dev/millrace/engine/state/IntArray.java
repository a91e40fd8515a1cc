package dev.millrace.engine.state;

import java.util.Arrays;

/** A growing array of {@code int}. */
public final class IntArray {
    private int[] values = new int[16];
    private int size;

    /** The number of values. */
    public int size() {
        return size;
    }

    /** The value at {@code index}. */
    public int get(int index) {
        return values[index];
    }

    /** Replaces the value at {@code index}. */
    public void set(int index, int value) {
        values[index] = value;
    }

    /** Appends a value. */
    public void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    /** Takes away and answers the last value. */
    public int removeLast() {
        return values[--size];
    }

    /** Takes away all values. */
    public void clear() {
        size = 0;
    }

    /** The array itself, of which the first {@link #size} are valid until the next change. */
    public int[] array() {
        return values;
    }

    /** A copy of the values. */
    public int[] toArray() {
        return Arrays.copyOf(values, size);
    }

    /** The bytes it occupies. */
    public long bytes() {
        return 16 + 4L * values.length;
    }
}
