package dev.millrace.engine.operator;

import dev.millrace.engine.state.IntArray;
import dev.millrace.engine.state.RowStore;
import dev.millrace.types.Boxed;
import dev.millrace.types.Column;
import dev.millrace.types.ColumnBuilder;
import dev.millrace.types.SqlType;

/** Values of a column of chosen rows, or of another where there is none to choose. */
final class PickedRows {
    private final RowStore rows;
    private final int column;
    private final int fallback;
    private final SqlType type;
    private final IntArray ids = new IntArray();
    private final IntArray fallbacks = new IntArray();
    private boolean anyFallback;

    /** {@code fallback} is the column for rows without choice, −1 for NULL. */
    PickedRows(RowStore rows, int column, int fallback, SqlType type) {
        this.rows = rows;
        this.column = column;
        this.fallback = fallback;
        this.type = type;
    }

    /** Appends the value of a row, NULL for −1. */
    void add(int id) {
        ids.add(id);
        fallbacks.add(-1);
    }

    /** Appends what row {@code id} has where there is no choice. */
    void addFallback(int id) {
        ids.add(-1);
        fallbacks.add(fallback < 0 ? -1 : id);
        anyFallback |= fallback >= 0;
    }

    Column take() {
        int count = ids.size();
        boolean asIs = same(column) && !anyFallback;
        Column values = rows.column(column, ids.array(), count);
        Column result = asIs ? values : merged(values, count);
        ids.clear();
        fallbacks.clear();
        anyFallback = false;
        return result;
    }

    private boolean same(int of) {
        return rows.types().get(of).withNullable(true).equals(type.withNullable(true));
    }

    private Column merged(Column values, int count) {
        ColumnBuilder builder = new ColumnBuilder(type);
        Column others = fallback < 0 ? values : rows.column(fallback, fallbacks.array(), count);
        for (int i = 0; i < count; i++) {
            boolean other = fallbacks.get(i) >= 0;
            append(builder, other ? others : values, i, other ? fallback : column);
        }
        return builder.build();
    }

    private void append(ColumnBuilder builder, Column from, int row, int of) {
        if (same(of)) {
            builder.appendFrom(from, row);
        } else {
            builder.append(Boxed.read(from, row, rows.types().get(of)));
        }
    }
}
