package dev.millrace.engine.algebra;

import dev.millrace.types.Batch;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Nulls;
import dev.millrace.types.Ref;
import dev.millrace.types.Storage;
import dev.millrace.types.WideColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Batches put together and compared. */
public final class Batches {
    private Batches() {}

    /** One batch with the rows of all, in order. Bytes are not copied. All must have the same schema; at least one. */
    public static Batch concat(List<Batch> batches) {
        if (batches.size() == 1) {
            return batches.getFirst();
        }
        int size = batches.stream().mapToInt(Batch::size).sum();
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < batches.getFirst().columns().size(); c++) {
            int column = c;
            columns.add(
                    concatColumns(batches.stream().map(b -> b.column(column)).toList(), size));
        }
        return new Batch(size, columns, concatWeights(batches, size));
    }

    private static long @Nullable [] concatWeights(List<Batch> batches, int size) {
        if (batches.stream().allMatch(b -> b.weights() == null)) {
            return null;
        }
        long[] weights = new long[size];
        int at = 0;
        for (Batch batch : batches) {
            long[] from = batch.weights();
            if (from == null) {
                Arrays.fill(weights, at, at + batch.size(), 1);
            } else {
                System.arraycopy(from, 0, weights, at, batch.size());
            }
            at += batch.size();
        }
        return weights;
    }

    private static Column concatColumns(List<Column> columns, int size) {
        long[] nulls = concatNulls(columns, size);
        return switch (columns.getFirst()) {
            case LongColumn first -> new LongColumn(size, concatLows(columns, size), nulls);
            case WideColumn first -> new WideColumn(size, concatHighs(columns, size), concatLows(columns, size), nulls);
            case BytesColumn first -> new BytesColumn(size, concatLows(columns, size), concatPages(columns), nulls);
        };
    }

    private static long @Nullable [] concatNulls(List<Column> columns, int size) {
        long[] nulls = null;
        int at = 0;
        for (Column column : columns) {
            for (int i = 0; column.nulls() != null && i < column.size(); i++) {
                if (column.isNull(i)) {
                    nulls = nulls == null ? Nulls.create(size) : nulls;
                    Nulls.set(nulls, at + i);
                }
            }
            at += column.size();
        }
        return nulls;
    }

    private static long[] concatLows(List<Column> columns, int size) {
        long[] all = new long[size];
        int at = 0;
        int pages = 0;
        for (Column column : columns) {
            switch (column) {
                case LongColumn longs -> System.arraycopy(longs.values(), 0, all, at, longs.size());
                case WideColumn wides -> System.arraycopy(wides.low(), 0, all, at, wides.size());
                case BytesColumn bytes -> {
                    for (int i = 0; i < bytes.size(); i++) {
                        all[at + i] = Ref.shift(bytes.refs()[i], pages);
                    }
                    pages += bytes.pages().length;
                }
            }
            at += column.size();
        }
        return all;
    }

    private static long[] concatHighs(List<Column> columns, int size) {
        long[] all = new long[size];
        int at = 0;
        for (Column column : columns) {
            System.arraycopy(((WideColumn) column).high(), 0, all, at, column.size());
            at += column.size();
        }
        return all;
    }

    private static byte[][] concatPages(List<Column> columns) {
        List<byte[]> pages = new ArrayList<>();
        for (Column column : columns) {
            pages.addAll(Arrays.asList(((BytesColumn) column).pages()));
        }
        return pages.toArray(byte[][]::new);
    }

    /** Whether two rows have the same values, bit by bit, NULL equal to NULL. */
    public static boolean sameRow(Batch left, int leftRow, Batch right, int rightRow) {
        for (int c = 0; c < left.columns().size(); c++) {
            if (!sameValue(left.column(c), leftRow, right.column(c), rightRow)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameValue(Column left, int leftRow, Column right, int rightRow) {
        if (left.isNull(leftRow) || right.isNull(rightRow)) {
            return left.isNull(leftRow) && right.isNull(rightRow);
        }
        return switch (left) {
            case LongColumn longs -> longs.values()[leftRow] == ((LongColumn) right).values()[rightRow];
            case WideColumn wides ->
                wides.low()[leftRow] == ((WideColumn) right).low()[rightRow]
                        && wides.high()[leftRow] == ((WideColumn) right).high()[rightRow];
            case BytesColumn bytes -> bytes.sameBytes(leftRow, (BytesColumn) right, rightRow);
        };
    }

    /** A column of NULLs. */
    public static Column nulls(Storage storage, int size) {
        long[] nulls = Nulls.create(size);
        Arrays.fill(nulls, -1);
        return switch (storage) {
            case LONG -> new LongColumn(size, new long[size], nulls);
            case WIDE -> new WideColumn(size, new long[size], new long[size], nulls);
            case BYTES -> new BytesColumn(size, new long[size], new byte[1][0], nulls);
        };
    }
}
