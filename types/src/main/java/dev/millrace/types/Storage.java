package dev.millrace.types;

/** The arrays a value occupies in a {@link Column}. There are only three, so that kernels are few. */
public enum Storage {
    /** One {@code long} per value: all integers, booleans, temporal types, doubles (as raw bits), DECIMAL up to 18 digits. */
    LONG,
    /** Two {@code long}s per value, a 128-bit two's complement number: DECIMAL beyond 18 digits, UUID. */
    WIDE,
    /** A reference to bytes: text as UTF-8, binary as is, ARRAY, MAP, ROW and VARIANT in the canonical form of {@link Nested}. */
    BYTES
}
