package dev.millrace.types;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Types as bytes, for values that carry theirs. Every such type is nullable, so nullability is not written. */
final class TypeCode {
    private TypeCode() {}

    record Decoded(SqlType type, int end) {}

    static void write(SqlType type, ByteArrayOutputStream out) {
        switch (type) {
            case SqlType.BooleanType t -> put(out, 1);
            case SqlType.IntegerType t -> put(out, 2, t.bits(), t.signed() ? 1 : 0);
            case SqlType.DecimalType t -> put(out, 3, t.precision(), t.scale());
            case SqlType.FloatingType t -> put(out, 4, t.bits());
            case SqlType.TextType t -> {
                put(out, 5, t.fixed() ? 1 : 0);
                number(out, t.length());
            }
            case SqlType.BinaryType t -> {
                put(out, 6, t.fixed() ? 1 : 0);
                number(out, t.length());
            }
            case SqlType.DateType t -> put(out, 7);
            case SqlType.TimeType t -> put(out, 8);
            case SqlType.TimestampType t -> put(out, 9, t.zoned() ? 1 : 0);
            case SqlType.IntervalType t ->
                put(out, 10, t.first().ordinal(), t.last().ordinal());
            case SqlType.UuidType t -> put(out, 11);
            case SqlType.ArrayType t -> {
                put(out, 12);
                write(t.element(), out);
            }
            case SqlType.MapType t -> {
                put(out, 13);
                write(t.key(), out);
                write(t.value(), out);
            }
            case SqlType.RowType t -> {
                put(out, 14);
                number(out, t.fields().size());
                for (Field field : t.fields()) {
                    byte[] name = field.name().getBytes(StandardCharsets.UTF_8);
                    number(out, name.length);
                    out.writeBytes(name);
                    write(field.type(), out);
                }
            }
            case SqlType.VariantType t -> put(out, 15);
            case SqlType.NullType t -> put(out, 16);
        }
    }

    static Decoded read(byte[] bytes, int offset) {
        Reader reader = new Reader(bytes, offset);
        SqlType type = reader.type();
        return new Decoded(type, reader.at);
    }

    private static void put(ByteArrayOutputStream out, int... values) {
        for (int value : values) {
            out.write(value);
        }
    }

    private static void number(ByteArrayOutputStream out, int value) {
        put(out, value >>> 24, value >>> 16, value >>> 8, value);
    }

    private static final class Reader {
        private final byte[] bytes;
        private int at;

        private Reader(byte[] bytes, int at) {
            this.bytes = bytes;
            this.at = at;
        }

        private SqlType type() {
            int code = bytes[at++];
            return switch (code) {
                case 1 -> new SqlType.BooleanType(true);
                case 2 -> new SqlType.IntegerType(bytes[at++], flag(), true);
                case 3 -> new SqlType.DecimalType(bytes[at++], bytes[at++], true);
                case 4 -> new SqlType.FloatingType(bytes[at++], true);
                case 5 -> new SqlType.TextType(flag(), number(), true);
                case 6 -> new SqlType.BinaryType(flag(), number(), true);
                case 7 -> new SqlType.DateType(true);
                case 8 -> new SqlType.TimeType(true);
                case 9 -> new SqlType.TimestampType(flag(), true);
                case 10 ->
                    new SqlType.IntervalType(TimeUnit.values()[bytes[at++]], TimeUnit.values()[bytes[at++]], true);
                case 11 -> new SqlType.UuidType(true);
                case 12 -> new SqlType.ArrayType(type(), true);
                case 13 -> new SqlType.MapType(type(), type(), true);
                case 14 -> new SqlType.RowType(fields(), true);
                case 15 -> new SqlType.VariantType(true);
                case 16 -> new SqlType.NullType();
                default -> throw new IllegalArgumentException("no type has the code " + code);
            };
        }

        private List<Field> fields() {
            int count = number();
            List<Field> fields = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                int length = number();
                String name = new String(bytes, at, length, StandardCharsets.UTF_8);
                at += length;
                fields.add(new Field(name, type()));
            }
            return fields;
        }

        private boolean flag() {
            return bytes[at++] != 0;
        }

        private int number() {
            int value = 0;
            for (int i = 0; i < 4; i++) {
                value = value << 8 | bytes[at++] & 0xff;
            }
            return value;
        }
    }
}
