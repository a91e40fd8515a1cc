package dev.millrace.plan;

import dev.millrace.plan.Expression.Literal;
import dev.millrace.types.Bytes;
import dev.millrace.types.Field;
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
import dev.millrace.types.TimeUnit;
import dev.millrace.types.ValueOrder;
import dev.millrace.types.Variant;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Types and boxed values of them, drawn from a seeded source; also extreme and odd ones. */
public final class RandomValues {
    private static final int NESTING_MAX = 2;
    private static final int ELEMENTS_MAX = 4;
    private static final int INTEGER_BITS_MIN = 8;
    private static final int NULL_ODDS = 10;
    private static final long NANOS_PER_DAY = 86_400_000_000_000L;
    private static final String[] TEXTS = {"", "a", "it's", "\"\\\n\t\u0000", "grün", "日本", "😀", "NULL", "-1"};
    private static final double[] DOUBLES = {
        0.0,
        -0.0,
        1.5,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        Double.MAX_VALUE
    };

    private final Random random;

    public RandomValues(Random random) {
        this.random = random;
    }

    public SqlType type() {
        return type(NESTING_MAX);
    }

    private SqlType type(int nesting) {
        int kind = random.nextInt(nesting > 0 ? 15 : 12);
        boolean nullable = random.nextBoolean();
        return switch (kind) {
            case 0 -> new BooleanType(nullable);
            case 1 -> new IntegerType(INTEGER_BITS_MIN << random.nextInt(4), random.nextBoolean(), nullable);
            case 2 -> decimal(nullable);
            case 3 -> new FloatingType(random.nextBoolean() ? 32 : 64, nullable);
            case 4 -> new TextType(false, TextType.UNLIMITED, nullable);
            case 5 -> new TextType(random.nextBoolean(), 1 + random.nextInt(20), nullable);
            case 6 -> new BinaryType(false, TextType.UNLIMITED, nullable);
            case 7 -> new DateType(nullable);
            case 8 -> new TimeType(nullable);
            case 9 -> new TimestampType(random.nextBoolean(), nullable);
            case 10 -> interval(nullable);
            case 11 -> new UuidType(nullable);
            case 12 -> new ArrayType(type(nesting - 1), nullable);
            case 13 -> random.nextBoolean() ? new VariantType(nullable) : row(nesting, nullable);
            default -> new MapType(type(0).withNullable(false), type(nesting - 1), nullable);
        };
    }

    private SqlType decimal(boolean nullable) {
        int precision = 1 + random.nextInt(DecimalType.PRECISION_MAX);
        return new DecimalType(precision, random.nextInt(precision + 1), nullable);
    }

    private SqlType interval(boolean nullable) {
        TimeUnit[] units = TimeUnit.values();
        TimeUnit first = units[random.nextInt(units.length)];
        return new IntervalType(first, first, nullable);
    }

    private SqlType row(int nesting, boolean nullable) {
        return new RowType(
                List.of(new Field("x", type(nesting - 1)), new Field("y \"z\"", type(nesting - 1))), nullable);
    }

    /** A literal of a type. */
    public Literal literal(SqlType type) {
        return new Literal(value(type), type);
    }

    /** A boxed value of a type, {@code null} now and then where it may be. */
    public @Nullable Object value(SqlType type) {
        if (type.nullable() && random.nextInt(NULL_ODDS) == 0) {
            return null;
        }
        return switch (type) {
            case BooleanType _ -> random.nextBoolean();
            case IntegerType integer -> integer(integer);
            case DecimalType decimal -> decimal(decimal);
            case FloatingType floating -> floating(floating);
            case TextType _ -> TEXTS[random.nextInt(TEXTS.length)];
            case BinaryType _ -> bytes();
            case DateType _ -> (long) random.nextInt(-1_000_000, 1_000_000);
            case TimeType _ -> random.nextLong(NANOS_PER_DAY);
            case TimestampType _ -> random.nextLong(-1L << 54, 1L << 54);
            case IntervalType _ -> random.nextLong(-1L << 40, 1L << 40);
            case UuidType _ -> new UUID(random.nextLong(), random.nextLong());
            case ArrayType array -> list(() -> value(array.element()));
            case RowType row -> row(row);
            case MapType map -> map(map);
            case VariantType _ -> variant();
            case NullType _ -> null;
        };
    }

    private Long integer(IntegerType type) {
        return switch (random.nextInt(4)) {
            case 0 -> type.min();
            case 1 -> type.max();
            case 2 -> 0L;
            default -> random.nextLong() & (type.signed() ? type.max() : type.max() >>> 1);
        };
    }

    private BigDecimal decimal(DecimalType type) {
        BigInteger limit = BigInteger.TEN.pow(type.precision());
        BigInteger unscaled = new BigInteger(limit.bitLength(), random).mod(limit);
        return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), type.scale());
    }

    private Double floating(FloatingType type) {
        double value = random.nextBoolean() ? DOUBLES[random.nextInt(DOUBLES.length)] : random.nextGaussian();
        return type.bits() == 32 ? (double) (float) value : value;
    }

    private Bytes bytes() {
        byte[] bytes = new byte[random.nextInt(ELEMENTS_MAX)];
        random.nextBytes(bytes);
        return new Bytes(bytes);
    }

    private List<@Nullable Object> list(Supplier<@Nullable Object> element) {
        List<@Nullable Object> list = new ArrayList<>();
        int size = random.nextInt(ELEMENTS_MAX);
        for (int i = 0; i < size; i++) {
            list.add(element.get());
        }
        return Collections.unmodifiableList(list);
    }

    private List<@Nullable Object> row(RowType type) {
        List<@Nullable Object> row = new ArrayList<>();
        type.fields().forEach(field -> row.add(value(field.type())));
        return Collections.unmodifiableList(row);
    }

    private SortedMap<Object, @Nullable Object> map(MapType type) {
        SortedMap<Object, @Nullable Object> map =
                new TreeMap<>((left, right) -> ValueOrder.compare(left, right, type.key()));
        int size = random.nextInt(ELEMENTS_MAX);
        for (int i = 0; i < size; i++) {
            Object key = value(type.key());
            if (key != null) {
                map.put(key, value(type.value()));
            }
        }
        return Collections.unmodifiableSortedMap(map);
    }

    private Variant variant() {
        SqlType type = type(0);
        Object value = value(type);
        return value == null ? Variant.NULL : new Variant(type, value);
    }
}
