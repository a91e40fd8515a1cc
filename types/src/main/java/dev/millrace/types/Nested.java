package dev.millrace.types;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The canonical bytes of ARRAY, MAP, ROW and VARIANT: equal values have equal bytes, so that comparing and hashing bytes is
 * comparing and hashing values.
 *
 * <p>A nullable slot is a byte 0 (NULL) or 1 followed by the value. A value is 8 bytes (LONG storage, big-endian), 16 (WIDE) or
 * a length and that many bytes (BYTES). ARRAY and MAP begin with the number of elements; MAP entries are in {@link ValueOrder}
 * of their keys. ROW is its fields in order. VARIANT is the encoded type and a slot. Lengths are unsigned LEB128. NaN has one
 * representation and −0.0 is 0.0.
 */
final class Nested {
    private static final Comparator<Object> KEY_ORDER = (left, right) -> ValueOrder.compare(left, right);

    private Nested() {}

    static byte[] encode(Object boxed, SqlType type) {
        Writer writer = new Writer();
        writer.body(boxed, type);
        return writer.out.toByteArray();
    }

    static Object decode(byte[] bytes, int offset, int length, SqlType type) {
        return new Reader(bytes, offset).body(type, length);
    }

    private static final class Writer {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        private void body(Object boxed, SqlType type) {
            switch (type) {
                case SqlType.ArrayType array -> {
                    List<?> elements = (List<?>) boxed;
                    length(elements.size());
                    elements.forEach(element -> slot(element, array.element()));
                }
                case SqlType.MapType map -> {
                    SortedMap<Object, @Nullable Object> entries = new TreeMap<>(KEY_ORDER);
                    entries.putAll((Map<?, ?>) boxed);
                    length(entries.size());
                    entries.forEach((key, value) -> {
                        slot(key, map.key());
                        slot(value, map.value());
                    });
                }
                case SqlType.RowType row -> {
                    List<?> values = (List<?>) boxed;
                    for (int i = 0; i < row.fields().size(); i++) {
                        slot(values.get(i), row.fields().get(i).type());
                    }
                }
                case SqlType.VariantType variant -> {
                    Variant value = (Variant) boxed;
                    TypeCode.write(value.type(), out);
                    slot(value.value(), value.type());
                }
                default -> throw new IllegalArgumentException(type + " is not nested");
            }
        }

        private void slot(@Nullable Object value, SqlType type) {
            out.write(value == null ? 0 : 1);
            if (value == null) {
                return;
            }
            switch (type.storage()) {
                case LONG -> fixed(canonical(Boxed.toLong(value, type), type));
                case WIDE -> {
                    Int128 wide = Boxed.toWide(value, type);
                    fixed(wide.high());
                    fixed(wide.low());
                }
                case BYTES -> {
                    byte[] bytes = Boxed.toBytes(value, type);
                    length(bytes.length);
                    out.writeBytes(bytes);
                }
            }
        }

        private void fixed(long value) {
            for (int shift = 56; shift >= 0; shift -= 8) {
                out.write((int) (value >>> shift));
            }
        }

        private void length(int length) {
            int rest = length;
            for (; rest > 127; rest >>>= 7) {
                out.write(rest & 127 | 128);
            }
            out.write(rest);
        }

        private static long canonical(long value, SqlType type) {
            return type instanceof SqlType.FloatingType
                    ? Double.doubleToLongBits(Double.longBitsToDouble(value) + 0.0)
                    : value;
        }
    }

    private static final class Reader {
        private final byte[] bytes;
        private int at;

        private Reader(byte[] bytes, int offset) {
            this.bytes = bytes;
            this.at = offset;
        }

        private Object body(SqlType type, int length) {
            return switch (type) {
                case SqlType.TextType text -> simple(type, length);
                case SqlType.BinaryType binary -> simple(type, length);
                case SqlType.ArrayType array -> {
                    int count = length();
                    List<@Nullable Object> elements = new ArrayList<>(count);
                    for (int i = 0; i < count; i++) {
                        elements.add(slot(array.element()));
                    }
                    yield elements;
                }
                case SqlType.MapType map -> {
                    int count = length();
                    SortedMap<Object, @Nullable Object> entries = new TreeMap<>(KEY_ORDER);
                    for (int i = 0; i < count; i++) {
                        Object key = slot(map.key());
                        Object value = slot(map.value());
                        if (key != null) {
                            entries.put(key, value);
                        }
                    }
                    yield entries;
                }
                case SqlType.RowType row -> {
                    List<@Nullable Object> values = new ArrayList<>(row.fields().size());
                    for (Field field : row.fields()) {
                        values.add(slot(field.type()));
                    }
                    yield values;
                }
                case SqlType.VariantType variant -> {
                    TypeCode.Decoded decoded = TypeCode.read(bytes, at);
                    at = decoded.end();
                    yield new Variant(decoded.type(), slot(decoded.type()));
                }
                default -> throw new IllegalArgumentException(type + " is not stored as bytes");
            };
        }

        private Object simple(SqlType type, int length) {
            Object value = Boxed.ofBytes(bytes, at, length, type);
            at += length;
            return value;
        }

        private @Nullable Object slot(SqlType type) {
            if (bytes[at++] == 0) {
                return null;
            }
            return switch (type.storage()) {
                case LONG -> Boxed.ofLong(fixed(), type);
                case WIDE -> Boxed.ofWide(new Int128(fixed(), fixed()), type);
                case BYTES -> body(type, length());
            };
        }

        private long fixed() {
            long value = 0;
            for (int i = 0; i < 8; i++) {
                value = value << 8 | bytes[at++] & 0xff;
            }
            return value;
        }

        private int length() {
            int value = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = bytes[at++];
                value |= (next & 127) << shift;
                if (next >= 0) {
                    return value;
                }
            }
        }
    }
}
