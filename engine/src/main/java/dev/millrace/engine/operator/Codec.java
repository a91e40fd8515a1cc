package dev.millrace.engine.operator;

import dev.millrace.engine.storage.BlockReader;
import dev.millrace.engine.storage.BlockWriter;
import dev.millrace.types.Boxed;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Ref;
import dev.millrace.types.SqlType;
import dev.millrace.types.WideColumn;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How an object is written and read. */
interface Codec<T> {
    void write(T value, BlockWriter out) throws IOException;

    T read(BlockReader in) throws IOException;

    /** Boxed values of a type, none of them NULL. */
    static Codec<Object> of(SqlType type) {
        return new Codec<>() {
            @Override
            public void write(Object value, BlockWriter out) throws IOException {
                writeField(Boxed.column(Arrays.asList(value), type), out);
            }

            @Override
            public Object read(BlockReader in) throws IOException {
                Object value = Boxed.read(readField(type, in), 0, type);
                if (value == null) {
                    throw in.damaged("holds NULL where there is none");
                }
                return value;
            }
        };
    }

    private static void writeField(Column column, BlockWriter out) throws IOException {
        switch (column) {
            case LongColumn longs -> out.putLong(longs.value(0));
            case WideColumn wides -> {
                out.putLong(wides.high()[0]);
                out.putLong(wides.low()[0]);
            }
            case BytesColumn bytes -> {
                long ref = bytes.refs()[0];
                int length = Ref.length(ref, bytes.pages());
                out.putInt(length);
                out.putBytes(bytes.pages()[Ref.page(ref)], Ref.offset(ref), length);
            }
        }
    }

    private static Column readField(SqlType type, BlockReader in) throws IOException {
        return switch (type.storage()) {
            case LONG -> new LongColumn(1, new long[] {in.getLong()}, null);
            case WIDE -> new WideColumn(1, new long[] {in.getLong()}, new long[] {in.getLong()}, null);
            case BYTES -> {
                byte[] bytes = new byte[in.count()];
                in.getBytes(bytes, 0, bytes.length);
                yield new BytesColumn(1, new long[] {Ref.of(0, 0, bytes.length)}, new byte[][] {bytes}, null);
            }
        };
    }

    /** The same for values of which some are {@code null}. */
    static <T> void writeNullable(@Nullable T value, Codec<T> codec, BlockWriter out) throws IOException {
        out.putInt(value == null ? 0 : 1);
        if (value != null) {
            codec.write(value, out);
        }
    }

    /** What {@link #writeNullable} wrote. */
    static <T> @Nullable T readNullable(Codec<T> codec, BlockReader in) throws IOException {
        return in.getInt() == 0 ? null : codec.read(in);
    }
}
