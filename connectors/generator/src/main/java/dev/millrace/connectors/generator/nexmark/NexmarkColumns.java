package dev.millrace.connectors.generator.nexmark;

import dev.millrace.connect.InputColumn;
import dev.millrace.connect.InputColumn.Absent;
import dev.millrace.connect.RelationSchema;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import dev.millrace.types.ColumnBuilder;
import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the used columns of a user's table get their values: from a column of the generator, or from the default.
 *
 * @param sources for each used column the generator's column, or −1
 */
record NexmarkColumns(int[] sources, List<InputColumn> used) {

    /**
     * Matches names, not minding case and underscores. Throws {@link IllegalArgumentException} if a type does not fit.
     */
    static NexmarkColumns of(NexmarkTable table, RelationSchema relation) {
        List<InputColumn> used =
                relation.columns().stream().filter(InputColumn::used).toList();
        int[] sources = new int[used.size()];
        for (int i = 0; i < sources.length; i++) {
            sources[i] = source(table, used.get(i));
        }
        return new NexmarkColumns(sources, used);
    }

    private static int source(NexmarkTable table, InputColumn column) {
        for (int i = 0; i < table.schema().size(); i++) {
            if (plain(table.schema().name(i)).equals(plain(column.name()))) {
                checkType(column, table.schema().type(i));
                return i;
            }
        }
        if (column.absent() instanceof Absent.Refused) {
            throw new IllegalArgumentException("nexmark has no column " + column.name() + " of its table "
                    + table.name().toLowerCase(Locale.ROOT) + ", and the column is NOT NULL without a default");
        }
        return -1;
    }

    private static String plain(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    private static void checkType(InputColumn column, SqlType made) {
        boolean fits = switch (made) {
            case SqlType.IntegerType type -> column.type() instanceof SqlType.IntegerType t && t.bits() == 64;
            case SqlType.TimestampType type -> column.type() instanceof SqlType.TimestampType;
            default -> column.type() instanceof SqlType.TextType t && !t.fixed();
        };
        if (!fits) {
            throw new IllegalArgumentException("the column " + column.name() + " must have the type " + made.sql()
                    + " to be fed by nexmark, not " + column.type().sql());
        }
    }

    Batch rows(NexmarkGenerator generator, NexmarkTable table, long firstEvent, int events) {
        int[] made =
                java.util.Arrays.stream(sources).filter(source -> source >= 0).toArray();
        Batch rows = generator.rows(table, firstEvent, events, made);
        if (made.length == sources.length) {
            return rows;
        }
        List<Column> columns = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < sources.length; i++) {
            columns.add(sources[i] >= 0 ? rows.column(next++) : constant(used.get(i), rows.size()));
        }
        return rows.withColumns(columns);
    }

    private static Column constant(InputColumn column, int size) {
        @Nullable Object value = column.absent() instanceof Absent.Value(Object boxed) ? boxed : null;
        ColumnBuilder builder = new ColumnBuilder(column.type());
        for (int i = 0; i < size; i++) {
            builder.append(value);
        }
        return builder.build();
    }
}
