package dev.millrace.engine.state;

import dev.millrace.types.SqlType;
import dev.millrace.types.Storage;
import java.util.List;

/** How key values are hashed and compared: the storage, with floating point numbers apart (−0.0 equals 0.0, NaN itself). */
enum KeyKind {
    LONG,
    FLOAT,
    WIDE,
    BYTES;

    static KeyKind of(SqlType type) {
        if (type instanceof SqlType.FloatingType) {
            return FLOAT;
        }
        return type.storage() == Storage.LONG ? LONG : type.storage() == Storage.WIDE ? WIDE : BYTES;
    }

    static KeyKind[] of(List<SqlType> types) {
        return types.stream().map(KeyKind::of).toArray(KeyKind[]::new);
    }

    /** The bits of a double such that equal values have equal bits. */
    static long canonical(long bits) {
        return Double.doubleToLongBits(Double.longBitsToDouble(bits) + 0.0);
    }
}
