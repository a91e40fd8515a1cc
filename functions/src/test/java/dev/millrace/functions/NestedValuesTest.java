package dev.millrace.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.types.Field;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.ArrayType;
import dev.millrace.types.SqlType.MapType;
import dev.millrace.types.SqlType.RowType;
import dev.millrace.types.ValueOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class NestedValuesTest {
    private static final SqlType INTEGER = FunctionTable.type("INTEGER");
    private static final SqlType BOOLEAN = FunctionTable.type("BOOLEAN");
    private static final SqlType VARCHAR = FunctionTable.type("VARCHAR");
    private static final SqlType VARIANT = FunctionTable.type("VARIANT");
    private static final SqlType INTEGERS = new ArrayType(INTEGER, true);
    private static final SqlType TEXTS = new ArrayType(VARCHAR, true);
    private static final SqlType AGES = new MapType(VARCHAR, INTEGER, true);

    private static @Nullable Object call(
            String name, SqlType result, List<SqlType> types, @Nullable Object... arguments) {
        return ScalarFunctions.resolve(name, types, result).apply(arguments);
    }

    private static List<@Nullable Object> list(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    private static SortedMap<Object, Object> ages(Map<String, Long> ages) {
        SortedMap<Object, Object> map = new TreeMap<>(ValueOrder::compare);
        map.putAll(ages);
        return map;
    }

    @Test
    void arraysAreTakenApartAndPutTogether() {
        List<SqlType> one = List.of(INTEGERS);
        List<SqlType> withElement = List.of(INTEGERS, INTEGER);
        assertThat(call("ARRAY", INTEGERS, List.of(INTEGER, INTEGER), 1L, null)).isEqualTo(list(1L, null));
        assertThat(call("ITEM", INTEGER, withElement, list(7L, 8L), 2L)).isEqualTo(8L);
        assertThat(call("ITEM", INTEGER, withElement, list(7L, 8L), 3L)).isNull();
        assertThat(call("ITEM", INTEGER, withElement, list(7L, 8L), 0L)).isNull();
        assertThat(call("SAFE_OFFSET", INTEGER, withElement, list(7L, 8L), 0L)).isEqualTo(7L);
        assertThat(call("CARDINALITY", INTEGER, one, list(7L, null))).isEqualTo(2L);
        assertThat(call("ARRAY_APPEND", INTEGERS, withElement, list(1L), null)).isEqualTo(list(1L, null));
        assertThat(call("ARRAY_PREPEND", INTEGERS, withElement, list(1L), 2L)).isEqualTo(list(2L, 1L));
        assertThat(call("ARRAY_CONCAT", INTEGERS, List.of(INTEGERS, INTEGERS), list(1L), list(2L)))
                .isEqualTo(list(1L, 2L));
        assertThat(call("ARRAY_COMPACT", INTEGERS, one, list(1L, null))).isEqualTo(list(1L));
        assertThat(call("ARRAY_REVERSE", INTEGERS, one, list(1L, null))).isEqualTo(list(null, 1L));
        assertThat(call("ARRAY_REPEAT", INTEGERS, List.of(INTEGER, INTEGER), null, 2L))
                .isEqualTo(list(null, null));
        assertThat(call("SEQUENCE", INTEGERS, List.of(INTEGER, INTEGER), -1L, 1L))
                .isEqualTo(list(-1L, 0L, 1L));
        assertThat(call("SEQUENCE", INTEGERS, List.of(INTEGER, INTEGER), 10L, 1L))
                .isEqualTo(list());
        assertThat(call("SPLIT", TEXTS, List.of(VARCHAR, VARCHAR), "a,,b", ",")).isEqualTo(list("a", "", "b"));
        assertThat(call("SPLIT", TEXTS, List.of(VARCHAR, VARCHAR), "", ",")).isEqualTo(list());
        assertThat(call("ARRAY_TO_STRING", VARCHAR, List.of(TEXTS, VARCHAR, VARCHAR), list("a", null), ",", "*"))
                .isEqualTo("a,*");
    }

    @Test
    void elementsAreInsertedAtAPosition() {
        List<SqlType> types = List.of(INTEGERS, INTEGER, INTEGER);
        assertThat(call("ARRAY_INSERT", INTEGERS, types, list(1L, 3L), 2L, 2L)).isEqualTo(list(1L, 2L, 3L));
        assertThat(call("ARRAY_INSERT", INTEGERS, types, list(1L, 3L), -1L, 2L)).isEqualTo(list(1L, 3L, 2L));
        assertThat(call("ARRAY_INSERT", INTEGERS, types, list(1L), 4L, 2L)).isEqualTo(list(1L, null, null, 2L));
        assertThatThrownBy(() -> call("ARRAY_INSERT", INTEGERS, types, list(1L), 0L, 2L))
                .isInstanceOf(EvaluationException.class);
    }

    @Test
    void elementsAreFoundNullEqualToNull() {
        List<SqlType> types = List.of(INTEGERS, INTEGER);
        List<SqlType> both = List.of(INTEGERS, INTEGERS);
        assertThat(call("ARRAY_POSITION", INTEGER, types, list(2L, null), null)).isEqualTo(2L);
        assertThat(call("ARRAY_POSITION", INTEGER, types, list(2L), 3L)).isEqualTo(0L);
        assertThat(call("ARRAY_CONTAINS", BOOLEAN, types, list(2L, null), null)).isEqualTo(true);
        assertThat(call("ARRAY_REMOVE", INTEGERS, types, list(null, 2L, 6L, 2L), 2L))
                .isEqualTo(list(null, 6L));
        assertThat(call("ARRAY_DISTINCT", INTEGERS, List.of(INTEGERS), list(2L, null, 1L, null, 2L)))
                .isEqualTo(list(2L, null, 1L));
        assertThat(call("ARRAY_UNION", INTEGERS, both, list(3L, 2L, 3L), list(null, 3L)))
                .isEqualTo(list(null, 2L, 3L));
        assertThat(call("ARRAY_EXCEPT", INTEGERS, both, list(3L, 2L, 3L), list(2L)))
                .isEqualTo(list(3L));
        assertThat(call("ARRAY_INTERSECT", INTEGERS, both, list(2L, null, 2L), list(1L, 2L, null)))
                .isEqualTo(list(null, 2L));
        assertThat(call("ARRAYS_OVERLAP", BOOLEAN, both, list(null, 1L), list(2L, null)))
                .isEqualTo(true);
        assertThat(call("SORT_ARRAY", INTEGERS, List.of(INTEGERS, BOOLEAN), list(2L, null, 3L), false))
                .isEqualTo(list(3L, 2L, null));
        assertThat(call("ARRAY_MAX", INTEGER, List.of(INTEGERS), list(2L, null, 3L)))
                .isEqualTo(3L);
        assertThat(call("ARRAY_MIN", INTEGER, List.of(INTEGERS), list((Object) null)))
                .isNull();
    }

    @Test
    void lambdasAreAppliedToElements() {
        ScalarFunction isTwo = a -> a[0] == null ? null : a[0].equals(2L);
        List<SqlType> types = List.of(INTEGERS, BOOLEAN);
        assertThat(call("ARRAY_EXISTS", BOOLEAN, types, list(1L, 2L, null), isTwo))
                .isEqualTo(true);
        assertThat(call("ARRAY_EXISTS", BOOLEAN, types, list(1L, null), isTwo)).isNull();
        assertThat(call("ARRAY_EXISTS", BOOLEAN, types, list(1L), isTwo)).isEqualTo(false);
        assertThat(call("TRANSFORM", new ArrayType(BOOLEAN, true), types, list(1L, 2L), isTwo))
                .isEqualTo(list(false, true));
    }

    @Test
    void mapsAreSortedByKey() {
        Object map = call("MAP", AGES, List.of(VARCHAR, INTEGER, VARCHAR, INTEGER), "b", 1L, "a", 2L);
        assertThat(map).isEqualTo(ages(Map.of("a", 2L, "b", 1L)));
        assertThat(call("MAP_KEYS", TEXTS, List.of(AGES), map)).isEqualTo(list("a", "b"));
        assertThat(call("MAP_VALUES", INTEGERS, List.of(AGES), map)).isEqualTo(list(2L, 1L));
        assertThat(call("ITEM", INTEGER, List.of(AGES, VARCHAR), map, "b")).isEqualTo(1L);
        assertThat(call("ITEM", INTEGER, List.of(AGES, VARCHAR), map, "c")).isNull();
        assertThat(call("MAP_CONTAINS_KEY", BOOLEAN, List.of(AGES, VARCHAR), map, "c"))
                .isEqualTo(false);
        assertThat(call("MAP_CONCAT", AGES, List.of(AGES, AGES), map, ages(Map.of("a", 9L))))
                .isEqualTo(ages(Map.of("a", 9L, "b", 1L)));
    }

    @Test
    void rowsHaveFields() {
        SqlType row = new RowType(List.of(new Field("n", INTEGER), new Field("t", VARCHAR)), true);
        Object value = call("ROW", row, List.of(INTEGER, VARCHAR), 1L, null);
        assertThat(value).isEqualTo(list(1L, null));
        assertThat(call("FIELD", INTEGER, List.of(row, INTEGER), value, 0L)).isEqualTo(1L);
        assertThat(call("ITEM", INTEGER, List.of(row, INTEGER), value, 1L)).isEqualTo(1L);
        assertThat(call("ITEM", VARCHAR, List.of(row, VARCHAR), list(1L, "x"), "t"))
                .isEqualTo("x");
    }

    @Test
    void jsonBecomesVariantAndBack() {
        FunctionTable.check("""
                PARSE_JSON | VARCHAR {"b":[1,-2,2.50,"x"],"a":{"t":true,"n":null}} => VARIANT {"a":{"n":null,"t":true},"b":[1,-2,2.5,"x"]}
                PARSE_JSON | VARCHAR {"a":1 => VARIANT NULL
                PARSE_JSON | VARCHAR 01 => VARIANT NULL
                PARSE_JSON | VARCHAR "\\u00e4\\n" => VARIANT "\\u00e4\\n"
                TO_JSON | VARIANT {"b":1,"a":"x\\"y"} => VARCHAR {"a":"x\\"y","b":1}
                TO_JSON | VARIANT null => VARCHAR null
                TO_JSON | DECIMAL(5,2) 1.50 => VARCHAR 1.50
                TYPEOF | VARIANT 5 => VARCHAR 'BIGINT UNSIGNED'
                TYPEOF | VARIANT -5 => VARCHAR BIGINT
                TYPEOF | VARIANT 1.5 => VARCHAR DECIMAL
                TYPEOF | VARIANT null => VARCHAR VARIANT
                ITEM | VARIANT [7,8] | INTEGER 2 => VARIANT 8
                ITEM | VARIANT {"a":7} | VARCHAR a => VARIANT 7
                ITEM | VARIANT {"a":7} | VARCHAR A => VARIANT NULL
                ITEM | VARIANT 7 | INTEGER 1 => VARIANT NULL
                VARIANT_MERGE | VARIANT {"a":{"x":1,"y":2},"b":1} | VARIANT {"a":{"x":9},"c":4} => VARIANT {"a":{"x":9,"y":2},"b":1,"c":4}
                = | VARIANT {"a":1,"b":2} | VARIANT {"b":2,"a":1} => BOOLEAN true
                """);
        assertThat(call("TYPEOF", VARCHAR, List.of(VARIANT), (Object) null)).isEqualTo("NULL");
    }

    @Test
    void objectsAreListedAndFiltered() {
        Object object = ValueText.parse(
                "{\"a\":{\"b\":1,\"c\":{\"d\":2}},\"e\":[{\"f\":3},4],\"g\":-5,\"h\":\"2024-01-01\"}", VARIANT);
        assertThat(call("JSON_OBJECT_KEYS", TEXTS, List.of(VARIANT), object)).isEqualTo(list("a", "e", "g", "h"));
        assertThat(call("JSON_KEYS", TEXTS, List.of(VARIANT), object))
                .isEqualTo(list("a", "a.b", "a.c", "a.c.d", "e", "g", "h"));
        assertThat(call("JSON_EACH_BIGINT", AGES, List.of(VARIANT), object)).isEqualTo(ages(Map.of("g", -5L)));
        assertThat(call("JSON_EACH_DATE", AGES, List.of(VARIANT), object)).isEqualTo(ages(Map.of("h", 19723L)));
        ScalarFunction notC = a -> !"a.c".equals(a[0]) && !"e[1].f".equals(a[0]);
        assertThat(json(call("VARIANT_DEEP_FILTER", VARIANT, List.of(VARIANT, BOOLEAN), object, notC)))
                .isEqualTo("{\"a\":{\"b\":1},\"e\":[{},4],\"g\":-5,\"h\":\"2024-01-01\"}");
        ScalarFunction path = a -> a[0];
        assertThat(json(call("VARIANT_DEEP_MAP", VARIANT, List.of(VARIANT, VARCHAR), object, path)))
                .isEqualTo(
                        "{\"a\":{\"b\":\"a.b\",\"c\":{\"d\":\"a.c.d\"}},\"e\":[{\"f\":\"e[1].f\"},\"e[2]\"],\"g\":\"g\",\"h\":\"h\"}");
    }

    private static @Nullable Object json(@Nullable Object variant) {
        return call("TO_JSON", VARCHAR, List.of(VARIANT), variant);
    }
}
