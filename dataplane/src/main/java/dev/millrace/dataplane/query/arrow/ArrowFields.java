package dev.millrace.dataplane.query.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.millrace.types.Field;
import dev.millrace.types.SqlType;
import java.util.List;
import org.apache.arrow.flatbuf.Binary;
import org.apache.arrow.flatbuf.Bool;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.Duration;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Interval;
import org.apache.arrow.flatbuf.IntervalUnit;
import org.apache.arrow.flatbuf.Null;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Struct_;
import org.apache.arrow.flatbuf.Time;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;

/** SQL types as Arrow's. What Arrow has no type for (UUID, VARIANT) is text. */
final class ArrowFields {
    private static final short DECIMAL_BITS = 128;
    private static final int TIME_BITS = 64;

    private ArrowFields() {}

    /** Writes a field; the answer is its offset. */
    static int write(FlatBufferBuilder out, String name, SqlType type) {
        int children = children(out, type);
        int nameAt = out.createString(name);
        Written written = type(out, type);
        org.apache.arrow.flatbuf.Field.startField(out);
        org.apache.arrow.flatbuf.Field.addName(out, nameAt);
        org.apache.arrow.flatbuf.Field.addNullable(out, type.nullable());
        org.apache.arrow.flatbuf.Field.addTypeType(out, written.kind);
        org.apache.arrow.flatbuf.Field.addType(out, written.offset);
        org.apache.arrow.flatbuf.Field.addChildren(out, children);
        return org.apache.arrow.flatbuf.Field.endField(out);
    }

    private static int children(FlatBufferBuilder out, SqlType type) {
        int[] offsets = fields(type).stream()
                .mapToInt(field -> write(out, field.name(), field.type()))
                .toArray();
        return org.apache.arrow.flatbuf.Field.createChildrenVector(out, offsets);
    }

    /** What a type is made of. */
    static List<Field> fields(SqlType type) {
        return switch (type) {
            case SqlType.ArrayType array -> List.of(new Field("item", array.element()));
            case SqlType.MapType map -> List.of(new Field("entries", entries(map)));
            case SqlType.RowType row -> row.fields();
            default -> List.of();
        };
    }

    private static SqlType entries(SqlType.MapType map) {
        return new SqlType.RowType(
                List.of(new Field("key", map.key().withNullable(false)), new Field("value", map.value())), false);
    }

    private record Written(byte kind, int offset) {}

    private static Written type(FlatBufferBuilder out, SqlType type) {
        return switch (type) {
            case SqlType.BooleanType t -> {
                Bool.startBool(out);
                yield new Written(Type.Bool, Bool.endBool(out));
            }
            case SqlType.IntegerType t -> new Written(Type.Int, Int.createInt(out, t.bits(), t.signed()));
            case SqlType.DecimalType t ->
                new Written(Type.Decimal, Decimal.createDecimal(out, t.precision(), t.scale(), DECIMAL_BITS));
            case SqlType.FloatingType t ->
                new Written(
                        Type.FloatingPoint,
                        FloatingPoint.createFloatingPoint(out, t.bits() == 32 ? Precision.SINGLE : Precision.DOUBLE));
            case SqlType.DateType t -> new Written(Type.Date, Date.createDate(out, DateUnit.DAY));
            case SqlType.TimeType t -> new Written(Type.Time, Time.createTime(out, TimeUnit.NANOSECOND, TIME_BITS));
            case SqlType.TimestampType t -> timestamp(out, t);
            case SqlType.IntervalType t ->
                t.yearMonth()
                        ? new Written(Type.Interval, Interval.createInterval(out, IntervalUnit.YEAR_MONTH))
                        : new Written(Type.Duration, Duration.createDuration(out, TimeUnit.MICROSECOND));
            case SqlType.BinaryType t -> {
                Binary.startBinary(out);
                yield new Written(Type.Binary, Binary.endBinary(out));
            }
            case SqlType.TextType t -> text(out);
            case SqlType.UuidType t -> text(out);
            case SqlType.VariantType t -> text(out);
            case SqlType.ArrayType t -> {
                org.apache.arrow.flatbuf.List.startList(out);
                yield new Written(Type.List, org.apache.arrow.flatbuf.List.endList(out));
            }
            case SqlType.MapType t -> new Written(Type.Map, org.apache.arrow.flatbuf.Map.createMap(out, false));
            case SqlType.RowType t -> {
                Struct_.startStruct_(out);
                yield new Written(Type.Struct_, Struct_.endStruct_(out));
            }
            case SqlType.NullType t -> {
                Null.startNull(out);
                yield new Written(Type.Null, Null.endNull(out));
            }
        };
    }

    private static Written timestamp(FlatBufferBuilder out, SqlType.TimestampType type) {
        int zone = type.zoned() ? out.createString("UTC") : 0;
        return new Written(Type.Timestamp, Timestamp.createTimestamp(out, TimeUnit.MICROSECOND, zone));
    }

    private static Written text(FlatBufferBuilder out) {
        Utf8.startUtf8(out);
        return new Written(Type.Utf8, Utf8.endUtf8(out));
    }
}
