package dev.millrace.engine.state;

import dev.millrace.types.Batch;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.Column;
import dev.millrace.types.Hash;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Nulls;
import dev.millrace.types.Ref;
import dev.millrace.types.SqlType;
import dev.millrace.types.WideColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some columns of a batch, unpacked for hashing and comparing row by row.
 *
 * <p>{@link #bind} it to a batch, then use it. Equal values of the chosen columns have equal hashes whichever batch or store they
 * are in; NULL is a value of its own, equal to NULL.
 */
public final class KeyView {
    final int[] columns;
    final KeyKind[] kinds;
    final long[][] lows;
    final long[][] highs;
    final byte[][][] pages;
    final long[] @Nullable [] nulls;
    private final Heat heat = new Heat();
    private RowLoops.@Nullable HashLoop hashLoop;
    private final boolean simple;
    private boolean anyNulls;
    private final long[] @Nullable [] hashes;
    private boolean anyHashes;

    /** A view of the columns of these numbers, whose types are {@code types}. */
    public KeyView(List<Integer> columns, List<SqlType> types) {
        this.columns = columns.stream().mapToInt(Integer::intValue).toArray();
        this.kinds = KeyKind.of(types);
        int count = this.columns.length;
        this.lows = new long[count][];
        this.highs = new long[count][];
        this.pages = new byte[count][][];
        this.nulls = new long[count][];
        this.hashes = new long[count][];
        this.simple = count == 1 && kinds[0] == KeyKind.LONG;
    }

    /** Looks at another batch from now on. */
    public void bind(Batch batch) {
        anyNulls = false;
        anyHashes = false;
        for (int k = 0; k < columns.length; k++) {
            Column column = batch.column(columns[k]);
            nulls[k] = column.nulls();
            anyNulls |= column.nulls() != null;
            switch (column) {
                case LongColumn longs -> lows[k] = longs.values();
                case WideColumn wides -> {
                    highs[k] = wides.high();
                    lows[k] = wides.low();
                }
                case BytesColumn bytes -> {
                    lows[k] = bytes.refs();
                    pages[k] = bytes.pages();
                    hashes[k] = bytes.hashes();
                    anyHashes |= bytes.hashes() != null;
                }
            }
        }
    }

    /** The number of columns. */
    public int size() {
        return columns.length;
    }

    /** Whether column {@code k} of the view is NULL in the row. */
    public boolean isNull(int k, int row) {
        long[] bitmap = nulls[k];
        return bitmap != null && Nulls.get(bitmap, row);
    }

    /** Whether it has one column, of LONG storage, without NULLs: where the bits are equal, so is the key. */
    boolean isSimple() {
        return simple && !anyNulls;
    }

    /** Whether any column of the view has NULLs in this batch. */
    public boolean anyNulls() {
        return anyNulls;
    }

    /** Writes the hashes of rows 0 to {@code count} − 1. */
    public void hash(int count, long[] hashes) {
        if (columns.length == 0) {
            java.util.Arrays.fill(hashes, 0, count, Hash.NULL);
        }
        RowLoops.HashLoop loop = anyNulls || anyHashes || simple || !heat.isHot(count) ? null : hashLoop();
        if (loop != null) {
            loop.run(count, lows, highs, pages, hashes);
            return;
        }
        for (int k = 0; k < columns.length; k++) {
            hashColumn(k, count, hashes);
        }
    }

    private RowLoops.@Nullable HashLoop hashLoop() {
        if (hashLoop == null) {
            hashLoop = LoopWriter.hash(kinds);
            if (hashLoop == null) {
                heat.stop();
            }
        }
        return hashLoop;
    }

    /** The hash of the bytes that a reference names. */
    static long hashBytes(long ref, byte[][] pages) {
        return Hash.bytes(pages[Ref.page(ref)], Ref.offset(ref), Ref.length(ref, pages));
    }

    private void hashColumn(int k, int count, long[] hashes) {
        if (k == 0 && kinds[0] == KeyKind.LONG && nulls[0] == null) {
            long[] values = lows[0];
            for (int i = 0; i < count; i++) {
                hashes[i] = Hash.of(values[i]);
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            long hash = isNull(k, i) ? Hash.NULL : hashValue(k, i);
            hashes[i] = k == 0 ? hash : Hash.combine(hashes[i], hash);
        }
    }

    private long hashValue(int k, int row) {
        long low = lows[k][row];
        return switch (kinds[k]) {
            case LONG -> Hash.of(low);
            case FLOAT -> Hash.of(KeyKind.canonical(low));
            case WIDE -> Hash.combine(Hash.of(highs[k][row]), low);
            case BYTES -> {
                long[] known = hashes[k];
                yield known == null ? hashBytes(low, pages[k]) : known[row];
            }
        };
    }

    /** Whether two rows of the batch agree in all columns of the view. */
    public boolean same(int row, int other) {
        for (int k = 0; k < columns.length; k++) {
            if (isNull(k, row) != isNull(k, other) || !isNull(k, row) && !sameValue(k, row, other)) {
                return false;
            }
        }
        return true;
    }

    private boolean sameValue(int k, int row, int other) {
        long left = lows[k][row];
        long right = lows[k][other];
        return switch (kinds[k]) {
            case LONG -> left == right;
            case FLOAT -> KeyKind.canonical(left) == KeyKind.canonical(right);
            case WIDE -> left == right && highs[k][row] == highs[k][other];
            case BYTES -> Ref.same(left, pages[k], right, pages[k]);
        };
    }
}
