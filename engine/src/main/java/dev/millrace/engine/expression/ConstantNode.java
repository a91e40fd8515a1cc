package dev.millrace.engine.expression;

import dev.millrace.engine.codegen.Code;
import dev.millrace.types.Boxed;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.Column;
import dev.millrace.types.Int128;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Nulls;
import dev.millrace.types.Ref;
import dev.millrace.types.SqlType;
import dev.millrace.types.WideColumn;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The same value in every row. The filled arrays are kept and only grow, so that a constant costs nothing per batch.
 */
final class ConstantNode implements Node {
    private static final int CAPACITY_MIN = 64;

    private final @Nullable Object value;
    private final SqlType type;
    private int capacity;
    private long[] values = new long[0];
    private long[] highs = new long[0];
    private long @Nullable [] nulls;
    private final byte[][] pages;

    ConstantNode(@Nullable Object value, SqlType type) {
        this.value = value;
        this.type = type;
        this.pages = new byte[][] {bytesOf(value, type)};
    }

    /** The value in boxed form. */
    @Nullable
    Object value() {
        return value;
    }

    /** Its type. */
    SqlType type() {
        return type;
    }

    /** The stored form of a value of LONG storage that is not NULL. */
    long longValue() {
        if (value == null) {
            throw new IllegalStateException("NULL has no value");
        }
        return Boxed.toLong(value, type);
    }

    /** The stored form of a value of BYTES storage that is not NULL. */
    byte[] bytes() {
        return pages[0];
    }

    @Override
    public Column evaluate(Frame frame) {
        int size = frame.size();
        if (size > capacity) {
            grow(Math.max(Math.max(size, CAPACITY_MIN), capacity * 2));
        }
        return switch (type.storage()) {
            case LONG -> new LongColumn(size, values, nulls);
            case WIDE -> new WideColumn(size, highs, values, nulls);
            case BYTES -> new BytesColumn(size, values, pages, nulls);
        };
    }

    @Override
    public Value emit(Emitter code) {
        Code isNull = Codes.constant(value == null ? 1 : 0);
        return switch (type.storage()) {
            case LONG -> Value.ofLong(Codes.constant(value == null ? 0 : longValue()), isNull);
            case WIDE -> {
                Int128 wide = value == null ? Int128.of(0) : Boxed.toWide(value, type);
                yield Value.ofWide(Codes.constant(wide.high()), Codes.constant(wide.low()), isNull);
            }
            case BYTES -> code.bytes(pages[0]).withNull(isNull);
        };
    }

    private void grow(int wanted) {
        capacity = wanted;
        values = new long[wanted];
        highs = new long[type.storage() == dev.millrace.types.Storage.WIDE ? wanted : 0];
        if (value == null) {
            long[] all = Nulls.create(wanted);
            Arrays.fill(all, -1);
            nulls = all;
            return;
        }
        switch (type.storage()) {
            case LONG -> Arrays.fill(values, Boxed.toLong(value, type));
            case WIDE -> {
                Int128 wide = Boxed.toWide(value, type);
                Arrays.fill(highs, wide.high());
                Arrays.fill(values, wide.low());
            }
            case BYTES -> Arrays.fill(values, Ref.of(0, 0, pages[0].length));
        }
    }

    private static byte[] bytesOf(@Nullable Object value, SqlType type) {
        return value == null || type.storage() != dev.millrace.types.Storage.BYTES
                ? new byte[0]
                : Boxed.toBytes(value, type);
    }
}
