package dev.millrace.plan.codec;

import dev.millrace.types.Bytes;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.ArrayType;
import dev.millrace.types.SqlType.BinaryType;
import dev.millrace.types.SqlType.BooleanType;
import dev.millrace.types.SqlType.DateType;
import dev.millrace.types.SqlType.DecimalType;
import dev.millrace.types.SqlType.FloatingType;
import dev.millrace.types.SqlType.IntegerType;
import dev.millrace.types.SqlType.IntervalType;
import dev.millrace.types.SqlType.MapType;
import dev.millrace.types.SqlType.NullType;
import dev.millrace.types.SqlType.RowType;
import dev.millrace.types.SqlType.TextType;
import dev.millrace.types.SqlType.TimeType;
import dev.millrace.types.SqlType.TimestampType;
import dev.millrace.types.SqlType.UuidType;
import dev.millrace.types.SqlType.VariantType;
import dev.millrace.types.ValueOrder;
import dev.millrace.types.Variant;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * Boxed values as JSON, by their type: numbers that are {@link Long} as numbers; DECIMALs as strings, to keep the scale; floating
 * point as numbers, but NaN and infinities as strings; binary as hexadecimal; maps as arrays of pairs; a VARIANT as an object of
 * its type and its value.
 */
final class BoxedJson {
    private BoxedJson() {}

    static void write(@Nullable Object value, SqlType type, JsonGenerator out) {
        if (value == null) {
            out.writeNull();
            return;
        }
        switch (type) {
            case BooleanType _ -> out.writeBoolean((Boolean) value);
            case IntegerType _, DateType _, TimeType _, TimestampType _, IntervalType _ ->
                out.writeNumber(((Long) value).longValue());
            case DecimalType _ -> out.writeString(value.toString());
            case FloatingType _ -> writeDouble((Double) value, out);
            case TextType _ -> out.writeString((String) value);
            case BinaryType _ -> out.writeString(HexFormat.of().formatHex(((Bytes) value).value()));
            case UuidType _ -> out.writeString(value.toString());
            case ArrayType array -> writeList((List<?>) value, _ -> array.element(), out);
            case RowType row ->
                writeList((List<?>) value, i -> row.fields().get(i).type(), out);
            case MapType map -> writeMap((SortedMap<?, ?>) value, map, out);
            case VariantType _ -> writeVariant((Variant) value, out);
            case NullType _ -> throw new IllegalArgumentException(value + " is not NULL");
        }
    }

    private static void writeDouble(double value, JsonGenerator out) {
        if (Double.isFinite(value)) {
            out.writeNumber(value);
        } else {
            out.writeString(Double.toString(value));
        }
    }

    private static void writeList(List<?> values, Function<Integer, SqlType> type, JsonGenerator out) {
        out.writeStartArray();
        for (int i = 0; i < values.size(); i++) {
            write(values.get(i), type.apply(i), out);
        }
        out.writeEndArray();
    }

    private static void writeMap(SortedMap<?, ?> values, MapType type, JsonGenerator out) {
        out.writeStartArray();
        values.forEach((key, value) -> {
            out.writeStartArray();
            write(key, type.key(), out);
            write(value, type.value(), out);
            out.writeEndArray();
        });
        out.writeEndArray();
    }

    private static void writeVariant(Variant variant, JsonGenerator out) {
        out.writeStartObject();
        out.writePOJOProperty("type", variant.type());
        out.writeName("value");
        write(variant.value(), variant.type(), out);
        out.writeEndObject();
    }

    /** The value written, where {@code readType} reads the type of a VARIANT. Throws where the JSON is of another form. */
    static @Nullable Object read(JsonNode json, SqlType type, Function<JsonNode, SqlType> readType) {
        if (json.isNull()) {
            return null;
        }
        return switch (type) {
            case BooleanType _ -> json.booleanValue();
            case IntegerType _, DateType _, TimeType _, TimestampType _, IntervalType _ -> json.longValue();
            case DecimalType _ -> new BigDecimal(json.stringValue());
            case FloatingType _ -> json.isString() ? Double.parseDouble(json.stringValue()) : json.doubleValue();
            case TextType _ -> json.stringValue();
            case BinaryType _ -> new Bytes(HexFormat.of().parseHex(json.stringValue()));
            case UuidType _ -> UUID.fromString(json.stringValue());
            case ArrayType array -> readList(json, _ -> array.element(), readType);
            case RowType row -> readList(json, i -> row.fields().get(i).type(), readType);
            case MapType map -> readMap(json, map, readType);
            case VariantType _ -> readVariant(json, readType);
            case NullType _ -> throw new IllegalArgumentException(json + " is not NULL");
        };
    }

    private static List<@Nullable Object> readList(
            JsonNode json, Function<Integer, SqlType> type, Function<JsonNode, SqlType> readType) {
        List<@Nullable Object> values = new ArrayList<>();
        for (JsonNode element : json.values()) {
            values.add(read(element, type.apply(values.size()), readType));
        }
        return Collections.unmodifiableList(values);
    }

    private static SortedMap<Object, @Nullable Object> readMap(
            JsonNode json, MapType type, Function<JsonNode, SqlType> readType) {
        SortedMap<Object, @Nullable Object> values =
                new TreeMap<>((left, right) -> ValueOrder.compare(left, right, type.key()));
        for (JsonNode pair : json.values()) {
            Object key = read(pair.path(0), type.key(), readType);
            if (key == null) {
                throw new IllegalArgumentException("a key of a map is NULL");
            }
            values.put(key, read(pair.path(1), type.value(), readType));
        }
        return Collections.unmodifiableSortedMap(values);
    }

    private static Variant readVariant(JsonNode json, Function<JsonNode, SqlType> readType) {
        SqlType type = readType.apply(json.path("type"));
        return new Variant(type, read(json.path("value"), type, readType));
    }
}
