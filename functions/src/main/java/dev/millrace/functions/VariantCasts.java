package dev.millrace.functions;

import dev.millrace.types.Field;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.ArrayType;
import dev.millrace.types.SqlType.MapType;
import dev.millrace.types.SqlType.RowType;
import dev.millrace.types.SqlType.TextType;
import dev.millrace.types.SqlType.VariantType;
import dev.millrace.types.ValueOrder;
import dev.millrace.types.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Casts to VARIANT and from it. Inside a VARIANT arrays hold VARIANTs, maps go from VARIANT to VARIANT and rows are maps by field
 * name, so that it does not matter where a value came from. A cast from VARIANT yields NULL where it is not possible.
 */
final class VariantCasts {
    private VariantCasts() {}

    /** The conversion of a value that is not NULL into a VARIANT. */
    static ScalarFunction to(SqlType from) {
        return switch (from) {
            case VariantType f -> a -> a[0];
            case ArrayType f -> a -> wrapArray(Arguments.list(a, 0), f);
            case MapType f -> a -> wrapMap(Arguments.map(a, 0), f);
            case RowType f -> a -> wrapRow(Arguments.list(a, 0), f);
            case TextType f -> a -> Json.text(Arguments.text(a, 0));
            default -> {
                SqlType type = from.withNullable(true);
                yield a -> new Variant(type, a[0]);
            }
        };
    }

    /** A value as a VARIANT; NULL stays NULL. */
    static @Nullable Variant wrap(@Nullable Object value, SqlType type) {
        return value == null ? null : (Variant) to(type).apply(new @Nullable Object[] {value});
    }

    private static Variant wrapArray(List<@Nullable Object> elements, ArrayType type) {
        List<@Nullable Object> variants = new ArrayList<>(elements.size());
        for (@Nullable Object element : elements) {
            variants.add(wrap(element, type.element()));
        }
        return new Variant(Json.ARRAY, variants);
    }

    private static Variant wrapMap(SortedMap<Object, @Nullable Object> entries, MapType type) {
        SortedMap<Object, @Nullable Object> variants = new TreeMap<>(ValueOrder::compare);
        for (Map.Entry<Object, @Nullable Object> entry : entries.entrySet()) {
            Variant key = wrap(entry.getKey(), type.key());
            if (key != null) {
                variants.put(key, wrap(entry.getValue(), type.value()));
            }
        }
        return new Variant(Json.MAP, variants);
    }

    private static Variant wrapRow(List<@Nullable Object> values, RowType type) {
        SortedMap<Object, @Nullable Object> variants = new TreeMap<>(ValueOrder::compare);
        for (int i = 0; i < values.size(); i++) {
            Field field = type.fields().get(i);
            variants.put(Json.text(field.name()), wrap(values.get(i), field.type()));
        }
        return new Variant(Json.MAP, variants);
    }

    /** The conversion of a VARIANT that is not NULL. */
    static ScalarFunction from(SqlType to) {
        return a -> unwrap(Arguments.variant(a, 0), to);
    }

    /** What the VARIANT holds as a value of the type, NULL if that is not possible. */
    static @Nullable Object unwrap(Variant variant, SqlType to) {
        Object value = variant.value();
        if (value == null) {
            return null;
        }
        if (to instanceof RowType row) {
            return value instanceof SortedMap<?, ?> entries ? unwrapRow(entries, row) : null;
        }
        if (to instanceof TextType && (value instanceof List || value instanceof SortedMap)) {
            return null;
        }
        try {
            return Casts.bind(variant.type(), to).apply(new @Nullable Object[] {value});
        } catch (EvaluationException | IllegalArgumentException e) {
            return null;
        }
    }

    private static Object unwrapRow(SortedMap<?, ?> entries, RowType type) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Field field : type.fields()) {
            Object value = find(entries, field.name());
            values.add(value == null ? null : unwrap((Variant) value, field.type()));
        }
        return values;
    }

    private static @Nullable Object find(SortedMap<?, ?> entries, String name) {
        Object exact = entries.get(Json.text(name));
        if (exact != null) {
            return exact;
        }
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            if (entry.getKey() instanceof Variant key
                    && key.value() instanceof String text
                    && text.equalsIgnoreCase(name)) {
                return entry.getValue();
            }
        }
        return null;
    }
}
