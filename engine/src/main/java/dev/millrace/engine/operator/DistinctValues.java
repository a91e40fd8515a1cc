package dev.millrace.engine.operator;

import dev.millrace.engine.state.Durable;
import dev.millrace.engine.state.LongSets;
import dev.millrace.engine.state.RowTable;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.SqlType;
import dev.millrace.types.Storage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The different argument values of each group, shared by all DISTINCT calls of the same arguments: rows (group, values…), each with
 * a number of copies per filter. A value that appears or disappears under a filter is handed on to that call's function, which is
 * linear and sees its arguments as columns 1, 2, ….
 */
final class DistinctValues {
    private static final SqlType GROUP = new SqlType.IntegerType(64, true, false);

    /** Values looked up together: few enough that what was touched stays in the first-level cache. */
    private static final int BLOCK = 128;

    private final List<Integer> arguments;
    private final boolean appendOnly;
    private final RowTable table;
    private final @Nullable LongSets sets;
    private final List<Member> members = new ArrayList<>();

    private record Member(int filter, Accumulator inner) {}

    /** For at most {@code membersMax} calls. */
    DistinctValues(List<Integer> arguments, List<SqlType> types, boolean appendOnly, int membersMax) {
        this.arguments = arguments;
        this.appendOnly = appendOnly;
        List<SqlType> all = new ArrayList<>(List.of(GROUP));
        all.addAll(types);
        this.table = new RowTable(all, false, List.of(), RowTable.Find.BY_ROW, membersMax);
        this.sets = appendOnly && membersMax <= LongSets.FLAGS_MAX && isExactLong(types) ? new LongSets() : null;
    }

    /** Whether values are equal exactly if their words are. */
    private static boolean isExactLong(List<SqlType> types) {
        return types.size() == 1
                && types.getFirst().storage() == Storage.LONG
                && !(types.getFirst() instanceof SqlType.FloatingType);
    }

    List<Integer> arguments() {
        return arguments;
    }

    /** What outlives a step. */
    Durable kept() {
        return sets == null ? table : sets;
    }

    /** Adds a call; answers whether it is the first, which is to call {@link #add}. */
    boolean join(int filter, Accumulator inner) {
        members.add(new Member(filter, inner));
        return members.size() == 1;
    }

    /** Adds the rows of a batch under all filters. */
    void add(Batch batch, int[] groups) {
        if (sets == null) {
            addRows(batch, groups);
        } else {
            addValues(batch, groups, sets);
        }
    }

    private void addValues(Batch batch, int[] groups, LongSets seen) {
        LongColumn column = (LongColumn) batch.column(arguments.getFirst());
        long[] values = column.values();
        int[] flags = flags(batch);
        int[] rows = new int[batch.size()];
        int count = 0;
        for (int row = 0; row < rows.length; row++) {
            if (row % BLOCK == 0) {
                seen.touch(groups, values, row, Math.min(rows.length, row + BLOCK));
            }
            if (flags[row] != 0 && batch.weight(row) > 0 && !column.isNull(row)) {
                flags[row] = seen.add(groups[row], values[row], flags[row]);
                rows[count] = row;
                count += flags[row] != 0 ? 1 : 0;
            }
        }
        Batch inner = new Batch(batch.size(), List.of(Columns.absent(batch.size()), column), null);
        int[] crossed = new int[count];
        for (int i = 0; i < members.size() && count > 0; i++) {
            int crossings = 0;
            for (int k = 0; k < count; k++) {
                crossed[crossings] = rows[k];
                crossings += flags[rows[k]] >>> i & 1;
            }
            members.get(i).inner.add(inner, groups, crossed, crossings);
        }
    }

    /** For each row a bit for each call whose filter it passes. */
    private int[] flags(Batch batch) {
        int[] flags = new int[batch.size()];
        int always = 0;
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).filter < 0) {
                always |= 1 << i;
            } else {
                flag((LongColumn) batch.column(members.get(i).filter), 1 << i, flags);
            }
        }
        for (int row = 0; row < flags.length; row++) {
            flags[row] |= always;
        }
        return flags;
    }

    private static void flag(LongColumn filter, int flag, int[] flags) {
        long[] values = filter.values();
        for (int row = 0; row < flags.length; row++) {
            flags[row] |= values[row] != 0 ? flag : 0;
        }
        for (int row = 0; filter.nulls() != null && row < flags.length; row++) {
            flags[row] &= filter.isNull(row) ? ~flag : -1;
        }
    }

    private void addRows(Batch batch, int[] groups) {
        long[] ids = new long[batch.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = groups[i];
        }
        List<Column> columns = new ArrayList<>();
        columns.add(new LongColumn(ids.length, ids, null));
        arguments.forEach(argument -> columns.add(batch.column(argument)));
        Batch values = new Batch(batch.size(), columns, batch.weights());
        table.bind(values);
        int[] rows = new int[batch.size()];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = table.add(row, batch.weight(row));
        }
        for (int i = 0; i < members.size(); i++) {
            count(i, batch, values, rows, groups);
        }
    }

    private void count(int index, Batch batch, Batch values, int[] ids, int[] groups) {
        Member member = members.get(index);
        LongColumn filter = member.filter < 0 ? null : (LongColumn) batch.column(member.filter);
        int[] crossed = new int[ids.length];
        long[] weights = new long[ids.length];
        int crossings = 0;
        for (int row = 0; row < ids.length; row++) {
            if (filter != null && (filter.isNull(row) || filter.value(row) == 0)) {
                continue;
            }
            long before = table.word(ids[row], index);
            if (appendOnly && before > 0) {
                continue;
            }
            long now = before + batch.weight(row);
            table.setWord(ids[row], index, now);
            if (before > 0 != now > 0) {
                crossed[crossings++] = row;
                weights[row] = now > 0 ? 1 : -1;
            }
        }
        member.inner.add(values.withWeights(weights), groups, crossed, crossings);
    }

    void finish(boolean commit) {
        table.finish(commit);
        if (sets != null) {
            sets.finish(commit);
        }
    }

    long bytes() {
        return sets == null ? table.bytes() : sets.bytes();
    }
}
