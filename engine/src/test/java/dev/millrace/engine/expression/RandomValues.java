package dev.millrace.engine.expression;

import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Bytes;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.BinaryType;
import dev.millrace.types.SqlType.BooleanType;
import dev.millrace.types.SqlType.DateType;
import dev.millrace.types.SqlType.DecimalType;
import dev.millrace.types.SqlType.FloatingType;
import dev.millrace.types.SqlType.IntegerType;
import dev.millrace.types.SqlType.IntervalType;
import dev.millrace.types.SqlType.TextType;
import dev.millrace.types.SqlType.TimeType;
import dev.millrace.types.SqlType.TimestampType;
import dev.millrace.types.SqlType.UuidType;
import dev.millrace.types.TimeUnit;
import dev.millrace.types.WideColumn;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values of every kernel's types: usual ones, and now and then one at the edge of the type. */
final class RandomValues {
    static final List<SqlType> TYPES = List.of(
            new BooleanType(true),
            new IntegerType(8, true, true),
            new IntegerType(16, true, true),
            new IntegerType(32, true, true),
            new IntegerType(64, true, true),
            new IntegerType(8, false, true),
            new IntegerType(32, false, true),
            new IntegerType(64, false, true),
            new DecimalType(4, 3, true),
            new DecimalType(10, 2, true),
            new DecimalType(18, 6, true),
            new DecimalType(19, 0, true),
            new DecimalType(28, 8, true),
            new DecimalType(38, 0, true),
            new DecimalType(38, 19, true),
            new FloatingType(32, true),
            new FloatingType(64, true),
            new TextType(false, TextType.UNLIMITED, true),
            new TextType(false, 5, true),
            new BinaryType(false, TextType.UNLIMITED, true),
            new DateType(true),
            new TimeType(true),
            new TimestampType(false, true),
            new IntervalType(TimeUnit.DAY, TimeUnit.SECOND, true),
            new IntervalType(TimeUnit.MONTH, TimeUnit.MONTH, true),
            new UuidType(true));

    private static final double[] DOUBLES = {
        0,
        -0.0,
        1,
        -1,
        0.1,
        1e300,
        -1e300,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        4.9e-324,
        255.5
    };
    private static final String[] TEXTS = {
        "",
        "a",
        "apple",
        "Apple pie",
        "b%_c",
        "été",
        "日本語",
        "😀x",
        "ß",
        " 12 ",
        "12",
        "true",
        "2024-02-29",
        "100%",
        "aab",
        "APPLE",
        "\u212aiwi kiwi KIWI",
        "stra\u00dfe \ufb01\ufb02",
        "abcabcabcaaaaaaab-abc",
        "  pp  "
    };

    private final Random random;
    /** How often, of 100 values, one is at the edge. */
    private final int edges;

    RandomValues(Random random, int edges) {
        this.random = random;
        this.edges = edges;
    }

    /** A value that is not NULL. */
    Object value(SqlType type) {
        boolean edge = random.nextInt(100) < edges;
        return switch (type) {
            case BooleanType t -> random.nextBoolean();
            case IntegerType t -> integer(t, edge);
            case DecimalType t -> decimal(t, edge);
            case FloatingType t -> floating(t, edge);
            case TextType t -> text(t);
            case BinaryType t ->
                new Bytes(TEXTS[random.nextInt(TEXTS.length)].getBytes(java.nio.charset.StandardCharsets.UTF_8));
            case DateType t -> edge ? random.nextLong(-4_000_000, 4_000_000) : random.nextLong(-1000, 30_000);
            case TimeType t -> edge ? 0L : random.nextLong(86_400_000_000_000L);
            case TimestampType t -> edge ? wild() : random.nextLong(-4_000_000_000_000_000L, 4_000_000_000_000_000L);
            case IntervalType t ->
                t.yearMonth()
                        ? random.nextLong(-100, 100)
                        : edge ? wild() : random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L);
            case UuidType t -> new UUID(random.nextLong(-2, 2), random.nextLong(-2, 2));
            default -> throw new IllegalArgumentException(type.sql());
        };
    }

    private long wild() {
        return switch (random.nextInt(4)) {
            case 0 -> Long.MIN_VALUE;
            case 1 -> Long.MAX_VALUE;
            case 2 -> 0L;
            default -> random.nextLong();
        };
    }

    private Long integer(IntegerType type, boolean edge) {
        if (!edge) {
            return random.nextLong(type.signed() ? -10 : 0, 11);
        }
        return switch (random.nextInt(4)) {
            case 0 -> type.min();
            case 1 -> type.max();
            case 2 -> 0L;
            default -> type.bits() == 64 ? random.nextLong() : random.nextLong(type.min(), type.max() + 1);
        };
    }

    private BigDecimal decimal(DecimalType type, boolean edge) {
        int digits = edge ? type.precision() : Math.min(type.precision(), type.scale() + 2);
        BigInteger limit = BigInteger.TEN.pow(random.nextInt(3) == 0 ? digits : 1 + random.nextInt(digits));
        BigInteger magnitude =
                edge && random.nextBoolean() ? limit.subtract(BigInteger.ONE) : new BigInteger(130, random).mod(limit);
        return new BigDecimal(random.nextBoolean() ? magnitude : magnitude.negate(), type.scale());
    }

    private Double floating(FloatingType type, boolean edge) {
        double value = edge ? DOUBLES[random.nextInt(DOUBLES.length)] : random.nextInt(-40, 41) / 4.0;
        return type.bits() == 32 ? (double) (float) value : value;
    }

    private String text(TextType type) {
        String text = TEXTS[random.nextInt(TEXTS.length)];
        return type.length() == TextType.UNLIMITED || text.codePointCount(0, text.length()) <= type.length()
                ? text
                : text.substring(0, text.offsetByCodePoints(0, type.length()));
    }

    /** A column of one value in {@code nulls} NULL, and there with any bits. */
    Column column(SqlType type, int size, int nulls) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            values.add(nulls > 0 && random.nextInt(nulls) == 0 ? null : value(type));
        }
        Column column = Boxed.column(values, type);
        for (int i = 0; i < size; i++) {
            if (column.isNull(i)) {
                spoil(column, i);
            }
        }
        return column;
    }

    private void spoil(Column column, int row) {
        switch (column) {
            case LongColumn longs -> longs.values()[row] = wild();
            case WideColumn wides -> {
                wides.high()[row] = wild();
                wides.low()[row] = wild();
            }
            case BytesColumn bytes -> bytes.refs()[row] = wild();
        }
    }

    /** A batch with one column of every type. */
    Batch batch(int size, int nulls) {
        return new Batch(size, TYPES.stream().map(t -> column(t, size, nulls)).toList(), null);
    }
}
