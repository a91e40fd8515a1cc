package dev.millrace.engine.state;

import dev.millrace.types.Boxed;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.Column;
import dev.millrace.types.SqlType;
import dev.millrace.types.ValueOrder;
import dev.millrace.types.WideColumn;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Compares rows of a store by some columns, then by all: a total order of different rows. The order of values is that of
 * {@link ValueOrder}.
 */
public final class RowOrder {
    /** A column to order by. */
    public record Key(int column, boolean descending, boolean nullsFirst) {}

    private final RowStore store;
    private final Key[] keys;
    private final int ownKeys;
    private final SqlType[] types;

    /** The order by these keys; with {@code total}, ties are broken by all columns ascending, NULLs first. */
    public RowOrder(RowStore store, List<Key> keys, boolean total) {
        this.store = store;
        this.types = store.types().toArray(SqlType[]::new);
        List<Key> all = new java.util.ArrayList<>(keys);
        if (total) {
            IntStream.range(0, types.length).forEach(column -> all.add(new Key(column, false, true)));
        }
        this.keys = all.toArray(Key[]::new);
        this.ownKeys = keys.size();
    }

    /** Negative, zero or positive as row {@code left} comes before, with or after row {@code right}. */
    public int compare(int left, int right) {
        return left == right ? 0 : compare(left, right, keys.length);
    }

    /** As {@link #compare}, but by the given keys only: 0 for ties. */
    public int compareKeys(int left, int right) {
        return compare(left, right, ownKeys);
    }

    private int compare(int left, int right, int count) {
        for (int i = 0; i < count; i++) {
            int order = compare(keys[i], left, right);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private int compare(Key key, int left, int right) {
        boolean leftNull = store.isNull(left, key.column);
        boolean rightNull = store.isNull(right, key.column);
        if (leftNull || rightNull) {
            return leftNull == rightNull ? 0 : leftNull == key.nullsFirst ? -1 : 1;
        }
        int order = compareValues(key.column, left, right);
        return key.descending ? -order : order;
    }

    private int compareValues(int column, int left, int right) {
        long a = store.longValue(left, column);
        long b = store.longValue(right, column);
        return switch (types[column]) {
            case SqlType.IntegerType type -> type.signed() ? Long.compare(a, b) : Long.compareUnsigned(a, b);
            case SqlType.FloatingType type ->
                Double.compare(Double.longBitsToDouble(a) + 0.0, Double.longBitsToDouble(b) + 0.0);
            case SqlType.DecimalType type
            when type.precision() <= SqlType.DecimalType.PRECISION_LONG_MAX -> Long.compare(a, b);
            case SqlType.DecimalType type -> compareWide(column, left, right, false);
            case SqlType.UuidType type -> compareWide(column, left, right, true);
            case SqlType.TextType type -> compareBytes(column, left, right);
            case SqlType.BinaryType type -> compareBytes(column, left, right);
            case SqlType.ArrayType type -> compareBoxed(column, left, right);
            case SqlType.MapType type -> compareBoxed(column, left, right);
            case SqlType.RowType type -> compareBoxed(column, left, right);
            case SqlType.VariantType type -> compareBoxed(column, left, right);
            default -> Long.compare(a, b);
        };
    }

    private int compareWide(int column, int left, int right, boolean unsigned) {
        WideColumn pair = (WideColumn) pair(column, left, right);
        long[] high = pair.high();
        int order = unsigned ? Long.compareUnsigned(high[0], high[1]) : Long.compare(high[0], high[1]);
        return order != 0 ? order : Long.compareUnsigned(pair.low()[0], pair.low()[1]);
    }

    private int compareBytes(int column, int left, int right) {
        BytesColumn pair = (BytesColumn) pair(column, left, right);
        int from = pair.offset(0);
        int other = pair.offset(1);
        return Arrays.compareUnsigned(
                pair.page(0), from, from + pair.length(0), pair.page(1), other, other + pair.length(1));
    }

    private int compareBoxed(int column, int left, int right) {
        Column pair = pair(column, left, right);
        @Nullable Object a = Boxed.read(pair, 0, types[column]);
        @Nullable Object b = Boxed.read(pair, 1, types[column]);
        return ValueOrder.compare(a, b, types[column]);
    }

    private Column pair(int column, int left, int right) {
        return store.column(column, new int[] {left, right}, 2);
    }
}
