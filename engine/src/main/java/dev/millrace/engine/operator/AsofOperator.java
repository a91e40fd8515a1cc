package dev.millrace.engine.operator;

import dev.millrace.engine.algebra.Batches;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.state.GroupTable;
import dev.millrace.engine.state.IntArray;
import dev.millrace.engine.state.LongArray;
import dev.millrace.engine.state.StateParts;
import dev.millrace.plan.Operator.Asof;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import dev.millrace.types.Storage;
import java.util.ArrayList;
import java.util.List;

/**
 * ASOF joins. Each left row knows which right row it matches. A change of the left looks for the latest right row that is not later;
 * one of the right concerns the left rows from its time up to that of the next right row.
 */
final class AsofOperator implements StepOperator {
    private static final int LEFT = 1;
    private static final int RIGHT = 4;
    private static final int WORDS = 7;

    private final GroupTable groups;
    private final AsofSide left;
    private final AsofSide right;
    private final Schema rightSchema;
    private final Columns columns;
    private final int width;
    private final List<StateLimit> limits;
    private final DeadRows dead;
    private List<Batch> output = new ArrayList<>();

    AsofOperator(Asof asof, NodeContext context) {
        this.groups = new GroupTable(withoutNulls(context.input(0).select(asof.leftKeys())), WORDS);
        this.left = new AsofSide(context.input(0), asof.leftKeys(), asof.leftTime(), groups, LEFT);
        this.right = new AsofSide(context.input(1), asof.rightKeys(), asof.rightTime(), groups, RIGHT);
        this.rightSchema = context.input(1);
        this.columns = new Columns(context.needed());
        this.width = context.input(0).size();
        this.dead = DeadRows.ofKeys(groups.store(), context.limits(), 0, asof.leftKeys());
        this.limits = context.limits().stream()
                .filter(limit -> limit.input() == 0 && limit.column() == asof.leftTime())
                .toList();
    }

    private static List<SqlType> withoutNulls(Schema keys) {
        return keys.types().stream().map(type -> type.withNullable(false)).toList();
    }

    /** Whether it can: times must be numbers of 64 bits in signed order. */
    static boolean fits(Asof asof, NodeContext context) {
        return isTime(context.input(0).type(asof.leftTime()))
                && isTime(context.input(1).type(asof.rightTime()))
                && context.input(0)
                        .type(asof.leftTime())
                        .withNullable(true)
                        .equals(context.input(1).type(asof.rightTime()).withNullable(true));
    }

    private static boolean isTime(SqlType type) {
        return type.storage() == Storage.LONG
                && !(type instanceof SqlType.FloatingType)
                && !(type instanceof SqlType.IntegerType integer && !integer.signed());
    }

    @Override
    public Delta step(List<Delta> inputs) {
        output = new ArrayList<>();
        inputs.get(0).batches().forEach(this::addLeft);
        inputs.get(1).batches().forEach(this::addRight);
        for (int i = 0; i < left.touched.size(); i++) {
            int id = left.touched.get(i);
            left.setMatch(id, right.lastUntil(left.touchedGroup(i), left.time(id)));
        }
        for (int i = 0; i < right.touched.size(); i++) {
            int id = right.touched.get(i);
            if (right.weight(id) > 0 != right.weightsBefore.get(i) > 0) {
                rematch(right.touchedGroup(i), id);
            }
        }
        emitChanges();
        return new Delta(output);
    }

    /** Left rows that cannot match are not kept. */
    private void addLeft(Batch batch) {
        int[] matchable = left.matchable(batch);
        int[] found = left.groups(batch, matchable);
        for (int i = 0; i < matchable.length; i++) {
            left.add(found[i], matchable[i], batch.weight(matchable[i]));
        }
        if (matchable.length < batch.size()) {
            emitUnmatchable(batch, matchable);
        }
    }

    private void emitUnmatchable(Batch batch, int[] matchable) {
        IntArray rest = new IntArray();
        int next = 0;
        for (int row = 0; row < batch.size(); row++) {
            if (next < matchable.length && matchable[next] == row) {
                next++;
            } else {
                rest.add(row);
            }
        }
        Batch rows = batch.gather(rest.array(), rest.size());
        List<Column> all = new ArrayList<>(rows.columns());
        rightSchema.types().forEach(type -> all.add(Batches.nulls(type.storage(), rows.size())));
        output.add(rows.withColumns(all));
    }

    private void addRight(Batch batch) {
        int[] matchable = right.matchable(batch);
        int[] found = right.groups(batch, matchable);
        for (int i = 0; i < matchable.length; i++) {
            right.add(found[i], matchable[i], batch.weight(matchable[i]));
        }
    }

    /** The left rows from a right row that came or went up to the next one that is or was there have another match now. */
    private void rematch(int group, int id) {
        int next = right.sequence.next(id);
        while (next >= 0 && right.weight(next) <= 0 && right.weightBefore(next) <= 0) {
            next = right.sequence.next(next);
        }
        long end = next < 0 ? Long.MAX_VALUE : right.time(next);
        int match = right.present(id);
        int row = left.firstFrom(group, right.time(id));
        while (row >= 0 && (left.time(row) < end || next < 0)) {
            left.touch(group, row);
            left.setMatch(row, match);
            row = left.sequence.next(row);
        }
    }

    private void emitChanges() {
        IntArray rows = new IntArray();
        IntArray matches = new IntArray();
        LongArray weights = new LongArray();
        for (int i = 0; i < left.touched.size(); i++) {
            int id = left.touched.get(i);
            long before = left.weightsBefore.get(i);
            long now = left.weight(id);
            boolean same = left.matchesBefore.get(i) == left.match(id);
            add(id, left.matchesBefore.get(i), same ? now - before : -before, rows, matches, weights);
            add(id, left.match(id), same ? 0 : now, rows, matches, weights);
        }
        if (rows.size() > 0) {
            output.add(pairs(rows, matches, weights));
        }
    }

    private static void add(int id, int match, long weight, IntArray rows, IntArray matches, LongArray weights) {
        if (weight != 0) {
            rows.add(id);
            matches.add(match);
            weights.add(weight);
        }
    }

    private Batch pairs(IntArray rows, IntArray matches, LongArray weights) {
        int count = rows.size();
        List<Column> all = new ArrayList<>();
        for (int i = 0; i < width + rightSchema.size(); i++) {
            if (!columns.needed(i)) {
                all.add(Columns.absent(count));
            } else if (i < width) {
                all.add(left.rows.column(i, rows.array(), count));
            } else {
                all.add(right.rows.column(i - width, matches.array(), count));
            }
        }
        return new Batch(count, all, weights.toArray());
    }

    @Override
    public void finish(boolean commit) {
        left.finish(commit);
        right.finish(commit);
        groups.finish(commit);
        output = List.of();
    }

    /** Old right rows go but for the last: it is what the next left row matches until a later one comes. */
    @Override
    public void expire() {
        if (limits.isEmpty() && !dead.possible()) {
            return;
        }
        groups.sweep(
                group -> {
                    long limit = dead.test(group) ? Long.MAX_VALUE : limit();
                    left.trim(group, limit, false);
                    right.trim(group, limit, limit < Long.MAX_VALUE);
                    return groups.word(group, 0) == 0;
                },
                group -> {});
    }

    private long limit() {
        long limit = Waterline.NONE;
        for (StateLimit each : limits) {
            limit = Math.max(limit, each.limit());
        }
        return limit;
    }

    @Override
    public void keep(StateParts parts) {
        parts.add("groups", groups);
        parts.add("left", left.rows);
        parts.add("right", right.rows);
    }

    @Override
    public long stateBytes() {
        return groups.bytes() + left.rows.bytes() + right.rows.bytes();
    }

    @Override
    public long stateRows() {
        return (long) left.rows.count() + right.rows.count();
    }
}
