package dev.millrace.engine.state;

import dev.millrace.types.Batch;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Nulls;
import dev.millrace.types.Ref;
import dev.millrace.types.WideColumn;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Batches as bytes: the number of rows and columns, the weights, and each column with its kind, its NULLs and its values. */
public final class BatchCodec {
    private static final int LONG = 1;
    private static final int WIDE = 2;
    private static final int BYTES = 3;

    private BatchCodec() {}

    /** Writes a batch. */
    public static void write(Batch batch, DataOutput out) throws IOException {
        out.writeInt(batch.size());
        out.writeInt(batch.columns().size());
        writeNullable(batch.weights(), batch.size(), out);
        for (Column column : batch.columns()) {
            writeColumn(column, batch.size(), out);
        }
    }

    private static void writeColumn(Column column, int rows, DataOutput out) throws IOException {
        switch (column) {
            case LongColumn longs -> {
                out.writeByte(LONG);
                writeNullable(longs.nulls(), words(rows, longs.nulls()), out);
                writeLongs(longs.values(), rows, out);
            }
            case WideColumn wides -> {
                out.writeByte(WIDE);
                writeNullable(wides.nulls(), words(rows, wides.nulls()), out);
                writeLongs(wides.high(), rows, out);
                writeLongs(wides.low(), rows, out);
            }
            case BytesColumn bytes -> {
                out.writeByte(BYTES);
                writeNullable(bytes.nulls(), words(rows, bytes.nulls()), out);
                for (int row = 0; row < rows; row++) {
                    long ref = bytes.isNull(row) ? 0 : bytes.refs()[row];
                    int length = bytes.isNull(row) ? 0 : Ref.length(ref, bytes.pages());
                    out.writeInt(length);
                    if (length > 0) {
                        out.write(bytes.pages()[Ref.page(ref)], Ref.offset(ref), length);
                    }
                }
            }
        }
    }

    private static int words(int rows, long @Nullable [] nulls) {
        return nulls == null ? 0 : Math.min(nulls.length, (rows + 63) >> 6);
    }

    private static void writeNullable(long @Nullable [] values, int count, DataOutput out) throws IOException {
        out.writeBoolean(values != null);
        if (values != null) {
            writeLongs(values, count, out);
        }
    }

    private static void writeLongs(long[] values, int count, DataOutput out) throws IOException {
        for (int i = 0; i < count; i++) {
            out.writeLong(values[i]);
        }
    }

    /** Reads a batch. */
    public static Batch read(DataInput in) throws IOException {
        int rows = in.readInt();
        int columns = in.readInt();
        long[] weights = readNullable(rows, rows, in);
        List<Column> all = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            all.add(readColumn(rows, in));
        }
        return new Batch(rows, all, weights);
    }

    private static Column readColumn(int rows, DataInput in) throws IOException {
        int kind = in.readByte();
        long[] nulls = readNullable((rows + 63) >> 6, Nulls.create(rows).length, in);
        return switch (kind) {
            case LONG -> new LongColumn(rows, readLongs(rows, rows, in), nulls);
            case WIDE -> new WideColumn(rows, readLongs(rows, rows, in), readLongs(rows, rows, in), nulls);
            case BYTES -> readBytes(rows, nulls, in);
            default -> throw new IOException("a column of kind " + kind);
        };
    }

    private static Column readBytes(int rows, long @Nullable [] nulls, DataInput in) throws IOException {
        BlobHeap heap = new BlobHeap();
        long[] refs = new long[rows];
        for (int row = 0; row < rows; row++) {
            byte[] bytes = new byte[in.readInt()];
            in.readFully(bytes);
            refs[row] = heap.put(bytes, 0, bytes.length);
        }
        return new BytesColumn(rows, refs, heap.pages(), nulls);
    }

    private static long @Nullable [] readNullable(int count, int room, DataInput in) throws IOException {
        return in.readBoolean() ? readLongs(count, room, in) : null;
    }

    private static long[] readLongs(int count, int room, DataInput in) throws IOException {
        long[] values = new long[room];
        for (int i = 0; i < count; i++) {
            values[i] = in.readLong();
        }
        return values;
    }
}
