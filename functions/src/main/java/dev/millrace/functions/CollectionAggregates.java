package dev.millrace.functions;

import dev.millrace.functions.AggregateFunctions.Definition;
import dev.millrace.types.SqlType;
import dev.millrace.types.ValueOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Aggregate functions that keep values as they are. */
final class CollectionAggregates {
    private CollectionAggregates() {}

    static void define(Map<String, Definition> definitions) {
        AggregateFunctions.open(
                definitions,
                "ARRAY_AGG",
                "ARRAY_AGG(x): all values, in the order of the rows.",
                s -> CollectionAggregates::list);
        AggregateFunctions.open(
                definitions, "COLLECT", "COLLECT(x): same as ARRAY_AGG.", s -> CollectionAggregates::list);
        AggregateFunctions.open(
                definitions,
                "MAP_AGG",
                "MAP_AGG(k, v): a map; of several values of a key the greatest.",
                s -> rows -> map(rows, s.operand(1)));
        AggregateFunctions.open(
                definitions,
                "SINGLE_VALUE",
                "SINGLE_VALUE(x): the value of the only row.",
                s -> CollectionAggregates::single);
        AggregateFunctions.open(
                definitions,
                "ANY_VALUE",
                "ANY_VALUE(x): the value of the first row.",
                s -> rows -> rows.isEmpty() ? null : rows.getFirst().arguments()[0]);
    }

    private static Object list(List<Weighted> rows) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Weighted row : rows) {
            for (long i = 0; i < row.weight(); i++) {
                values.add(row.arguments()[0]);
            }
        }
        return values;
    }

    private static Object map(List<Weighted> rows, SqlType type) {
        SortedMap<Object, @Nullable Object> map = new TreeMap<>(ValueOrder::compare);
        for (Weighted row : rows) {
            Object key = row.arguments()[0];
            Object value = row.arguments()[1];
            if (key != null
                    && row.weight() > 0
                    && (!map.containsKey(key) || ValueOrder.compare(value, map.get(key), type) > 0)) {
                map.put(key, value);
            }
        }
        return map;
    }

    private static @Nullable Object single(List<Weighted> rows) {
        if (Counts.total(rows) > 1) {
            throw new EvaluationException("TooManyRows", "a subquery that may give one value gave several");
        }
        return rows.isEmpty() ? null : rows.getFirst().arguments()[0];
    }
}
