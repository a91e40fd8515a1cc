package dev.millrace.connectors.generator.datagen;

import dev.millrace.connectors.generator.Draws;
import dev.millrace.formats.json.JsonText;
import dev.millrace.formats.text.BadValue;
import dev.millrace.types.Bytes;
import dev.millrace.types.Field;
import dev.millrace.types.SqlType;
import dev.millrace.types.ValueOrder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the sources of values of each type. Mistakes are {@link IllegalArgumentException}s that name the field. */
final class Sources {
    private static final long MICROS_PER_MILLI = 1000;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long MILLIS_PER_DAY = 86_400_000;
    private static final long DAYS_MAX = 47_482; // 2100-01-01
    private static final int TEXT_LENGTH_MAX = 25;
    private static final int ARRAY_LENGTH_MAX = 5;
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private Sources() {}

    /** The source of a field. {@code key} makes its values differ from those of other fields. */
    static ValueSource of(String name, SqlType type, FieldConfig config, long key) {
        ValueSource source = present(name, type, config, Draws.key(key, 1));
        if (config.nullPercentage() == 0) {
            return source;
        }
        if (!type.nullable()) {
            throw new IllegalArgumentException(
                    "the field " + name + " cannot have a null_percentage: its type is " + type);
        }
        return new ValueSource.Nullable100(source, Draws.key(key, 2), (int) config.nullPercentage());
    }

    private static ValueSource present(String name, SqlType type, FieldConfig config, long key) {
        if (FakeText.strategies().contains(config.strategy())) {
            if (!(type instanceof SqlType.TextType)) {
                throw new IllegalArgumentException("the strategy " + config.strategy() + " of the field " + name
                        + " makes text, but its type is " + type.sql());
            }
            return new ValueSource.Objects(number -> FakeText.text(config.strategy(), key, number));
        }
        List<Object> values = config.values();
        return values == null ? ranged(name, type, config, key) : chosen(name, type, config, values, key);
    }

    private static ValueSource chosen(String name, SqlType type, FieldConfig config, List<Object> values, long key) {
        List<Object> boxed = new ArrayList<>();
        for (Object value : values) {
            boxed.add(boxed(name, type, value));
        }
        ValueSource.Numbers index = numbers(config, boxed.size(), BigDecimal.ONE, key);
        return new ValueSource.Objects(number -> boxed.get((int) index.at(number)));
    }

    /** A configured value as a value of the type, read as its JSON text. */
    private static Object boxed(String name, SqlType type, Object json) {
        byte[] text = JsonTree.print(json).getBytes(StandardCharsets.UTF_8);
        Object value;
        try {
            value = JsonText.read(text, 0, text.length, type);
        } catch (BadValue e) {
            throw new IllegalArgumentException("the field " + name + ": " + e.reason(), e);
        }
        if (value == null) {
            throw new IllegalArgumentException("the field " + name + ": use null_percentage for NULL");
        }
        return value;
    }

    private static ValueSource ranged(String name, SqlType type, FieldConfig config, long key) {
        return switch (type) {
            case SqlType.BooleanType t -> {
                ValueSource.Numbers numbers = numbers(config, 2, BigDecimal.ONE, key);
                yield new ValueSource.Objects(number -> numbers.at(number) == 1);
            }
            case SqlType.IntegerType t -> integers(name, t, config, key);
            case SqlType.DateType t -> scaled(name, t, config, 0, DAYS_MAX, 1, key);
            case SqlType.TimeType t -> scaled(name, t, config, 0, MILLIS_PER_DAY, NANOS_PER_MILLI, key);
            case SqlType.TimestampType t ->
                scaled(name, t, config, 0, DAYS_MAX * MILLIS_PER_DAY, MICROS_PER_MILLI, key);
            case SqlType.FloatingType t -> {
                ValueSource.Values decimals = reals(name, config, key);
                yield new ValueSource.Objects(number -> {
                    double value = ((Number) decimals.at(number)).doubleValue();
                    return t.bits() == 32 ? (Double) (double) (float) value : (Double) value;
                });
            }
            case SqlType.DecimalType t -> decimals(name, t, config, key);
            case SqlType.TextType t -> texts(name, config, key);
            case SqlType.BinaryType t -> binaries(name, config, key);
            case SqlType.UuidType t -> new ValueSource.Objects(number -> uuid(config, key, number));
            case SqlType.ArrayType t -> arrays(name, t, config, key);
            case SqlType.MapType t -> maps(name, t, config, key);
            case SqlType.RowType t -> rows(name, t, config, key);
            case SqlType.VariantType t -> noSource(name, t);
            case SqlType.IntervalType t -> noSource(name, t);
            case SqlType.NullType t -> noSource(name, t);
        };
    }

    private static ValueSource noSource(String name, SqlType type) {
        throw new IllegalArgumentException("datagen makes no values of type " + type.sql() + " (field " + name + ")");
    }

    /** Numbers from 0 to {@code size} − 1 (as unsigned) by the strategy. */
    private static ValueSource.Numbers numbers(FieldConfig config, long size, BigDecimal scale, long key) {
        if (size == 0) {
            throw new IllegalArgumentException("a range is empty");
        }
        return switch (config.strategy()) {
            case "uniform" -> number -> Draws.belowLong(Draws.bits(key, number), size);
            case "zipf" -> {
                Zipf zipf = Zipf.of(size > 0 ? size : Long.MAX_VALUE, config.exponent());
                yield number -> zipf.rank(key, number) - 1;
            }
            default -> {
                long step = scale.longValue();
                yield number -> Long.remainderUnsigned(number * step, size);
            }
        };
    }

    private static BigDecimal scale(FieldConfig config) {
        BigDecimal scale = config.scale();
        return scale == null ? BigDecimal.ONE : scale;
    }

    private static long bound(String name, Object value) {
        if (value instanceof Long number) {
            return number;
        }
        if (value instanceof BigDecimal number && number.stripTrailingZeros().scale() <= 0) {
            return number.longValueExact();
        }
        throw new IllegalArgumentException("the range of the field " + name + " needs integers, not " + value);
    }

    private static void checkOrder(String name, long from, long to) {
        if (from >= to) {
            throw new IllegalArgumentException("the range of the field " + name + " is empty");
        }
    }

    private static ValueSource integers(String name, SqlType.IntegerType type, FieldConfig config, long key) {
        List<Object> range = config.range();
        boolean unsigned64 = type.bits() == 64 && !type.signed();
        boolean counting = config.strategy().equals("increment");
        long from = range != null ? bound(name, range.get(0)) : counting ? 0 : type.min();
        long beyond = range != null ? bound(name, range.get(1)) : (unsigned64 ? Long.MAX_VALUE : type.max());
        checkOrder(name, from, beyond);
        if (from < type.min() || !unsigned64 && beyond - 1 > type.max()) {
            throw new IllegalArgumentException("the range of the field " + name + " is beyond " + type.sql());
        }
        long size = range == null ? beyond - from + 1 : beyond - from;
        if (size == 0) {
            return new ValueSource.Longs(number -> Draws.bits(key, number));
        }
        ValueSource.Numbers numbers = numbers(config, size, scale(config), key);
        return new ValueSource.Longs(number -> from + numbers.at(number));
    }

    private static ValueSource scaled(
            String name, SqlType type, FieldConfig config, long min, long max, long unit, long key) {
        List<Object> range = config.range();
        long from = range == null ? min : temporal(name, type, range.get(0), unit);
        long beyond = range == null ? max : temporal(name, type, range.get(1), unit);
        checkOrder(name, from, beyond);
        ValueSource.Numbers numbers = numbers(config, beyond - from, scale(config), key);
        return new ValueSource.Longs(number -> (from + numbers.at(number)) * unit);
    }

    private static long temporal(String name, SqlType type, Object value, long unit) {
        return value instanceof String ? (Long) boxed(name, type, value) / unit : bound(name, value);
    }

    private static ValueSource.Values reals(String name, FieldConfig config, long key) {
        List<Object> range = config.range();
        double from = range == null ? 0 : number(name, range.get(0)).doubleValue();
        double beyond = range == null ? 1 : number(name, range.get(1)).doubleValue();
        double step = scale(config).doubleValue();
        return switch (config.strategy()) {
            case "uniform" -> number -> from + Draws.unit(Draws.bits(key, number)) * (beyond - from);
            case "zipf" -> {
                ValueSource.Numbers numbers = numbers(config, Math.max(1, (long) (beyond - from)), BigDecimal.ONE, key);
                yield number -> from + numbers.at(number);
            }
            default -> number -> range == null ? number * step : from + number * step % (beyond - from);
        };
    }

    private static BigDecimal number(String name, Object value) {
        return switch (value) {
            case Long number -> BigDecimal.valueOf(number);
            case BigDecimal number -> number;
            default ->
                throw new IllegalArgumentException("the range of the field " + name + " needs numbers, not " + value);
        };
    }

    private static ValueSource decimals(String name, SqlType.DecimalType type, FieldConfig config, long key) {
        List<Object> range = config.range();
        long digits = Math.min(type.precision(), SqlType.DecimalType.PRECISION_LONG_MAX);
        long most = BigDecimal.ONE.scaleByPowerOfTen((int) digits).longValueExact();
        long from = range == null ? 0 : unscaled(name, type, range.get(0));
        long beyond = range == null ? most : unscaled(name, type, range.get(1));
        checkOrder(name, from, beyond);
        BigDecimal step = BigDecimal.valueOf(unscaled(name, type, scale(config)));
        ValueSource.Numbers numbers = numbers(config, beyond - from, step, key);
        return new ValueSource.Objects(number -> BigDecimal.valueOf(from + numbers.at(number), type.scale()));
    }

    private static long unscaled(String name, SqlType.DecimalType type, Object value) {
        try {
            return number(name, value)
                    .setScale(type.scale(), RoundingMode.HALF_EVEN)
                    .unscaledValue()
                    .longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("the range of the field " + name + " is beyond 18 digits", e);
        }
    }

    /** The length of a text, binary value or array: uniform in the range. */
    private static ValueSource.Numbers lengths(String name, FieldConfig config, int max, long key) {
        List<Object> range = config.range();
        long from = range == null ? 0 : bound(name, range.get(0));
        long beyond = range == null ? max : bound(name, range.get(1));
        checkOrder(name, from, beyond);
        return number -> from + Draws.belowLong(Draws.bits(key, number), beyond - from);
    }

    private static ValueSource texts(String name, FieldConfig config, long key) {
        if (config.strategy().equals("increment")) {
            long step = scale(config).longValue();
            List<Object> range = config.range();
            long from = range == null ? 0 : bound(name, range.get(0));
            long size = range == null ? Long.MAX_VALUE : bound(name, range.get(1)) - from;
            return new ValueSource.Objects(number -> Long.toString(from + number * step % size));
        }
        ValueSource.Numbers lengths = lengths(name, config, TEXT_LENGTH_MAX, key);
        return new ValueSource.Objects(number -> {
            StringBuilder text = new StringBuilder();
            long textKey = Draws.bits(key, ~number);
            for (long i = lengths.at(number); i > 0; i--) {
                text.append(LETTERS.charAt(Draws.below(Draws.bits(textKey, i), LETTERS.length())));
            }
            return text.toString();
        });
    }

    private static ValueSource binaries(String name, FieldConfig config, long key) {
        ValueSource.Numbers lengths = lengths(name, config, TEXT_LENGTH_MAX, key);
        return new ValueSource.Objects(number -> {
            byte[] bytes = new byte[(int) lengths.at(number)];
            long bytesKey = Draws.bits(key, ~number);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) Draws.bits(bytesKey, i);
            }
            return new Bytes(bytes);
        });
    }

    /** Random UUIDs are of version 4; counted ones are just numbers. */
    private static UUID uuid(FieldConfig config, long key, long number) {
        if (config.strategy().equals("increment")) {
            return new UUID(0, number);
        }
        long high = Draws.bits(key, number) & ~0xf000L | 0x4000L;
        return new UUID(high, Draws.bits(Draws.key(key, 3), number) >>> 2 | 1L << 63);
    }

    private static ValueSource arrays(String name, SqlType.ArrayType type, FieldConfig config, long key) {
        FieldConfig value = config.value();
        ValueSource elements =
                of(name + ".value", type.element(), value == null ? FieldConfig.DEFAULT : value, Draws.key(key, 4));
        ValueSource.Numbers lengths = lengths(name, config, ARRAY_LENGTH_MAX, key);
        return new ValueSource.Objects(number -> {
            List<@Nullable Object> list = new ArrayList<>();
            for (long i = 0, length = lengths.at(number); i < length; i++) {
                list.add(elements.boxed(number + i));
            }
            return list;
        });
    }

    private static ValueSource maps(String name, SqlType.MapType type, FieldConfig config, long key) {
        FieldConfig keyConfig = config.key();
        FieldConfig valueConfig = config.value();
        ValueSource keys =
                of(name + ".key", type.key(), keyConfig == null ? FieldConfig.DEFAULT : keyConfig, Draws.key(key, 5));
        ValueSource values = of(
                name + ".value",
                type.value(),
                valueConfig == null ? FieldConfig.DEFAULT : valueConfig,
                Draws.key(key, 6));
        ValueSource.Numbers lengths = lengths(name, config, ARRAY_LENGTH_MAX, key);
        return new ValueSource.Objects(number -> {
            Map<Object, @Nullable Object> map = new TreeMap<>((a, b) -> ValueOrder.compare(a, b, type.key()));
            for (long i = 0, length = lengths.at(number); i < length; i++) {
                Object mapKey = keys.boxed(number + i);
                if (mapKey != null) {
                    map.put(mapKey, values.boxed(number + i));
                }
            }
            return map;
        });
    }

    private static ValueSource rows(String name, SqlType.RowType type, FieldConfig config, long key) {
        List<ValueSource> sources = new ArrayList<>();
        for (Field field : type.fields()) {
            FieldConfig inner = named(config.fields(), field.name());
            sources.add(of(name + "." + field.name(), field.type(), inner, Draws.key(key, 7 + sources.size())));
        }
        return new ValueSource.Objects(number -> {
            List<@Nullable Object> values = new ArrayList<>();
            sources.forEach(source -> values.add(source.boxed(number)));
            return values;
        });
    }

    private static FieldConfig named(Map<String, FieldConfig> fields, String name) {
        FieldConfig exact = fields.get(name);
        FieldConfig lower = exact == null ? fields.get(name.toLowerCase(Locale.ROOT)) : exact;
        return lower == null ? FieldConfig.DEFAULT : lower;
    }
}
