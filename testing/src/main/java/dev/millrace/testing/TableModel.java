package dev.millrace.testing;

import dev.millrace.engine.batch.Relation;
import dev.millrace.plan.Expression.Literal;
import dev.millrace.plan.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a table holds, computed the simple way: the oracle's input.
 *
 * <p>A row is late if its value in a column with LATENESS is less than the greatest of the steps before minus the bound. In a table
 * with a key a change is dropped if it brings in or takes away a late row.
 */
final class TableModel {
    private final Table table;
    private final Relation rows;
    private final Relation late = new Relation();
    private final Map<List<@Nullable Object>, @Nullable Object[]> byKey;
    private final List<LateColumn> lateColumns;

    /** A column with LATENESS: {@code greatest} is that of the steps before. */
    private record LateColumn(
            int column, long bound, @Nullable Long greatest) {
        boolean isLate(@Nullable Object[] row) {
            return greatest != null && row[column] instanceof Long value && value < greatest - bound;
        }

        LateColumn raised(@Nullable Long value) {
            boolean raises = value != null && (greatest == null || value > greatest);
            return raises ? new LateColumn(column, bound, value) : this;
        }
    }

    TableModel(Table table) {
        this(table, new Relation(), new LinkedHashMap<>(), lateColumns(table));
    }

    private TableModel(
            Table table, Relation rows, Map<List<@Nullable Object>, @Nullable Object[]> byKey, List<LateColumn> late) {
        this.table = table;
        this.rows = rows;
        this.byKey = byKey;
        this.lateColumns = late;
    }

    private static List<LateColumn> lateColumns(Table table) {
        List<LateColumn> columns = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            Literal bound = table.columns().get(i).lateness();
            if (bound != null) {
                columns.add(new LateColumn(i, (Long) Objects.requireNonNull(bound.value()), null));
            }
        }
        return columns;
    }

    Table table() {
        return table;
    }

    Relation rows() {
        return rows;
    }

    /** The changes that the last step dropped. */
    Relation late() {
        return late;
    }

    /** The table after a step of these changes, in this order. */
    TableModel after(List<CircuitHarness.Change> changes) {
        Relation copy = new Relation();
        copy.addAll(rows, 1);
        TableModel next = new TableModel(table, copy, new LinkedHashMap<>(byKey), new ArrayList<>(lateColumns));
        List<@Nullable Object[]> arrived = new ArrayList<>();
        changes.forEach(change -> next.change(change.row(), change.weight(), arrived));
        next.raiseWaterlines(arrived);
        return next;
    }

    private void change(@Nullable Object[] row, long weight, List<@Nullable Object[]> arrived) {
        if (!table.primaryKey().isEmpty()) {
            upsert(row, weight, arrived);
        } else if (isLate(row)) {
            late.add(row, weight);
            arrived.add(row);
        } else {
            rows.add(row, weight);
            arrived.add(row);
        }
    }

    private boolean isLate(@Nullable Object[] row) {
        return lateColumns.stream().anyMatch(column -> column.isLate(row));
    }

    private void upsert(@Nullable Object[] row, long weight, List<@Nullable Object[]> arrived) {
        List<@Nullable Object> key = new ArrayList<>();
        table.primaryKey().forEach(column -> key.add(row[column]));
        @Nullable Object[] former = byKey.get(key);
        if (weight > 0 && isLate(row) || former != null && isLate(former)) {
            late.add(row, weight);
            return;
        }
        byKey.remove(key);
        if (former != null) {
            rows.add(former, -1);
            arrived.removeIf(other -> other == former);
        }
        if (weight > 0) {
            byKey.put(key, row);
            rows.add(row, 1);
            arrived.add(row);
        }
    }

    /** A row raises the waterlines of its columns up to the one by which it is late: there it is dropped. */
    private void raiseWaterlines(List<@Nullable Object[]> arrived) {
        List<@Nullable Object[]> passing = arrived;
        for (int i = 0; i < lateColumns.size(); i++) {
            LateColumn column = lateColumns.get(i);
            passing = passing.stream().filter(row -> !column.isLate(row)).toList();
            LateColumn raised = column;
            for (@Nullable Object[] row : passing) {
                raised = raised.raised((Long) row[column.column]);
            }
            lateColumns.set(i, raised);
        }
    }
}
