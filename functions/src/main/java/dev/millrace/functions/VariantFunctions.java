package dev.millrace.functions;

import static dev.millrace.functions.Arguments.function;
import static dev.millrace.functions.Arguments.variant;

import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.BooleanType;
import dev.millrace.types.SqlType.DateType;
import dev.millrace.types.SqlType.IntegerType;
import dev.millrace.types.SqlType.TimeType;
import dev.millrace.types.SqlType.TimestampType;
import dev.millrace.types.SqlType.VariantType;
import dev.millrace.types.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Functions of VARIANT and JSON.
 *
 * <p>Lambdas of VARIANT_FILTER and VARIANT_MAP get the key as a VARIANT, those of the DEEP functions the path as VARCHAR ({@code
 * a.b[1].c}, positions from 1); both NULL if the whole value is no object.
 */
final class VariantFunctions {
    private VariantFunctions() {}

    static void define(Catalogue catalogue) {
        catalogue.group("VARIANT");
        catalogue.strict(
                "PARSE_JSON",
                "PARSE_JSON(s): the JSON as a VARIANT, NULL if it is none.",
                s -> a -> parse(Strings.asText(Arguments.value(a, 0), s.operand(0))));
        catalogue.strict("TO_JSON", "TO_JSON(v): as JSON.", s -> a -> json(Arguments.value(a, 0), s.operand(0)));
        catalogue.open(
                "TYPEOF",
                "TYPEOF(v): the name of the type of what it holds.",
                s -> a -> a[0] instanceof Variant variant ? Json.typeName(variant.type()) : "NULL");
        catalogue.open("VARIANTNULL", "VARIANTNULL(): the null of JSON.", s -> a -> Variant.NULL);
        catalogue.strict(
                "JSON_OBJECT_KEYS",
                "JSON_OBJECT_KEYS(v): the keys of an object, in order.",
                s -> a -> variant(a, 0).value() instanceof SortedMap<?, ?> entries ? keys(entries) : null);
        catalogue.strict("JSON_KEYS", "JSON_KEYS(v): the paths of all keys of an object, in order.", s -> a -> {
            List<@Nullable Object> paths = new ArrayList<>();
            collect(variant(a, 0), "", paths);
            return variant(a, 0).value() instanceof SortedMap ? paths : null;
        });
        entries(catalogue, "STRING", Json.TEXT);
        entries(catalogue, "BIGINT", new IntegerType(64, true, true));
        entries(catalogue, "BOOLEAN", new BooleanType(true));
        entries(catalogue, "DATE", new DateType(true));
        entries(catalogue, "TIME", new TimeType(true));
        entries(catalogue, "TIMESTAMP", new TimestampType(false, true));
        catalogue.strict(
                "VARIANT_MERGE",
                "VARIANT_MERGE(v, w): v with the entries of w, objects merged likewise.",
                s -> a -> merge(variant(a, 0), variant(a, 1)));
        lambdas(catalogue);
    }

    private static void lambdas(Catalogue catalogue) {
        catalogue.failing(
                "VARIANT_FILTER",
                "VARIANT_FILTER(v, (k, x) -> c): the entries for which c is true.",
                s -> a -> filter(variant(a, 0), function(a, 1)));
        catalogue.failing(
                "VARIANT_MAP",
                "VARIANT_MAP(v, (k, x) -> e): each value replaced by e.",
                s -> a -> map(variant(a, 0), function(a, 1), s.operand(1)));
        catalogue.failing(
                "VARIANT_DEEP_FILTER",
                "VARIANT_DEEP_FILTER(v, (p, x) -> c): the entries for which c is true, at all depths.",
                s -> a -> variant(a, 0).value() instanceof SortedMap
                                || variant(a, 0).value() instanceof List
                        ? deepFilter(variant(a, 0), "", function(a, 1))
                        : filter(variant(a, 0), function(a, 1)));
        catalogue.failing(
                "VARIANT_DEEP_MAP",
                "VARIANT_DEEP_MAP(v, (p, x) -> e): each value that is no object or array replaced by e.",
                s -> a -> deepMap(variant(a, 0), null, function(a, 1), s.operand(1)));
    }

    private static @Nullable Variant parse(String text) {
        try {
            return Json.parse(text);
        } catch (EvaluationException e) {
            return null;
        }
    }

    private static String json(Object value, SqlType type) {
        StringBuilder text = new StringBuilder();
        Variant variant = VariantCasts.wrap(value, type);
        Json.append(text, variant == null ? Variant.NULL : variant);
        return text.toString();
    }

    private static String name(@Nullable Object key) {
        return key == null ? "" : ValueText.format(key, new VariantType(true));
    }

    private static List<@Nullable Object> keys(SortedMap<?, ?> entries) {
        List<@Nullable Object> keys = new ArrayList<>();
        entries.keySet().forEach(key -> keys.add(name(key)));
        return keys;
    }

    private static void collect(Variant variant, String prefix, List<@Nullable Object> paths) {
        if (variant.value() instanceof SortedMap<?, ?> entries) {
            entries.forEach((key, value) -> {
                paths.add(prefix + name(key));
                if (value instanceof Variant inner) {
                    collect(inner, prefix + name(key) + ".", paths);
                }
            });
        }
    }

    private static void entries(Catalogue catalogue, String name, SqlType type) {
        catalogue.strict(
                "JSON_EACH_" + name,
                "JSON_EACH_" + name + "(v): a map of the entries of an object with such values.",
                s -> a -> variant(a, 0).value() instanceof SortedMap<?, ?> entries ? each(entries, type) : null);
    }

    private static Object each(SortedMap<?, ?> entries, SqlType type) {
        SortedMap<Object, @Nullable Object> result = MapFunctions.create();
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            Object value = entry.getValue() instanceof Variant variant && suits(variant, type)
                    ? VariantCasts.unwrap(variant, type)
                    : null;
            if (value != null) {
                result.put(name(entry.getKey()), value);
            }
        }
        return result;
    }

    private static boolean suits(Variant variant, SqlType type) {
        boolean temporal = type instanceof DateType || type instanceof TimeType || type instanceof TimestampType;
        return variant.type().getClass() == type.getClass() || temporal && variant.value() instanceof String;
    }

    private static Variant merge(Variant left, Variant right) {
        if (!(left.value() instanceof SortedMap<?, ?> former) || !(right.value() instanceof SortedMap<?, ?> latter)) {
            return right;
        }
        SortedMap<Object, @Nullable Object> result = MapFunctions.create();
        former.forEach((key, value) -> result.put(key, value));
        latter.forEach((key, value) -> {
            result.put(
                    key,
                    result.get(key) instanceof Variant first && value instanceof Variant second
                            ? merge(first, second)
                            : value);
        });
        return new Variant(Json.MAP, result);
    }

    private static @Nullable Variant filter(Variant variant, ScalarFunction condition) {
        if (!(variant.value() instanceof SortedMap<?, ?> entries)) {
            return isTrue(condition, null, variant) ? variant : null;
        }
        SortedMap<Object, @Nullable Object> result = MapFunctions.create();
        entries.forEach((key, value) -> {
            if (isTrue(condition, key, value)) {
                result.put(key, value);
            }
        });
        return new Variant(Json.MAP, result);
    }

    private static boolean isTrue(ScalarFunction condition, @Nullable Object key, @Nullable Object value) {
        return Boolean.TRUE.equals(condition.apply(new @Nullable Object[] {key, value}));
    }

    private static @Nullable Variant map(Variant variant, ScalarFunction function, SqlType type) {
        if (!(variant.value() instanceof SortedMap<?, ?> entries)) {
            return VariantCasts.wrap(function.apply(new @Nullable Object[] {null, variant}), type);
        }
        SortedMap<Object, @Nullable Object> result = MapFunctions.create();
        entries.forEach((key, value) ->
                result.put(key, VariantCasts.wrap(function.apply(new @Nullable Object[] {key, value}), type)));
        return new Variant(Json.MAP, result);
    }

    private static Variant deepFilter(Variant variant, String path, ScalarFunction condition) {
        if (variant.value() instanceof SortedMap<?, ?> entries) {
            SortedMap<Object, @Nullable Object> result = MapFunctions.create();
            entries.forEach((key, value) -> {
                String inner = path.isEmpty() ? name(key) : path + "." + name(key);
                if (isTrue(condition, inner, value)) {
                    result.put(key, value instanceof Variant part ? deepFilter(part, inner, condition) : null);
                }
            });
            return new Variant(Json.MAP, result);
        }
        if (variant.value() instanceof List<?> elements) {
            List<@Nullable Object> result = new ArrayList<>();
            for (Object element : elements) {
                String inner = path + "[" + (result.size() + 1) + "]";
                result.add(element instanceof Variant part ? deepFilter(part, inner, condition) : null);
            }
            return new Variant(Json.ARRAY, result);
        }
        return variant;
    }

    private static @Nullable Variant deepMap(
            Variant variant, @Nullable String path, ScalarFunction function, SqlType type) {
        if (variant.value() instanceof SortedMap<?, ?> entries) {
            SortedMap<Object, @Nullable Object> result = MapFunctions.create();
            entries.forEach((key, value) -> {
                String inner = path == null ? name(key) : path + "." + name(key);
                result.put(key, value instanceof Variant part ? deepMap(part, inner, function, type) : null);
            });
            return new Variant(Json.MAP, result);
        }
        if (variant.value() instanceof List<?> elements) {
            List<@Nullable Object> result = new ArrayList<>();
            for (Object element : elements) {
                String inner = (path == null ? "" : path) + "[" + (result.size() + 1) + "]";
                result.add(element instanceof Variant part ? deepMap(part, inner, function, type) : null);
            }
            return new Variant(Json.ARRAY, result);
        }
        return VariantCasts.wrap(function.apply(new @Nullable Object[] {path, variant}), type);
    }
}
