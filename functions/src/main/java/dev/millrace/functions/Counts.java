package dev.millrace.functions;

import dev.millrace.functions.AggregateFunctions.Definition;
import java.util.List;
import java.util.Map;

/** Aggregate functions that count rows. */
final class Counts {
    private Counts() {}

    static void define(Map<String, Definition> definitions) {
        AggregateFunctions.strict(
                definitions,
                "COUNT",
                "COUNT(*), COUNT(x, …): rows, without a NULL among the arguments.",
                s -> Counts::total);
        AggregateFunctions.strict(
                definitions, "REGR_COUNT", "REGR_COUNT(y, x): rows where neither is NULL.", s -> Counts::total);
        AggregateFunctions.strict(definitions, "COUNTIF", "COUNTIF(c): rows for which c is true.", s -> rows -> {
            long count = 0;
            for (Weighted row : rows) {
                count += Boolean.TRUE.equals(row.arguments()[0]) ? row.weight() : 0;
            }
            return count;
        });
    }

    static Long total(List<Weighted> rows) {
        long count = 0;
        for (Weighted row : rows) {
            count += row.weight();
        }
        return count;
    }
}
