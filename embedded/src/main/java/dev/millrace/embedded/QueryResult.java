package dev.millrace.embedded;

import dev.millrace.plan.Operator.SortKey;
import dev.millrace.types.Schema;
import dev.millrace.types.ValueOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a query answered.
 *
 * @param schema its columns
 * @param rows in the order of the query's ORDER BY, else in the order of their values; boxed as described at
 *     {@link dev.millrace.types.SqlType}
 */
public record QueryResult(Schema schema, List<List<@Nullable Object>> rows) {
    public QueryResult {
        rows = List.copyOf(rows);
    }

    /** The result of a circuit, which may have more columns than {@code schema}, for {@code order} only. */
    static QueryResult of(RelationChange result, Schema schema, List<SortKey> order) {
        List<RowChange> changes = new ArrayList<>(result.rows());
        changes.sort(order(result.schema(), order));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (RowChange change : changes) {
            List<@Nullable Object> row =
                    Collections.unmodifiableList(change.row().subList(0, schema.size()));
            for (long copy = 0; copy < change.weight(); copy++) {
                rows.add(row);
            }
        }
        return new QueryResult(schema, rows);
    }

    private static Comparator<RowChange> order(Schema schema, List<SortKey> keys) {
        return (left, right) -> {
            for (SortKey key : keys) {
                int order = compare(left.row().get(key.column()), right.row().get(key.column()), key, schema);
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };
    }

    private static int compare(@Nullable Object left, @Nullable Object right, SortKey key, Schema schema) {
        if (left == null || right == null) {
            int nullsLast = Boolean.compare(left == null, right == null);
            return key.nullsFirst() ? -nullsLast : nullsLast;
        }
        int order = ValueOrder.compare(left, right, schema.type(key.column()));
        return key.descending() ? -order : order;
    }
}
