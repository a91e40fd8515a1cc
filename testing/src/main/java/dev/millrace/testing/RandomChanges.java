package dev.millrace.testing;

import dev.millrace.engine.batch.Relation;
import dev.millrace.plan.Table;
import dev.millrace.plan.TableColumn;
import dev.millrace.testing.CircuitHarness.Change;
import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Random steps for the tables of a program: inserts, deletes of rows that are there, updates, duplicates, weights beyond one, empty
 * steps, and for tables with a key upserts and deletions of keys that may be absent. Tables stay small: the more rows there are, the
 * likelier are deletes. The values of columns with LATENESS grow from step to step.
 */
public final class RandomChanges {
    private static final int FULL = 15;
    private static final int STEPS_PER_UNIT = 4;

    private final RandomGenerator random;
    private final RandomValues values;
    private final List<Table> tables;
    private final int rowsMax;

    /** Steps of at most {@code rowsMax} rows per table. */
    public RandomChanges(RandomGenerator random, RandomValues values, List<Table> tables, int rowsMax) {
        this.random = random;
        this.values = values;
        this.tables = tables;
        this.rowsMax = rowsMax;
    }

    /** The changes of a step, given the tables as they are. */
    public List<Change> next(CircuitHarness harness) {
        List<Change> changes = new ArrayList<>();
        if (random.nextInt(12) == 0) {
            return changes;
        }
        for (Table table : tables) {
            if (random.nextInt(3) > 0) {
                addChanges(table, harness, changes);
            }
        }
        return changes;
    }

    private void addChanges(Table table, CircuitHarness harness, List<Change> changes) {
        List<Relation.Entry> present =
                new ArrayList<>(harness.rows(table.name()).entries());
        boolean full = present.size() > FULL;
        for (int i = random.nextInt(rowsMax + 1); i > 0; i--) {
            boolean delete = random.nextInt(5) < (full ? 4 : 2);
            if (table.appendOnly() && delete && full) {
                continue;
            }
            if (!delete || present.isEmpty() || table.appendOnly()) {
                changes.add(new Change(table.name(), row(table, harness.steps()), insertWeight(table)));
            } else if (table.primaryKey().isEmpty()) {
                Relation.Entry gone = present.remove(random.nextInt(present.size()));
                changes.add(new Change(table.name(), gone.row(), -random.nextLong(1, gone.weight() + 1)));
            } else {
                changes.add(new Change(table.name(), row(table, harness.steps()), -1));
            }
        }
    }

    private long insertWeight(Table table) {
        return table.primaryKey().isEmpty() && random.nextInt(8) == 0 ? 2 : 1;
    }

    private @Nullable Object[] row(Table table, long step) {
        List<TableColumn> columns = table.columns();
        @Nullable Object[] row = new Object[columns.size()];
        for (int i = 0; i < row.length; i++) {
            TableColumn column = columns.get(i);
            Object value = values.next(column.type());
            row[i] = column.lateness() != null && value instanceof Long number
                    ? (Object) (number + step * unit(column.type()) / STEPS_PER_UNIT)
                    : value;
        }
        return row;
    }

    private static long unit(SqlType type) {
        return type instanceof SqlType.TimestampType ? 1_000_000 : 1;
    }
}
