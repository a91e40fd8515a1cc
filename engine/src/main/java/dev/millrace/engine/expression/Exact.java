package dev.millrace.engine.expression;

import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.DecimalType;
import dev.millrace.types.SqlType.IntegerType;
import dev.millrace.types.Storage;
import org.jspecify.annotations.Nullable;

/** An exact number type as an unscaled integer of at most {@code digits} digits, stored in 64 or, if {@code wide}, 128 bits. */
record Exact(int digits, int scale, boolean wide) {
    /** The most digits of which every number fits a {@code long}. */
    static final int LONG_DIGITS = 18;
    /** The most digits of which every number fits 128 bits. */
    static final int WIDE_DIGITS = 38;

    /** The form of a type whose stored number is exact and signed, or {@code null} if it is of another kind. */
    static @Nullable Exact of(SqlType type) {
        return switch (type) {
            case DecimalType decimal ->
                new Exact(decimal.precision(), decimal.scale(), decimal.storage() == Storage.WIDE);
            case IntegerType integer -> isPlain(integer) ? new Exact(digits(integer.bits()), 0, false) : null;
            default -> null;
        };
    }

    /** Whether the stored longs of the type are its values: all integers but BIGINT UNSIGNED. */
    static boolean isPlain(SqlType type) {
        return type instanceof IntegerType integer && (integer.signed() || integer.bits() < 64);
    }

    /** Whether every value, multiplied by this power of ten, fits a {@code long}. */
    boolean fitsLong(int power) {
        return !wide && (power == 0 || digits + power <= LONG_DIGITS);
    }

    /** Whether every value, multiplied by this power of ten, fits 128 bits. */
    boolean fitsWide(int power) {
        return digits + power <= WIDE_DIGITS;
    }

    private static int digits(int bits) {
        return switch (bits) {
            case 8 -> 3;
            case 16 -> 5;
            case 32 -> 10;
            default -> LONG_DIGITS + 1;
        };
    }
}
