package dev.millrace.engine.state;

import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.Ref;
import dev.millrace.types.SqlType;
import dev.millrace.types.ValueOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Compares rows by some columns, then by all: a total order of different rows. The order of values is that of
 * {@link ValueOrder}.
 *
 * <p>A row is named by its id in the store, or, if it is row {@code r} of the bound batch, by {@code ~r}.
 */
public final class RowOrder {
    /** A column to order by. */
    public record Key(int column, boolean descending, boolean nullsFirst) {}

    private final RowStore store;
    private final KeyView batch;
    private final Key[] keys;
    private final int ownKeys;
    private final SqlType[] types;
    private final Way[] ways;

    /** How values of a column are compared; found once, for comparisons are many. */
    private enum Way {
        SIGNED,
        UNSIGNED,
        DOUBLE,
        WIDE,
        UNSIGNED_WIDE,
        BYTES,
        BOXED;

        static Way of(SqlType type) {
            return switch (type) {
                case SqlType.IntegerType integer -> integer.signed() ? SIGNED : UNSIGNED;
                case SqlType.FloatingType floating -> DOUBLE;
                case SqlType.DecimalType decimal ->
                    decimal.precision() <= SqlType.DecimalType.PRECISION_LONG_MAX ? SIGNED : WIDE;
                case SqlType.UuidType uuid -> UNSIGNED_WIDE;
                case SqlType.TextType text -> BYTES;
                case SqlType.BinaryType binary -> BYTES;
                case SqlType.ArrayType array -> BOXED;
                case SqlType.MapType map -> BOXED;
                case SqlType.RowType row -> BOXED;
                case SqlType.VariantType variant -> BOXED;
                default -> SIGNED;
            };
        }
    }

    /** The order by these keys; with {@code total}, ties are broken by all columns ascending, NULLs first. */
    public RowOrder(RowStore store, List<Key> keys, boolean total) {
        this.store = store;
        this.types = store.types().toArray(SqlType[]::new);
        this.ways = store.types().stream().map(Way::of).toArray(Way[]::new);
        List<Integer> columns = IntStream.range(0, types.length).boxed().toList();
        this.batch = new KeyView(columns, store.types());
        List<Key> all = new ArrayList<>(keys);
        if (total) {
            columns.forEach(column -> all.add(new Key(column, false, true)));
        }
        this.keys = all.toArray(Key[]::new);
        this.ownKeys = keys.size();
    }

    /** Names the batch, of the store's types, whose rows can be compared, too. */
    public void bind(Batch rows) {
        batch.bind(rows);
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
        boolean leftNull = isNull(left, key.column);
        boolean rightNull = isNull(right, key.column);
        if (leftNull || rightNull) {
            return leftNull == rightNull ? 0 : leftNull == key.nullsFirst ? -1 : 1;
        }
        int order = compareValues(key.column, left, right);
        return key.descending ? -order : order;
    }

    private boolean isNull(int row, int column) {
        return row >= 0 ? store.isNull(row, column) : batch.isNull(column, ~row);
    }

    private long low(int row, int column) {
        return row >= 0 ? store.longValue(row, column) : batch.lows[column][~row];
    }

    private long ref(int row, int column) {
        return row >= 0 ? store.ref(row, column) : batch.lows[column][~row];
    }

    private long high(int row, int column) {
        return row >= 0 ? store.highValue(row, column) : batch.highs[column][~row];
    }

    private byte[][] pages(int row, int column) {
        return row >= 0 ? store.pages() : batch.pages[column];
    }

    private int compareValues(int column, int left, int right) {
        return switch (ways[column]) {
            case SIGNED -> Long.compare(low(left, column), low(right, column));
            case UNSIGNED -> Long.compareUnsigned(low(left, column), low(right, column));
            case DOUBLE -> Double.compare(real(left, column), real(right, column));
            case WIDE -> compareWide(column, left, right, false);
            case UNSIGNED_WIDE -> compareWide(column, left, right, true);
            case BYTES -> compareBytes(column, left, right);
            case BOXED -> compareBoxed(column, left, right);
        };
    }

    /** With −0.0 as 0.0. */
    private double real(int row, int column) {
        return Double.longBitsToDouble(low(row, column)) + 0.0;
    }

    private int compareWide(int column, int left, int right, boolean unsigned) {
        long a = high(left, column);
        long b = high(right, column);
        int order = unsigned ? Long.compareUnsigned(a, b) : Long.compare(a, b);
        return order != 0 ? order : Long.compareUnsigned(low(left, column), low(right, column));
    }

    private int compareBytes(int column, int left, int right) {
        long a = ref(left, column);
        long b = ref(right, column);
        byte[][] aPages = pages(left, column);
        byte[][] bPages = pages(right, column);
        int from = Ref.offset(a);
        int other = Ref.offset(b);
        return Arrays.compareUnsigned(
                aPages[Ref.page(a)],
                from,
                from + Ref.length(a, aPages),
                bPages[Ref.page(b)],
                other,
                other + Ref.length(b, bPages));
    }

    private int compareBoxed(int column, int left, int right) {
        return ValueOrder.compare(boxed(column, left), boxed(column, right), types[column]);
    }

    private @Nullable Object boxed(int column, int row) {
        long[] refs = {ref(row, column)};
        return Boxed.read(new BytesColumn(1, refs, pages(row, column), null), 0, types[column]);
    }
}
