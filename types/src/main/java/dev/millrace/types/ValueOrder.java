package dev.millrace.types;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The total order of boxed values of one type: NULL lowest, NaN above all numbers and equal to itself, −0.0 equal to 0.0, text by
 * UTF-8 bytes (which is code point order), arrays and rows lexicographically, maps as sorted lists of entries, UUIDs unsigned.
 */
public final class ValueOrder {
    private ValueOrder() {}

    /** Negative, zero or positive as {@code left} comes before, with or after {@code right}. BIGINT UNSIGNED: see the other. */
    public static int compare(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return left == right ? 0 : left == null ? -1 : 1;
        }
        return switch (left) {
            case Boolean value -> Boolean.compare(value, (Boolean) right);
            case Long value -> Long.compare(value, (Long) right);
            case Double value -> Double.compare(value + 0.0, (Double) right + 0.0);
            case BigDecimal value -> value.compareTo((BigDecimal) right);
            case String value ->
                Arrays.compareUnsigned(
                        value.getBytes(StandardCharsets.UTF_8), ((String) right).getBytes(StandardCharsets.UTF_8));
            case Bytes value -> value.compareTo((Bytes) right);
            case UUID value -> compareUuids(value, (UUID) right);
            case List<?> value -> compareLists(value.iterator(), ((List<?>) right).iterator());
            case SortedMap<?, ?> value -> compareMaps(value, (SortedMap<?, ?>) right);
            case Variant value -> compareVariants(value, (Variant) right);
            default -> throw new IllegalArgumentException(left.getClass() + " is not a boxed value");
        };
    }

    /** As {@link #compare(Object, Object)}, and unsigned for BIGINT UNSIGNED. */
    public static int compare(@Nullable Object left, @Nullable Object right, SqlType type) {
        if (left instanceof Long a && right instanceof Long b && type instanceof SqlType.IntegerType t && !t.signed()) {
            return Long.compareUnsigned(a, b);
        }
        return compare(left, right);
    }

    private static int compareUuids(UUID left, UUID right) {
        int high = Long.compareUnsigned(left.getMostSignificantBits(), right.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(left.getLeastSignificantBits(), right.getLeastSignificantBits());
    }

    private static int compareLists(Iterator<?> left, Iterator<?> right) {
        while (left.hasNext() && right.hasNext()) {
            int order = compare(left.next(), right.next());
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(left.hasNext(), right.hasNext());
    }

    private static int compareMaps(SortedMap<?, ?> left, SortedMap<?, ?> right) {
        Iterator<? extends Map.Entry<?, ?>> others = right.entrySet().iterator();
        for (Map.Entry<?, ?> entry : left.entrySet()) {
            if (!others.hasNext()) {
                return 1;
            }
            Map.Entry<?, ?> other = others.next();
            int keys = compare(entry.getKey(), other.getKey());
            int order = keys != 0 ? keys : compare(entry.getValue(), other.getValue());
            if (order != 0) {
                return order;
            }
        }
        return others.hasNext() ? -1 : 0;
    }

    private static int compareVariants(Variant left, Variant right) {
        int types = left.type().sql().compareTo(right.type().sql());
        return types != 0 ? types : compare(left.value(), right.value(), left.type());
    }
}
