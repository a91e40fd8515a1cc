package dev.millrace.functions;

import static dev.millrace.functions.Arguments.map;

import dev.millrace.types.SqlType.MapType;
import dev.millrace.types.ValueOrder;
import java.util.ArrayList;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Functions of maps. */
final class MapFunctions {
    private MapFunctions() {}

    static void define(Catalogue catalogue) {
        catalogue.group("Map");
        catalogue.openFailing("MAP", "MAP[k, v, …]: a map; of equal keys the last counts.", MapFunctions::constructor);
        catalogue.alias("MAP_VALUE_CONSTRUCTOR", "MAP");
        catalogue.strict(
                "MAP_KEYS",
                "MAP_KEYS(m): the keys, in order.",
                s -> a -> new ArrayList<>(map(a, 0).keySet()));
        catalogue.strict(
                "MAP_VALUES",
                "MAP_VALUES(m): the values, in the order of their keys.",
                s -> a -> new ArrayList<>(map(a, 0).values()));
        catalogue.strict("MAP_CONTAINS_KEY", "MAP_CONTAINS_KEY(m, k): whether there is an entry of key k.", s -> {
            MapType type = (MapType) s.operand(0);
            return a -> {
                Object key = Conversion.implicit(a[1], s.operand(1), type.key());
                return key != null && map(a, 0).containsKey(key);
            };
        });
        catalogue.strict(
                "MAP_CONCAT", "MAP_CONCAT(m, …): the entries of all; of equal keys the last counts.", s -> a -> {
                    SortedMap<Object, @Nullable Object> all = create();
                    for (int i = 0; i < a.length; i++) {
                        all.putAll(map(a, i));
                    }
                    return all;
                });
    }

    static SortedMap<Object, @Nullable Object> create() {
        return new TreeMap<>(ValueOrder::compare);
    }

    private static ScalarFunction constructor(Signature signature) {
        MapType type = (MapType) signature.result();
        return a -> {
            SortedMap<Object, @Nullable Object> result = create();
            for (int i = 0; i + 1 < a.length; i += 2) {
                Object key = Conversion.implicit(a[i], signature.operand(i), type.key());
                if (key == null) {
                    throw EvaluationException.invalid("a key of a MAP is NULL");
                }
                result.put(key, Conversion.implicit(a[i + 1], signature.operand(i + 1), type.value()));
            }
            return result;
        };
    }
}
