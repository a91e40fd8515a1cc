package dev.millrace.testing;

import dev.millrace.engine.batch.Relation;
import dev.millrace.plan.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a table holds, computed the simple way: the oracle's input. */
final class TableModel {
    private final Table table;
    private final Relation rows = new Relation();
    private final Map<List<@Nullable Object>, @Nullable Object[]> byKey = new LinkedHashMap<>();

    TableModel(Table table) {
        this.table = table;
    }

    private TableModel(TableModel other) {
        this.table = other.table;
        rows.addAll(other.rows, 1);
        byKey.putAll(other.byKey);
    }

    TableModel copy() {
        return new TableModel(this);
    }

    Table table() {
        return table;
    }

    Relation rows() {
        return rows;
    }

    /** A change as it comes from outside: to a table with a key an upsert or a deletion by key. */
    void change(@Nullable Object[] row, long weight) {
        if (table.primaryKey().isEmpty()) {
            rows.add(row, weight);
            return;
        }
        List<@Nullable Object> key = new ArrayList<>();
        table.primaryKey().forEach(column -> key.add(row[column]));
        @Nullable Object[] former = byKey.remove(key);
        if (former != null) {
            rows.add(former, -1);
        }
        if (weight > 0) {
            byKey.put(key, row);
            rows.add(row, 1);
        }
    }
}
