package dev.millrace.types;

import java.util.List;

/**
 * A SQL type: what values are allowed, whether NULL is, and how they are stored.
 *
 * <p>Boxed Java classes, used wherever a value stands alone ({@code null} is SQL NULL):
 *
 * <table>
 * <caption>Boxed forms</caption>
 * <tr><td>BOOLEAN</td><td>{@link Boolean}</td></tr>
 * <tr><td>integers</td><td>{@link Long}; BIGINT UNSIGNED holds the raw 64 bits</td></tr>
 * <tr><td>DECIMAL</td><td>{@link java.math.BigDecimal} with exactly the scale of the type</td></tr>
 * <tr><td>REAL, DOUBLE</td><td>{@link Double}; a REAL is rounded to {@code float} precision</td></tr>
 * <tr><td>CHAR, VARCHAR</td><td>{@link String}</td></tr>
 * <tr><td>BINARY, VARBINARY</td><td>{@link Bytes}</td></tr>
 * <tr><td>DATE</td><td>{@link Long}, days since 1970-01-01</td></tr>
 * <tr><td>TIME</td><td>{@link Long}, nanoseconds of the day</td></tr>
 * <tr><td>TIMESTAMP</td><td>{@link Long}, microseconds since 1970-01-01 00:00 UTC</td></tr>
 * <tr><td>day-time interval</td><td>{@link Long}, microseconds</td></tr>
 * <tr><td>year-month interval</td><td>{@link Long}, months</td></tr>
 * <tr><td>UUID</td><td>{@link java.util.UUID}</td></tr>
 * <tr><td>ARRAY</td><td>{@link List} of boxed elements</td></tr>
 * <tr><td>MAP</td><td>{@link java.util.SortedMap} in {@link ValueOrder} of its keys</td></tr>
 * <tr><td>ROW</td><td>{@link List} of boxed fields</td></tr>
 * <tr><td>VARIANT</td><td>{@link Variant}</td></tr>
 * </table>
 *
 * <p>Proleptic Gregorian calendar; instances are immutable and compared by value.
 */
public sealed interface SqlType {

    /** Whether NULL is a value of this type. */
    boolean nullable();

    /** This type with the given nullability. */
    SqlType withNullable(boolean nullable);

    /** The arrays its values occupy. */
    Storage storage();

    /** The name as SQL spells it, without nullability: {@code DECIMAL(10, 2)}. */
    String sql();

    /** BOOLEAN. Stored as 0 or 1. */
    record BooleanType(boolean nullable) implements SqlType {
        @Override
        public BooleanType withNullable(boolean nullable) {
            return new BooleanType(nullable);
        }

        @Override
        public Storage storage() {
            return Storage.LONG;
        }

        @Override
        public String sql() {
            return "BOOLEAN";
        }

        @Override
        public String toString() {
            return describe(this);
        }
    }

    /** TINYINT to BIGINT, signed or unsigned. {@code bits} is 8, 16, 32 or 64. Stored sign- or zero-extended. */
    record IntegerType(int bits, boolean signed, boolean nullable) implements SqlType {
        public IntegerType {
            if (bits != 8 && bits != 16 && bits != 32 && bits != 64) {
                throw new IllegalArgumentException("an integer has 8, 16, 32 or 64 bits, not " + bits);
            }
        }

        @Override
        public IntegerType withNullable(boolean nullable) {
            return new IntegerType(bits, signed, nullable);
        }

        @Override
        public Storage storage() {
            return Storage.LONG;
        }

        /** The least value; 0 if unsigned. */
        public long min() {
            return signed ? -1L << (bits - 1) : 0;
        }

        /** The greatest value; −1, all bits set, for BIGINT UNSIGNED. */
        public long max() {
            return signed ? ~min() : bits == 64 ? -1 : (1L << bits) - 1;
        }

        @Override
        public String sql() {
            String name = switch (bits) {
                case 8 -> "TINYINT";
                case 16 -> "SMALLINT";
                case 32 -> "INTEGER";
                default -> "BIGINT";
            };
            return signed ? name : name + " UNSIGNED";
        }

        @Override
        public String toString() {
            return describe(this);
        }
    }

    /** DECIMAL(precision, scale): 1 ≤ precision ≤ 38, 0 ≤ scale ≤ precision. Stored as the unscaled number. */
    record DecimalType(int precision, int scale, boolean nullable) implements SqlType {
        /** The most digits a DECIMAL may have. */
        public static final int PRECISION_MAX = 38;
        /** The most digits that fit the LONG storage. */
        public static final int PRECISION_LONG_MAX = 18;

        public DecimalType {
            if (precision < 1 || precision > PRECISION_MAX || scale < 0 || scale > precision) {
                throw new IllegalArgumentException("DECIMAL(" + precision + ", " + scale + ") is out of range");
            }
        }

        @Override
        public DecimalType withNullable(boolean nullable) {
            return new DecimalType(precision, scale, nullable);
        }

        @Override
        public Storage storage() {
            return precision <= PRECISION_LONG_MAX ? Storage.LONG : Storage.WIDE;
        }

        @Override
        public String sql() {
            return "DECIMAL(" + precision + ", " + scale + ")";
        }

        @Override
        public String toString() {
            return describe(this);
        }
    }

    /** REAL (32 bits) or DOUBLE (64 bits). Both are stored as the raw bits of a {@code double}. */
    record FloatingType(int bits, boolean nullable) implements SqlType {
        public FloatingType {
            if (bits != 32 && bits != 64) {
                throw new IllegalArgumentException("a floating point number has 32 or 64 bits, not " + bits);
            }
        }

        @Override
        public FloatingType withNullable(boolean nullable) {
            return new FloatingType(bits, nullable);
        }

        @Override
        public Storage storage() {
            return Storage.LONG;
        }

        @Override
        public String sql() {
            return bits == 32 ? "REAL" : "DOUBLE";
        }

        @Override
        public String toString() {
            return describe(this);
        }
    }

    /** CHAR(length), padded to its length, or VARCHAR(length); {@code length} in code points, {@link #UNLIMITED} if none. */
    record TextType(boolean fixed, int length, boolean nullable) implements SqlType {
        /** The length of a VARCHAR without one. */
        public static final int UNLIMITED = -1;

        @Override
        public TextType withNullable(boolean nullable) {
            return new TextType(fixed, length, nullable);
        }

        @Override
        public Storage storage() {
            return Storage.BYTES;
        }

        @Override
        public String sql() {
            return (fixed ? "CHAR" : "VARCHAR") + (length == UNLIMITED ? "" : "(" + length + ")");
        }

        @Override
        public String toString() {
            return describe(this);
        }
    }

    /** BINARY(length), padded to its length, or VARBINARY; {@code length} in bytes, {@link TextType#UNLIMITED} if none. */
    record BinaryType(boolean fixed, int length, boolean nullable) implements SqlType {
        @Override
        public BinaryType withNullable(boolean nullable) {
            return new BinaryType(fixed, length, nullable);
        }

        @Override
        public Storage storage() {
            return Storage.BYTES;
        }

        @Override
        public String sql() {
            return (fixed ? "BINARY" : "VARBINARY") + (length == TextType.UNLIMITED ? "" : "(" + length + ")");
        }

        @Override
        public String toString() {
            return describe(this);
        }
    }

    /** DATE: days since 1970-01-01. */
    record DateType(boolean nullable) implements SqlType {
        @Override
        public DateType withNullable(boolean nullable) {
            return new DateType(nullable);
        }

        @Override
        public Storage storage() {
            return Storage.LONG;
        }

        @Override
        public String sql() {
            return "DATE";
        }

        @Override
        public String toString() {
            return describe(this);
        }
    }

    /** TIME: nanoseconds of the day, 0 ≤ t &lt; 86,400·10⁹. */
    record TimeType(boolean nullable) implements SqlType {
        @Override
        public TimeType withNullable(boolean nullable) {
            return new TimeType(nullable);
        }

        @Override
        public Storage storage() {
            return Storage.LONG;
        }

        @Override
        public String sql() {
            return "TIME";
        }

        @Override
        public String toString() {
            return describe(this);
        }
    }

    /** TIMESTAMP [WITH TIME ZONE]: microseconds since the epoch; the zoned form is normalised to UTC. */
    record TimestampType(boolean zoned, boolean nullable) implements SqlType {
        @Override
        public TimestampType withNullable(boolean nullable) {
            return new TimestampType(zoned, nullable);
        }

        @Override
        public Storage storage() {
            return Storage.LONG;
        }

        @Override
        public String sql() {
            return zoned ? "TIMESTAMP WITH TIME ZONE" : "TIMESTAMP";
        }

        @Override
        public String toString() {
            return describe(this);
        }
    }

    /**
     * An interval from one unit to another: months if year-month, else microseconds. {@code first} and {@code last} name the
     * qualifier ({@code DAY TO SECOND}; equal for a single unit), which matters only to casts to numbers.
     */
    record IntervalType(TimeUnit first, TimeUnit last, boolean nullable) implements SqlType {
        @Override
        public IntervalType withNullable(boolean nullable) {
            return new IntervalType(first, last, nullable);
        }

        /** Whether it counts months rather than microseconds. */
        public boolean yearMonth() {
            return first == TimeUnit.YEAR || first == TimeUnit.QUARTER || first == TimeUnit.MONTH;
        }

        @Override
        public Storage storage() {
            return Storage.LONG;
        }

        @Override
        public String sql() {
            return "INTERVAL " + (first == last ? first.name() : first + " TO " + last);
        }

        @Override
        public String toString() {
            return describe(this);
        }
    }

    /** UUID: 128 bits. */
    record UuidType(boolean nullable) implements SqlType {
        @Override
        public UuidType withNullable(boolean nullable) {
            return new UuidType(nullable);
        }

        @Override
        public Storage storage() {
            return Storage.WIDE;
        }

        @Override
        public String sql() {
            return "UUID";
        }

        @Override
        public String toString() {
            return describe(this);
        }
    }

    /** An array. */
    record ArrayType(SqlType element, boolean nullable) implements SqlType {
        @Override
        public ArrayType withNullable(boolean nullable) {
            return new ArrayType(element, nullable);
        }

        @Override
        public Storage storage() {
            return Storage.BYTES;
        }

        @Override
        public String sql() {
            return element.sql() + " ARRAY";
        }

        @Override
        public String toString() {
            return describe(this);
        }
    }

    /** A map; keys are not NULL and unique. */
    record MapType(SqlType key, SqlType value, boolean nullable) implements SqlType {
        @Override
        public MapType withNullable(boolean nullable) {
            return new MapType(key, value, nullable);
        }

        @Override
        public Storage storage() {
            return Storage.BYTES;
        }

        @Override
        public String sql() {
            return "MAP<" + key.sql() + ", " + value.sql() + ">";
        }

        @Override
        public String toString() {
            return describe(this);
        }
    }

    /** A ROW or structured type. */
    record RowType(List<Field> fields, boolean nullable) implements SqlType {
        public RowType {
            fields = List.copyOf(fields);
        }

        @Override
        public RowType withNullable(boolean nullable) {
            return new RowType(fields, nullable);
        }

        @Override
        public Storage storage() {
            return Storage.BYTES;
        }

        @Override
        public String sql() {
            StringBuilder text = new StringBuilder("ROW(");
            for (Field field : fields) {
                text.append(text.length() == 4 ? "" : ", ").append(field);
            }
            return text.append(')').toString();
        }

        @Override
        public String toString() {
            return describe(this);
        }
    }

    /** VARIANT: a value that carries its own type. */
    record VariantType(boolean nullable) implements SqlType {
        @Override
        public VariantType withNullable(boolean nullable) {
            return new VariantType(nullable);
        }

        @Override
        public Storage storage() {
            return Storage.BYTES;
        }

        @Override
        public String sql() {
            return "VARIANT";
        }

        @Override
        public String toString() {
            return describe(this);
        }
    }

    /** The type of a bare NULL. Always nullable. */
    record NullType() implements SqlType {
        @Override
        public boolean nullable() {
            return true;
        }

        @Override
        public NullType withNullable(boolean nullable) {
            return this;
        }

        @Override
        public Storage storage() {
            return Storage.LONG;
        }

        @Override
        public String sql() {
            return "NULL";
        }

        @Override
        public String toString() {
            return "NULL";
        }
    }

    /** Whether both are the same type but for nullability (of the outermost level). */
    default boolean sameAs(SqlType other) {
        return withNullable(true).equals(other.withNullable(true));
    }

    private static String describe(SqlType type) {
        return type.nullable() ? type.sql() : type.sql() + " NOT NULL";
    }
}
