package dev.millrace.dataplane.query.parquet;

import dev.millrace.types.SqlType;
import java.util.function.Consumer;

/**
 * A SQL type as Parquet's. What Parquet has no type for is text; values made of others (arrays, maps, rows) are text too, JSON.
 *
 * @param physical how values are stored
 * @param bytes of a value, if all have the same number of them and the physical type does not say it
 * @param logical writes what the values mean
 */
record ParquetType(Physical physical, int bytes, Consumer<CompactThrift> logical) {
    /** The physical types, with Parquet's numbers. */
    enum Physical {
        BOOLEAN(0),
        INT32(1),
        INT64(2),
        FLOAT(4),
        DOUBLE(5),
        BYTE_ARRAY(6),
        FIXED_LEN_BYTE_ARRAY(7);

        final int number;

        Physical(int number) {
            this.number = number;
        }
    }

    static final int DECIMAL_BYTES = 16;

    private static final int SCHEMA_LOGICAL = 10;
    private static final int STRING = 1;
    private static final int DECIMAL = 5;
    private static final int DATE = 6;
    private static final int TIME = 7;
    private static final int TIMESTAMP = 8;
    private static final int INTEGER = 10;
    private static final int UNKNOWN = 11;
    private static final int MICROS = 2;
    private static final int NANOS = 3;

    static ParquetType of(SqlType type) {
        return switch (type) {
            case SqlType.BooleanType t -> of(Physical.BOOLEAN);
            case SqlType.IntegerType t ->
                of(
                        t.bits() == Long.SIZE ? Physical.INT64 : Physical.INT32,
                        INTEGER,
                        thrift -> thrift.i8(1, t.bits()).flag(2, t.signed()));
            case SqlType.DecimalType t -> decimal(t);
            case SqlType.FloatingType t -> of(t.bits() == Float.SIZE ? Physical.FLOAT : Physical.DOUBLE);
            case SqlType.DateType t -> of(Physical.INT32, DATE, thrift -> {});
            case SqlType.TimeType t -> of(Physical.INT64, TIME, thrift -> time(thrift, false, NANOS));
            case SqlType.TimestampType t -> of(Physical.INT64, TIMESTAMP, thrift -> time(thrift, t.zoned(), MICROS));
            case SqlType.IntervalType t -> of(t.yearMonth() ? Physical.INT32 : Physical.INT64);
            case SqlType.BinaryType t -> of(Physical.BYTE_ARRAY);
            case SqlType.NullType t -> of(Physical.INT32, UNKNOWN, thrift -> {});
            case SqlType.TextType t -> text();
            case SqlType.UuidType t -> text();
            case SqlType.VariantType t -> text();
            case SqlType.ArrayType t -> text();
            case SqlType.MapType t -> text();
            case SqlType.RowType t -> text();
        };
    }

    private static ParquetType of(Physical physical) {
        return new ParquetType(physical, 0, thrift -> {});
    }

    private static ParquetType of(Physical physical, int kind, Consumer<CompactThrift> details) {
        return new ParquetType(
                physical, 0, thrift -> thrift.struct(SCHEMA_LOGICAL, union -> union.struct(kind, details)));
    }

    private static ParquetType text() {
        return of(Physical.BYTE_ARRAY, STRING, thrift -> {});
    }

    private static ParquetType decimal(SqlType.DecimalType type) {
        boolean small = type.precision() <= SqlType.DecimalType.PRECISION_LONG_MAX;
        ParquetType plain = of(
                small ? Physical.INT64 : Physical.FIXED_LEN_BYTE_ARRAY,
                DECIMAL,
                thrift -> thrift.i32(1, type.scale()).i32(2, type.precision()));
        return small ? plain : new ParquetType(plain.physical, DECIMAL_BYTES, plain.logical);
    }

    private static void time(CompactThrift thrift, boolean utc, int unit) {
        thrift.flag(1, utc).struct(2, units -> units.struct(unit, none -> {}));
    }

    /** Writes the element of the schema that describes a column. */
    void describe(CompactThrift element, String name, boolean nullable) {
        element.i32(1, physical.number);
        if (bytes > 0) {
            element.i32(2, bytes);
        }
        element.i32(3, nullable ? 1 : 0).text(4, name);
        logical.accept(element);
    }
}
