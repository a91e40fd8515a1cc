package dev.millrace.formats.json;

import dev.millrace.types.Bytes;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import dev.millrace.types.ValueOrder;
import dev.millrace.types.Variant;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads rows slowly and simply: a tree by Jackson, then values by the JDK. */
final class ReferenceJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private ReferenceJson() {}

    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Whether some object of a well-formed text has two fields of the same name, but for case. */
    static boolean hasDuplicates(byte[] json) {
        String lower = new String(json, StandardCharsets.UTF_8).toLowerCase(java.util.Locale.ROOT);
        JsonFactory strict = JsonFactory.builder()
                .enable(tools.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try (JsonParser parser = strict.createParser(ObjectReadContext.empty(), lower)) {
            while (parser.nextToken() != null) {
                parser.currentToken();
            }
            return false;
        } catch (JacksonException e) {
            return true;
        }
    }

    /**
     * The boxed row, or empty if the text is malformed or a value does not fit. Of duplicate fields the last one
     * counts.
     */
    static Optional<List<Object>> row(byte[] json, Schema schema) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
            Object tree = tree(text);
            if (!(tree instanceof Map<?, ?> map)) {
                return Optional.empty();
            }
            Map<String, Object> lower = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            map.forEach((key, value) -> lower.put((String) key, value));
            List<@Nullable Object> row = new ArrayList<>();
            for (Field field : schema.fields()) {
                Object value = lower.get(field.name());
                row.add(value == null ? null : convert(value, field.type()));
            }
            return Optional.of(row);
        } catch (JacksonException
                | ArithmeticException
                | CharacterCodingException
                | Refused
                | DateTimeException
                | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static @Nullable Object tree(String text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            Object tree = value(parser, parser.nextToken());
            refuseUnless(parser.nextToken() == null);
            return tree;
        }
    }

    private static @Nullable Object value(JsonParser parser, JsonToken token) {
        refuseUnless(token != null);
        switch (token) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = whole(parser.currentName());
                    map.put(name, value(parser, parser.nextToken()));
                }
                return map;
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    list.add(value(parser, next));
                }
                return list;
            }
            case VALUE_STRING -> {
                return whole(parser.getString());
            }
            case VALUE_NUMBER_INT -> {
                return parser.getBigIntegerValue();
            }
            case VALUE_NUMBER_FLOAT -> {
                return new BigDecimal(parser.getString());
            }
            case VALUE_TRUE -> {
                return true;
            }
            case VALUE_FALSE -> {
                return false;
            }
            default -> {
                return null;
            }
        }
    }

    private static void refuseUnless(boolean condition) {
        if (!condition) {
            throw new Refused();
        }
    }

    private static String whole(String text) {
        refuseUnless(StandardCharsets.UTF_8.newEncoder().canEncode(text));
        return text;
    }

    private static <T> T as(Class<T> type, Object value) {
        refuseUnless(type.isInstance(value));
        return type.cast(value);
    }

    private static BigDecimal number(Object value) {
        return value instanceof BigInteger integer ? new BigDecimal(integer) : as(BigDecimal.class, value);
    }

    private static @Nullable Object convert(@Nullable Object value, SqlType type) {
        if (type instanceof SqlType.VariantType) {
            return variant(value);
        }
        if (value == null) {
            refuseUnless(type.nullable());
            return null;
        }
        return switch (type) {
            case SqlType.BooleanType t -> as(Boolean.class, value);
            case SqlType.IntegerType t -> integer(as(BigInteger.class, value), t);
            case SqlType.DecimalType t -> decimal(value, t);
            case SqlType.FloatingType t -> floating(writtenNumber(value), t);
            case SqlType.TextType t -> as(String.class, value);
            case SqlType.BinaryType t -> value instanceof String hex ? hex(hex) : bytes(as(List.class, value));
            case SqlType.DateType t -> date(as(String.class, value));
            case SqlType.TimeType t -> time(as(String.class, value));
            case SqlType.TimestampType t -> timestamp(as(String.class, value));
            case SqlType.UuidType t -> uuid(as(String.class, value));
            case SqlType.ArrayType t -> {
                List<@Nullable Object> elements = new ArrayList<>();
                for (Object element : as(List.class, value)) {
                    elements.add(convert(element, t.element()));
                }
                yield elements;
            }
            case SqlType.MapType t -> {
                Map<Object, @Nullable Object> entries = new TreeMap<>((a, b) -> ValueOrder.compare(a, b));
                ((Map<?, ?>) as(Map.class, value)).forEach((key, v) -> entries.put(key, convert(v, t.value())));
                yield entries;
            }
            case SqlType.RowType t -> {
                Map<?, ?> map = as(Map.class, value);
                List<@Nullable Object> values = new ArrayList<>(Arrays.<@Nullable Object>asList(null, null));
                map.forEach((key, v) -> {
                    for (int i = 0; i < t.fields().size(); i++) {
                        if (t.fields().get(i).name().equalsIgnoreCase((String) key)) {
                            values.set(i, convert(v, t.fields().get(i).type()));
                        }
                    }
                });
                yield values;
            }
            default -> throw new Refused();
        };
    }

    private static long integer(BigInteger value, SqlType.IntegerType type) {
        BigInteger max = type.signed()
                ? BigInteger.valueOf(type.max())
                : BigInteger.TWO.pow(type.bits()).subtract(BigInteger.ONE);
        refuseUnless(value.compareTo(BigInteger.valueOf(type.min())) >= 0 && value.compareTo(max) <= 0);
        return value.longValue();
    }

    /** A number, or a string that holds one. */
    private static BigDecimal writtenNumber(Object value) {
        if (value instanceof String text) {
            refuseUnless(text.matches("[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?"));
            return new BigDecimal(text);
        }
        return number(value);
    }

    private static BigDecimal decimal(Object value, SqlType.DecimalType type) {
        BigDecimal rounded = writtenNumber(value).setScale(type.scale(), RoundingMode.HALF_EVEN);
        refuseUnless(rounded.signum() == 0 || rounded.precision() <= type.precision());
        return rounded;
    }

    private static double floating(BigDecimal value, SqlType.FloatingType type) {
        double number = type.bits() == 32 ? value.floatValue() : value.doubleValue();
        refuseUnless(!Double.isInfinite(number));
        return number + 0.0;
    }

    private static Bytes hex(String text) {
        return new Bytes(java.util.HexFormat.of()
                .parseHex(text.startsWith("0x") || text.startsWith("\\x") ? text.substring(2) : text));
    }

    private static Bytes bytes(List<?> numbers) {
        byte[] bytes = new byte[numbers.size()];
        for (int i = 0; i < bytes.length; i++) {
            Object number = numbers.get(i);
            refuseUnless(number != null);
            bytes[i] = (byte) integer(as(BigInteger.class, number), new SqlType.IntegerType(8, false, true));
        }
        return new Bytes(bytes);
    }

    private static long date(String text) {
        refuseUnless(text.length() == 10 && !text.startsWith("0000"));
        return LocalDate.parse(text).toEpochDay();
    }

    private static long time(String text) {
        refuseUnless(text.matches("\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?"));
        return LocalTime.parse(cut(text, 18)).toNanoOfDay();
    }

    private static String cut(String text, int length) {
        return text.length() > length ? text.substring(0, length) : text;
    }

    private static long timestamp(String text) {
        if (text.length() == 10) {
            return date(text) * 86_400_000_000L;
        }
        java.util.regex.Matcher parts = java.util.regex.Pattern.compile(
                        "(\\d{4}-\\d\\d-\\d\\d)[ Tt](\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?)([zZ]|[+-]\\d\\d:\\d\\d)?")
                .matcher(text);
        refuseUnless(parts.matches());
        LocalDateTime local =
                LocalDateTime.of(LocalDate.ofEpochDay(date(parts.group(1))), LocalTime.parse(cut(parts.group(2), 15)));
        long offset = 0;
        String zone = parts.group(3);
        if (zone != null && zone.length() > 1) {
            LocalTime distance = LocalTime.parse(zone.substring(1));
            offset = (zone.startsWith("-") ? -1 : 1) * distance.toSecondOfDay();
        }
        return (local.toEpochSecond(ZoneOffset.UTC) - offset) * 1_000_000 + local.getNano() / 1000;
    }

    private static UUID uuid(String text) {
        refuseUnless(text.matches("\\{?([0-9a-fA-F]{4}-?){7}[0-9a-fA-F]{4}}?")
                && text.startsWith("{") == text.endsWith("}"));
        String hex = text.replaceAll("[-{}]", "");
        return new UUID(
                Long.parseUnsignedLong(hex.substring(0, 16), 16), Long.parseUnsignedLong(hex.substring(16), 16));
    }

    private static Variant variant(@Nullable Object value) {
        return switch (value) {
            case null -> Variant.NULL;
            case Boolean truth -> new Variant(BOOLEAN, truth);
            case String text -> new Variant(TEXT, text);
            case BigInteger integer
            when integer.signum() < 0 && integer.bitLength() < 64 ->
                new Variant(new SqlType.IntegerType(64, true, true), integer.longValue());
            case BigInteger integer
            when integer.signum() >= 0 && integer.bitLength() <= 64 ->
                new Variant(new SqlType.IntegerType(64, false, true), integer.longValue());
            case List<?> list -> {
                List<Variant> elements = new ArrayList<>();
                for (Object element : list) {
                    elements.add(variant(element));
                }
                yield new Variant(new SqlType.ArrayType(NESTED, true), elements);
            }
            case Map<?, ?> map -> {
                Map<Object, Variant> entries = new TreeMap<>((a, b) -> ValueOrder.compare(a, b));
                map.forEach((key, v) -> entries.put(key, variant(v)));
                yield new Variant(new SqlType.MapType(TEXT, NESTED, true), entries);
            }
            default -> decimalVariant(number(value));
        };
    }

    private static Variant decimalVariant(BigDecimal number) {
        BigDecimal stripped = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        if (stripped.scale() < 0 && stripped.precision() - stripped.scale() <= 38) {
            stripped = stripped.setScale(0);
        }
        int precision = Math.max(1, Math.max(stripped.precision(), stripped.scale()));
        refuseUnless(!Double.isInfinite(number.doubleValue()));
        return stripped.scale() < 0 || precision > 38
                ? new Variant(new SqlType.FloatingType(64, true), number.doubleValue() + 0.0)
                : new Variant(new SqlType.DecimalType(precision, stripped.scale(), true), stripped);
    }

    private static final SqlType BOOLEAN = new SqlType.BooleanType(true);
    private static final SqlType TEXT = new SqlType.TextType(false, SqlType.TextType.UNLIMITED, true);
    private static final SqlType NESTED = new SqlType.VariantType(true);
}
