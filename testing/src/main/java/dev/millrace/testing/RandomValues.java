package dev.millrace.testing;

import dev.millrace.types.Bytes;
import dev.millrace.types.Field;
import dev.millrace.types.SqlType;
import dev.millrace.types.ValueOrder;
import dev.millrace.types.Variant;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Random boxed values: mostly of a small domain, so that keys meet and rows repeat, now and then NULL, and sometimes extreme.
 */
public final class RandomValues {
    private static final String[] WORDS = {"", "a", "b", "ab", "é", "apple", "apricot", "Zebra", "10", "日本"};
    private static final long DAY_MICROS = 86_400_000_000L;

    private final RandomGenerator random;
    private final double nullShare;
    private final double extremeShare;

    /** Values drawn from {@code random}; shares from 0 to 1. */
    public RandomValues(RandomGenerator random, double nullShare, double extremeShare) {
        this.random = random;
        this.nullShare = nullShare;
        this.extremeShare = extremeShare;
    }

    /** A value of the type, {@code null} only if it is nullable. */
    public @Nullable Object next(SqlType type) {
        if (type.nullable() && random.nextDouble() < nullShare) {
            return null;
        }
        boolean extreme = random.nextDouble() < extremeShare;
        return switch (type) {
            case SqlType.BooleanType t -> random.nextBoolean();
            case SqlType.IntegerType t ->
                extreme ? extremeInteger(t) : Long.valueOf(random.nextInt(t.signed() ? -2 : 0, 6));
            case SqlType.DecimalType t -> decimal(t, extreme);
            case SqlType.FloatingType t -> floating(t, extreme);
            case SqlType.TextType t -> text(t);
            case SqlType.BinaryType t -> new Bytes(new byte[] {(byte) random.nextInt(4), (byte) random.nextInt(2)});
            case SqlType.DateType t -> (long) random.nextInt(19_000, 19_008);
            case SqlType.TimeType t -> random.nextInt(24) * 3_600_000_000_000L;
            case SqlType.TimestampType t -> 19_000 * DAY_MICROS + random.nextInt(40) * 500_000L;
            case SqlType.IntervalType t -> (long) random.nextInt(-3, 10) * (t.yearMonth() ? 1 : 1_000_000);
            case SqlType.UuidType t -> new UUID(random.nextInt(2), random.nextInt(3));
            case SqlType.ArrayType t -> array(t);
            case SqlType.MapType t -> map(t);
            case SqlType.RowType t -> row(t);
            case SqlType.VariantType t ->
                new Variant(new SqlType.IntegerType(64, true, true), (long) random.nextInt(3));
            case SqlType.NullType t -> null;
        };
    }

    private Long extremeInteger(SqlType.IntegerType type) {
        return switch (random.nextInt(3)) {
            case 0 -> type.min();
            case 1 -> type.max();
            default -> type.max() - random.nextInt(3);
        };
    }

    private BigDecimal decimal(SqlType.DecimalType type, boolean extreme) {
        BigInteger unscaled = extreme
                ? BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE)
                : BigInteger.valueOf(random.nextInt(-20, 60))
                        .multiply(BigInteger.TEN.pow(Math.max(0, type.scale() - 1)));
        BigInteger limit = BigInteger.TEN.pow(type.precision());
        return new BigDecimal(unscaled.remainder(limit), type.scale());
    }

    private Double floating(SqlType.FloatingType type, boolean extreme) {
        if (!extreme) {
            return random.nextInt(-4, 12) / 4.0;
        }
        double[] values = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.1f, 1e30f, -1e-30f};
        return values[random.nextInt(values.length)];
    }

    private String text(SqlType.TextType type) {
        String word = WORDS[random.nextInt(WORDS.length)];
        if (type.length() == SqlType.TextType.UNLIMITED) {
            return word;
        }
        String cut = word.codePointCount(0, word.length()) > type.length()
                ? word.substring(0, word.offsetByCodePoints(0, type.length()))
                : word;
        return type.fixed() ? cut + " ".repeat(type.length() - cut.codePointCount(0, cut.length())) : cut;
    }

    private List<@Nullable Object> array(SqlType.ArrayType type) {
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            elements.add(next(type.element()));
        }
        return elements;
    }

    private SortedMap<Object, @Nullable Object> map(SqlType.MapType type) {
        SortedMap<Object, @Nullable Object> entries = new TreeMap<>((a, b) -> ValueOrder.compare(a, b));
        for (int i = random.nextInt(3); i > 0; i--) {
            Object key = next(type.key().withNullable(false));
            if (key != null) {
                entries.put(key, next(type.value()));
            }
        }
        return entries;
    }

    private List<@Nullable Object> row(SqlType.RowType type) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Field field : type.fields()) {
            values.add(next(field.type()));
        }
        return values;
    }
}
