package dev.millrace.types;

import java.util.Arrays;
import java.util.HexFormat;

/** The boxed form of a binary value: immutable bytes, compared as unsigned numbers from the left. */
public record Bytes(byte[] value) implements Comparable<Bytes> {
    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(value, other.value);
    }

    /** Lower-case hexadecimal. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(value);
    }
}
