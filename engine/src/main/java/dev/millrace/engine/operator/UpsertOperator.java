package dev.millrace.engine.operator;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.state.GroupTable;
import dev.millrace.engine.state.IntArray;
import dev.millrace.engine.state.LongArray;
import dev.millrace.engine.state.RowStore;
import dev.millrace.engine.state.StateParts;
import dev.millrace.plan.Operator;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Turns upserts and deletions by key into a Z-set: the last word on a key in a step counts, and replaces what stood there before.
 *
 * <p>Where rows can be late, a change that would bring in or take away a late row is dropped as a whole: letting half of it pass
 * would leave the old row or the new one in nobody's charge.
 *
 * <p>Of a row the key and what others read are kept.
 *
 * <p>A group per key holds the id, plus one, of its row; rows of the step are inserted as they come, and those superseded before the
 * step's end are given up at once by {@link #finish}.
 */
final class UpsertOperator implements StepOperator, LateRows {
    private static final int LASTING = 0;

    private final List<Integer> key;
    private final GroupTable keys;
    private final RowStore rows;
    private final Schema schema;
    private final Columns columns;
    /** The columns that are kept, and for each column its place among them, or −1. */
    private final List<Integer> kept;

    private final int[] places;
    private final List<LateColumn> lateColumns;
    private List<Batch> late = new ArrayList<>();
    private final IntArray inserted = new IntArray();
    private final IntArray displaced = new IntArray();

    UpsertOperator(Operator.Upsert upsert, NodeContext context) {
        this.key = upsert.key();
        this.lateColumns = context.lateAfter();
        this.keys = new GroupTable(context.input(0).select(key).types(), 1);
        this.schema = context.input(0);
        boolean[] read = context.needed().clone();
        key.forEach(column -> read[column] = true);
        this.columns = new Columns(read);
        this.kept = IntStream.range(0, read.length)
                .filter(column -> read[column])
                .boxed()
                .toList();
        this.places = new int[read.length];
        Arrays.setAll(places, kept::indexOf);
        this.rows = new RowStore(schema.select(kept).types(), 1);
    }

    @Override
    public Delta step(List<Delta> inputs) {
        late = new ArrayList<>();
        inputs.getFirst().batches().forEach(this::apply);
        return changes();
    }

    private void apply(Batch batch) {
        int[] groups = new int[batch.size()];
        keys.groups(columns(batch, key), groups);
        rows.bind(columns(batch, kept));
        IntArray lateRows = new IntArray();
        for (int row = 0; row < batch.size(); row++) {
            if (!lateColumns.isEmpty() && isLate(batch, row, (int) keys.word(groups[row], 0) - 1)) {
                lateRows.add(row);
                continue;
            }
            int now = 0;
            if (batch.weight(row) > 0) {
                int id = rows.insert(row);
                inserted.add(id);
                now = id + 1;
            }
            keys.setWord(groups[row], 0, now);
        }
        if (lateRows.size() > 0) {
            late.add(columns.gatherWhole(batch, lateRows.array(), lateRows.size(), schema));
        }
    }

    private static Batch columns(Batch batch, List<Integer> chosen) {
        return batch.withColumns(chosen.stream().map(batch::column).toList());
    }

    private boolean isLate(Batch batch, int row, int former) {
        for (LateColumn column : lateColumns) {
            LongColumn values = (LongColumn) batch.column(column.column());
            boolean comes = batch.weight(row) > 0 && !values.isNull(row) && values.value(row) < column.limit();
            boolean goes = former >= 0
                    && !rows.isNull(former, places[column.column()])
                    && rows.longValue(former, places[column.column()]) < column.limit();
            if (comes || goes) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Delta late() {
        return new Delta(late);
    }

    private Delta changes() {
        IntArray ids = new IntArray();
        LongArray weights = new LongArray();
        for (int i = 0; i < keys.touched().size(); i++) {
            long before = keys.before(i, 0);
            long now = keys.word(keys.touched().get(i), 0);
            if (before != 0 && before != now) {
                displaced.add((int) before - 1);
                ids.add((int) before - 1);
                weights.add(-1);
            }
            if (now != 0 && before != now) {
                ids.add((int) now - 1);
                weights.add(1);
            }
        }
        return ids.size() == 0 ? Delta.EMPTY : Delta.of(widened(StoredRows.batch(rows, ids, weights)));
    }

    private Batch widened(Batch stored) {
        List<Column> all = new ArrayList<>();
        for (int place : places) {
            all.add(place < 0 ? Columns.absent(stored.size()) : stored.column(place));
        }
        return stored.withColumns(all);
    }

    @Override
    public void finish(boolean commit) {
        freeInserted(commit);
        for (int i = 0; commit && i < displaced.size(); i++) {
            rows.free(displaced.get(i));
        }
        inserted.clear();
        displaced.clear();
        late = List.of();
        keys.finish(commit);
    }

    /** Gives up the rows of the step that did not last: all of them if it failed. */
    private void freeInserted(boolean commit) {
        for (int i = 0; commit && i < keys.touched().size(); i++) {
            long now = keys.word(keys.touched().get(i), 0);
            if (now != 0) {
                rows.setWord((int) now - 1, LASTING, 1);
            }
        }
        for (int i = 0; i < inserted.size(); i++) {
            if (rows.word(inserted.get(i), LASTING) == 0) {
                rows.free(inserted.get(i));
            }
        }
    }

    @Override
    public void keep(StateParts parts) {
        // A program that reads other columns of the table cannot go on from these rows.
        String of = kept.size() == places.length ? "" : " of columns " + kept;
        parts.add("keys" + of, keys);
        parts.add("rows" + of, rows);
    }

    @Override
    public long stateBytes() {
        return keys.bytes() + rows.bytes();
    }

    @Override
    public long stateRows() {
        return rows.count();
    }
}
