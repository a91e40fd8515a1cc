package dev.millrace.formats.json;

import dev.millrace.formats.text.BadValue;
import dev.millrace.types.Boxed;
import dev.millrace.types.Bytes;
import dev.millrace.types.Field;
import dev.millrace.types.Int128;
import dev.millrace.types.SqlType;
import dev.millrace.types.ValueOrder;
import dev.millrace.types.Variant;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads values as Java objects: the slow path, for nested types. */
final class JsonBoxed {
    private static final SqlType NESTED_VARIANT = new SqlType.VariantType(true);
    private static final SqlType VARIANT_TEXT = new SqlType.TextType(false, SqlType.TextType.UNLIMITED, true);
    private static final SqlType VARIANT_ARRAY = new SqlType.ArrayType(NESTED_VARIANT, true);
    private static final SqlType VARIANT_MAP = new SqlType.MapType(VARIANT_TEXT, NESTED_VARIANT, true);
    private static final SqlType.IntegerType NEGATIVE = new SqlType.IntegerType(64, true, true);
    private static final SqlType.IntegerType NATURAL = new SqlType.IntegerType(64, false, true);

    private JsonBoxed() {}

    /** The value that begins at the cursor; {@code null} for a JSON null. */
    static @Nullable Object read(JsonCursor cursor, SqlType type) {
        if (type instanceof SqlType.VariantType) {
            return cursor.flavor.variantInText && cursor.peek() == '"' ? variantInText(cursor) : variant(cursor);
        }
        if (cursor.nullLiteral()) {
            if (!type.nullable()) {
                throw new BadValue("NULL inside a value whose type is " + type);
            }
            return null;
        }
        return switch (type) {
            case SqlType.BooleanType t -> cursor.truth();
            case SqlType.IntegerType t -> JsonScalars.integer(cursor, t);
            case SqlType.DecimalType t -> {
                JsonScalars.decimal(cursor, t);
                yield new BigDecimal(new Int128(cursor.number.high(), cursor.number.low()).toBigInteger(), t.scale());
            }
            case SqlType.FloatingType t -> JsonScalars.floating(cursor, t);
            case SqlType.TextType t -> text(cursor);
            case SqlType.BinaryType t -> new Bytes(JsonScalars.binary(cursor, t));
            case SqlType.DateType t -> JsonScalars.date(cursor);
            case SqlType.TimeType t -> JsonScalars.time(cursor);
            case SqlType.TimestampType t -> JsonScalars.timestamp(cursor);
            case SqlType.UuidType t -> JsonScalars.uuid(cursor);
            case SqlType.ArrayType t -> array(cursor, t.element());
            case SqlType.MapType t -> map(cursor, t);
            case SqlType.RowType t -> row(cursor, t);
            case SqlType.VariantType t -> variant(cursor);
            case SqlType.IntervalType t -> throw JsonScalars.noValues(t);
            case SqlType.NullType t -> throw JsonScalars.noValues(t);
        };
    }

    private static String text(JsonCursor cursor) {
        cursor.string("a string");
        return lastText(cursor);
    }

    private static String lastText(JsonCursor cursor) {
        return new String(cursor.text, cursor.textFrom, cursor.textTo - cursor.textFrom, StandardCharsets.UTF_8);
    }

    private static List<@Nullable Object> array(JsonCursor cursor, SqlType element) {
        List<@Nullable Object> elements = new ArrayList<>();
        begin(cursor, '[', "an array");
        if (!ended(cursor, ']')) {
            do {
                elements.add(read(cursor, element));
            } while (cursor.more(']'));
        }
        cursor.leave();
        return elements;
    }

    private static void begin(JsonCursor cursor, char open, String what) {
        if (cursor.peek() != open) {
            throw cursor.unexpected(what);
        }
        cursor.enter();
    }

    private static boolean ended(JsonCursor cursor, char close) {
        if (cursor.peek() != close) {
            return false;
        }
        cursor.at++;
        return true;
    }

    private static SortedMap<Object, @Nullable Object> map(JsonCursor cursor, SqlType.MapType type) {
        SortedMap<Object, @Nullable Object> entries = new TreeMap<>((a, b) -> ValueOrder.compare(a, b, type.key()));
        begin(cursor, '{', "an object");
        if (!ended(cursor, '}')) {
            do {
                cursor.key();
                Object key = mapKey(cursor, type.key());
                entries.put(key, read(cursor, type.value()));
            } while (cursor.more('}'));
        }
        cursor.leave();
        return entries;
    }

    /** A key that is not text is the JSON value written in the field name, in quotes or not. */
    private static Object mapKey(JsonCursor cursor, SqlType type) {
        String name = lastText(cursor);
        if (type instanceof SqlType.TextType) {
            return name;
        }
        boolean bare = type instanceof SqlType.IntegerType
                || type instanceof SqlType.BooleanType
                || type instanceof SqlType.FloatingType;
        byte[] json = (bare ? name : '"' + name + '"').getBytes(StandardCharsets.UTF_8);
        JsonCursor inner = new JsonCursor(false, cursor.flavor);
        inner.reset(json, 0, json.length);
        Object key = read(inner, type);
        if (key == null || !inner.atEnd()) {
            throw new BadValue("`" + name + "` is no key of type " + type.sql());
        }
        return key;
    }

    private static List<@Nullable Object> row(JsonCursor cursor, SqlType.RowType type) {
        List<@Nullable Object> values = new ArrayList<>(
                Collections.<@Nullable Object>nCopies(type.fields().size(), null));
        begin(cursor, '{', "an object");
        if (!ended(cursor, '}')) {
            do {
                cursor.key();
                int index = fieldIndex(type.fields(), lastText(cursor));
                if (index < 0) {
                    cursor.skip();
                } else {
                    values.set(index, read(cursor, type.fields().get(index).type()));
                }
            } while (cursor.more('}'));
        }
        cursor.leave();
        for (int i = 0; i < values.size(); i++) {
            Field field = type.fields().get(i);
            if (values.get(i) == null && !field.type().nullable()) {
                throw new BadValue("the field " + field.name() + " of a row is missing");
            }
        }
        return values;
    }

    private static int fieldIndex(List<Field> fields, String name) {
        int insensitive = -1;
        for (int i = fields.size() - 1; i >= 0; i--) {
            if (fields.get(i).name().equals(name)) {
                return i;
            }
            insensitive = fields.get(i).name().equalsIgnoreCase(name) ? i : insensitive;
        }
        return insensitive;
    }

    private static Variant variantInText(JsonCursor cursor) {
        byte[] json = text(cursor).getBytes(StandardCharsets.UTF_8);
        JsonCursor inner = new JsonCursor(true, JsonFlavor.DEFAULT);
        inner.reset(json, 0, json.length);
        Variant value = variant(inner);
        if (!inner.atEnd()) {
            throw inner.unexpected("the end of the value");
        }
        return value;
    }

    private static Variant variant(JsonCursor cursor) {
        return switch (cursor.peek()) {
            case 'n' -> {
                cursor.nullLiteral();
                yield Variant.NULL;
            }
            case 't', 'f' -> new Variant(new SqlType.BooleanType(true), cursor.truth());
            case '"' -> new Variant(VARIANT_TEXT, text(cursor));
            case '[' -> new Variant(VARIANT_ARRAY, array(cursor, NESTED_VARIANT));
            case '{' -> new Variant(VARIANT_MAP, map(cursor, (SqlType.MapType) VARIANT_MAP));
            default -> number(cursor);
        };
    }

    /**
     * Integers are BIGINT if negative, else BIGINT UNSIGNED; other numbers are DECIMAL, or DOUBLE if they do not fit.
     */
    private static Variant number(JsonCursor cursor) {
        cursor.number("a value");
        BigDecimal value = cursor.number.decimal();
        if (cursor.number.integral()) {
            BigInteger integer = value.toBigInteger();
            if (integer.signum() < 0 && integer.bitLength() <= 63) {
                return new Variant(NEGATIVE, integer.longValue());
            }
            if (integer.signum() >= 0 && integer.bitLength() <= 64) {
                return new Variant(NATURAL, integer.longValue());
            }
        }
        return decimalVariant(value);
    }

    private static Variant decimalVariant(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        BigDecimal plain = stripped.scale() < 0 && stripped.precision() - (long) stripped.scale() <= 38
                ? stripped.setScale(0)
                : stripped;
        int precision = Math.max(plain.precision(), plain.scale());
        if (plain.scale() >= 0 && precision <= SqlType.DecimalType.PRECISION_MAX) {
            return new Variant(new SqlType.DecimalType(Math.max(1, precision), plain.scale(), true), plain);
        }
        double number = value.doubleValue();
        if (Double.isInfinite(number)) {
            throw new BadValue("a number beyond the range of DOUBLE");
        }
        return new Variant(new SqlType.FloatingType(64, true), number + 0.0);
    }

    /** Any value of a type, where nobody will look at it. */
    static Object anything(SqlType type) {
        return switch (type) {
            case SqlType.ArrayType t -> List.of();
            case SqlType.MapType t -> new TreeMap<>();
            case SqlType.RowType t -> {
                List<@Nullable Object> values = new ArrayList<>();
                t.fields().forEach(field -> values.add(anything(field.type())));
                yield values;
            }
            case SqlType.VariantType t -> Variant.NULL;
            case SqlType.TextType t -> "";
            case SqlType.BinaryType t -> new Bytes(new byte[0]);
            default ->
                type.storage() == dev.millrace.types.Storage.WIDE
                        ? Boxed.ofWide(Int128.of(0), type)
                        : Boxed.ofLong(0, type);
        };
    }
}
