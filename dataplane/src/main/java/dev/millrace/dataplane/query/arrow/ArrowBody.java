package dev.millrace.dataplane.query.arrow;

import dev.millrace.functions.JsonText;
import dev.millrace.functions.ValueText;
import dev.millrace.types.Bytes;
import dev.millrace.types.Field;
import dev.millrace.types.SqlType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The columns of a record batch as nodes and buffers, in the order in which Arrow wants them. Values are boxed. */
final class ArrowBody {
    private static final int DECIMAL_BYTES = 16;

    /** A column or a part of one. */
    record Node(long length, long nulls) {}

    private final List<Node> nodes = new ArrayList<>();
    private final List<byte[]> buffers = new ArrayList<>();

    List<Node> nodes() {
        return nodes;
    }

    List<byte[]> buffers() {
        return buffers;
    }

    /** Adds a column. */
    void add(List<@Nullable Object> values, SqlType type) {
        long nulls = values.stream().filter(value -> value == null).count();
        nodes.add(new Node(values.size(), nulls));
        if (type instanceof SqlType.NullType) {
            return;
        }
        buffers.add(nulls == 0 ? new byte[0] : validity(values));
        switch (type) {
            case SqlType.BooleanType t -> buffers.add(bits(values));
            case SqlType.IntegerType t -> buffers.add(longs(values, t.bits() / 8));
            case SqlType.DateType t -> buffers.add(longs(values, Integer.BYTES));
            case SqlType.TimeType t -> buffers.add(longs(values, Long.BYTES));
            case SqlType.TimestampType t -> buffers.add(longs(values, Long.BYTES));
            case SqlType.IntervalType t -> buffers.add(longs(values, t.yearMonth() ? Integer.BYTES : Long.BYTES));
            case SqlType.FloatingType t -> buffers.add(floats(values, t.bits()));
            case SqlType.DecimalType t -> buffers.add(decimals(values));
            case SqlType.TextType t -> addBytes(values, type);
            case SqlType.UuidType t -> addBytes(values, type);
            case SqlType.VariantType t -> addBytes(values, type);
            case SqlType.BinaryType t -> addBytes(values, type);
            case SqlType.ArrayType t -> addLists(values, t.element());
            case SqlType.MapType t -> addMaps(values, t);
            case SqlType.RowType t -> addFields(values, t.fields());
            case SqlType.NullType t -> {}
        }
    }

    private static byte[] validity(List<@Nullable Object> values) {
        byte[] bits = new byte[(values.size() + 7) / 8];
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) != null) {
                bits[i / 8] |= (byte) (1 << i % 8);
            }
        }
        return bits;
    }

    private static byte[] bits(List<@Nullable Object> values) {
        byte[] bits = new byte[(values.size() + 7) / 8];
        for (int i = 0; i < values.size(); i++) {
            if (Boolean.TRUE.equals(values.get(i))) {
                bits[i / 8] |= (byte) (1 << i % 8);
            }
        }
        return bits;
    }

    private static ByteBuffer allocate(long bytes) {
        return ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] longs(List<@Nullable Object> values, int width) {
        ByteBuffer out = allocate((long) values.size() * width);
        for (Object value : values) {
            long number = value instanceof Long present ? present : 0;
            switch (width) {
                case 1 -> out.put((byte) number);
                case 2 -> out.putShort((short) number);
                case 4 -> out.putInt((int) number);
                default -> out.putLong(number);
            }
        }
        return out.array();
    }

    private static byte[] floats(List<@Nullable Object> values, int bits) {
        ByteBuffer out = allocate((long) values.size() * bits / 8);
        for (Object value : values) {
            double number = value instanceof Double present ? present : 0;
            if (bits == 32) {
                out.putFloat((float) number);
            } else {
                out.putDouble(number);
            }
        }
        return out.array();
    }

    private static byte[] decimals(List<@Nullable Object> values) {
        ByteBuffer out = allocate((long) values.size() * DECIMAL_BYTES);
        for (Object value : values) {
            BigInteger number = value instanceof BigDecimal present ? present.unscaledValue() : BigInteger.ZERO;
            out.putLong(number.longValue()).putLong(number.shiftRight(Long.SIZE).longValue());
        }
        return out.array();
    }

    private void addBytes(List<@Nullable Object> values, SqlType type) {
        List<byte[]> slices = new ArrayList<>(values.size());
        long total = 0;
        for (Object value : values) {
            byte[] slice = value == null ? new byte[0] : bytes(value, type);
            slices.add(slice);
            total += slice.length;
        }
        ByteBuffer offsets = allocate(4L * (values.size() + 1));
        ByteBuffer data = allocate(total);
        offsets.putInt(0);
        for (byte[] slice : slices) {
            data.put(slice);
            offsets.putInt(data.position());
        }
        buffers.add(offsets.array());
        buffers.add(data.array());
    }

    private static byte[] bytes(Object value, SqlType type) {
        return switch (type) {
            case SqlType.BinaryType t when value instanceof Bytes bytes -> bytes.value();
            case SqlType.VariantType t -> {
                StringBuilder json = new StringBuilder();
                JsonText.append(json, value, type);
                yield json.toString().getBytes(StandardCharsets.UTF_8);
            }
            default -> ValueText.format(value, type).getBytes(StandardCharsets.UTF_8);
        };
    }

    private void addLists(List<@Nullable Object> values, SqlType element) {
        List<@Nullable Object> all = new ArrayList<>();
        ByteBuffer offsets = allocate(4L * (values.size() + 1));
        offsets.putInt(0);
        for (Object value : values) {
            if (value instanceof List<?> list) {
                all.addAll(list);
            }
            offsets.putInt(all.size());
        }
        buffers.add(offsets.array());
        add(all, element);
    }

    private void addMaps(List<@Nullable Object> values, SqlType.MapType type) {
        List<@Nullable Object> keys = new ArrayList<>();
        List<@Nullable Object> mapped = new ArrayList<>();
        ByteBuffer offsets = allocate(4L * (values.size() + 1));
        offsets.putInt(0);
        for (Object value : values) {
            if (value instanceof SortedMap<?, ?> map) {
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    keys.add(entry.getKey());
                    mapped.add(entry.getValue());
                }
            }
            offsets.putInt(keys.size());
        }
        buffers.add(offsets.array());
        nodes.add(new Node(keys.size(), 0));
        buffers.add(new byte[0]);
        add(keys, type.key());
        add(mapped, type.value());
    }

    private void addFields(List<@Nullable Object> values, List<Field> fields) {
        for (int i = 0; i < fields.size(); i++) {
            List<@Nullable Object> column = new ArrayList<>(values.size());
            for (Object value : values) {
                column.add(value instanceof List<?> row ? row.get(i) : null);
            }
            add(column, fields.get(i).type());
        }
    }
}
