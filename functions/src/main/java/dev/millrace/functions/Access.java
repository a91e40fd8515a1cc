package dev.millrace.functions;

import static dev.millrace.functions.Arguments.integer;
import static dev.millrace.functions.Arguments.list;
import static dev.millrace.functions.Arguments.map;
import static dev.millrace.functions.Arguments.variant;

import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.ArrayType;
import dev.millrace.types.SqlType.MapType;
import dev.millrace.types.SqlType.RowType;
import dev.millrace.types.SqlType.VariantType;
import dev.millrace.types.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Parts of nested values. What is not there is NULL. */
final class Access {
    private Access() {}

    static void define(Catalogue catalogue) {
        catalogue.group("Access");
        catalogue.strict(
                "ITEM",
                "c[i]: element i from 1 of an array, value of key i of a map, part of a ROW or VARIANT.",
                Access::item);
        catalogue.strict(
                "SAFE_ORDINAL",
                "a[SAFE_ORDINAL(i)]: element i from 1.",
                s -> a -> ArrayFunctions.at(list(a, 0), integer(a, 1) - 1));
        catalogue.strict(
                "SAFE_OFFSET",
                "a[SAFE_OFFSET(i)]: element i from 0.",
                s -> a -> ArrayFunctions.at(list(a, 0), integer(a, 1)));
        catalogue.failing(
                "ORDINAL",
                "a[ORDINAL(i)]: element i from 1, which must exist.",
                s -> a -> existing(list(a, 0), integer(a, 1) - 1));
        catalogue.failing(
                "OFFSET",
                "a[OFFSET(i)]: element i from 0, which must exist.",
                s -> a -> existing(list(a, 0), integer(a, 1)));
        catalogue.strict(
                "FIELD",
                "r.f: the field of a ROW, by its number from 0.",
                s -> a -> ArrayFunctions.at(list(a, 0), integer(a, 1)));
        catalogue.open("ROW", "ROW(x, …): a row of these fields.", Access::row);
    }

    private static @Nullable Object existing(List<@Nullable Object> elements, long index) {
        if (index < 0 || index >= elements.size()) {
            throw EvaluationException.invalid("no such element in an array of " + elements.size());
        }
        return elements.get((int) index);
    }

    private static ScalarFunction item(Signature signature) {
        SqlType index = signature.operand(1);
        return switch (signature.operand(0)) {
            case ArrayType type -> a -> ArrayFunctions.at(list(a, 0), integer(a, 1) - 1);
            case MapType type ->
                a -> {
                    Object key = Conversion.implicit(a[1], index, type.key());
                    return key == null ? null : map(a, 0).get(key);
                };
            case RowType type ->
                Strings.isText(index)
                        ? a -> ArrayFunctions.at(list(a, 0), indexOf(type, Arguments.text(a, 1)))
                        : a -> ArrayFunctions.at(list(a, 0), integer(a, 1) - 1);
            case VariantType type -> a -> part(variant(a, 0), a[1], index);
            default -> throw new IllegalArgumentException(signature.operand(0) + " has no parts");
        };
    }

    private static int indexOf(RowType type, String name) {
        for (int i = 0; i < type.fields().size(); i++) {
            if (type.fields().get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private static @Nullable Object part(Variant variant, @Nullable Object index, SqlType type) {
        if (variant.value() instanceof List<?> elements && index instanceof Long position) {
            return position < 1 || position > elements.size() ? null : elements.get((int) (position - 1));
        }
        Variant key = VariantCasts.wrap(index, type);
        return variant.value() instanceof SortedMap<?, ?> entries && key != null ? entries.get(key) : null;
    }

    private static ScalarFunction row(Signature signature) {
        RowType type = (RowType) signature.result();
        return a -> {
            List<@Nullable Object> fields = new ArrayList<>(a.length);
            for (int i = 0; i < a.length; i++) {
                fields.add(Conversion.implicit(
                        a[i], signature.operand(i), type.fields().get(i).type()));
            }
            return fields;
        };
    }
}
