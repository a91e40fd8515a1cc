package dev.millrace.engine.operator;

import dev.millrace.engine.algebra.Batches;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.state.GroupTable;
import dev.millrace.engine.state.IntArray;
import dev.millrace.engine.state.SmallPart;
import dev.millrace.engine.state.StateParts;
import dev.millrace.plan.Operator;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * GROUP BY: for each group that a step touches, takes its old row away and adds the new one if they differ.
 *
 * <p>Word 0 of a group is its number of rows; then come the words of the accumulators. Without keys the one group always exists, on
 * shard 0.
 */
final class AggregateOperator implements StepOperator {
    private final Operator.Aggregate aggregate;
    private final GroupTable groups;
    private final List<Accumulator> accumulators = new ArrayList<>();
    private final boolean global;
    private final boolean[] needed;
    private final DeadRows dead;
    private final boolean expiring;
    private boolean emitted;
    private boolean emittedNow;

    AggregateOperator(Operator.Aggregate aggregate, NodeContext context) {
        this.aggregate = aggregate;
        this.global = aggregate.keys().isEmpty() && context.shard() == 0;
        this.needed = context.needed();
        int words = 1;
        boolean appendOnly = context.inputs().getFirst().properties().appendOnly();
        Accumulators ways = new Accumulators(aggregate.calls(), context.input(0), appendOnly);
        for (Operator.AggregateCall call : aggregate.calls()) {
            Accumulator accumulator = ways.create(call);
            accumulators.add(accumulator);
            words += accumulator.words();
        }
        this.groups = new GroupTable(context.input(0).select(aggregate.keys()).types(), words);
        this.dead = DeadRows.ofKeys(groups.store(), context.limits(), 0, aggregate.keys());
        this.expiring = accumulators.stream().allMatch(Accumulator::expires);
        int first = 1;
        for (Accumulator accumulator : accumulators) {
            accumulator.bind(new GroupWords(groups, first));
            first += accumulator.words();
        }
    }

    @Override
    public Delta step(List<Delta> inputs) {
        inputs.getFirst().batches().forEach(this::add);
        if (global && !emitted) {
            groups.groups(new Batch(1, List.of(), null), new int[1]);
        }
        return groups.touched().size() == 0 ? Delta.EMPTY : changes();
    }

    private void add(Batch batch) {
        List<Column> keys = new ArrayList<>();
        aggregate.keys().forEach(key -> keys.add(batch.column(key)));
        int[] group = new int[batch.size()];
        groups.groups(new Batch(batch.size(), keys, null), group);
        for (int row = 0; row < batch.size(); row++) {
            groups.setWord(group[row], 0, groups.word(group[row], 0) + batch.weight(row));
        }
        Selections selections = new Selections(batch);
        for (int i = 0; i < accumulators.size(); i++) {
            int[] rows = selections.rows(aggregate.calls().get(i).filter());
            accumulators.get(i).add(batch, group, rows, selections.count());
        }
    }

    private Delta changes() {
        int count = groups.touched().size();
        Batch now = rows(false);
        Batch before = rows(true);
        IntArray gone = new IntArray();
        IntArray come = new IntArray();
        for (int i = 0; i < count; i++) {
            boolean was = global ? emitted : groups.before(i, 0) != 0;
            boolean is = global || groups.word(groups.touched().get(i), 0) != 0;
            if (was && is && Batches.sameRow(before, i, now, i)) {
                continue;
            }
            if (was) {
                gone.add(i);
            }
            if (is) {
                come.add(i);
            }
        }
        emittedNow = true;
        Columns chosen = new Columns(needed);
        return new Delta(java.util.stream.Stream.of(
                        chosen.gather(before, gone.array(), gone.size()).negated(),
                        chosen.gather(now, come.array(), come.size()))
                .filter(batch -> batch.size() > 0)
                .toList());
    }

    private Batch rows(boolean before) {
        int[] ids = groups.touched().array();
        int count = groups.touched().size();
        List<Column> columns = new ArrayList<>();
        for (int k = 0; k < aggregate.keys().size(); k++) {
            columns.add(needed[k] ? groups.store().column(k, ids, count) : zeros(count));
        }
        accumulators.forEach(accumulator -> columns.add(accumulator.results(before)));
        return new Batch(count, columns, null);
    }

    private static Column zeros(int count) {
        return new LongColumn(count, new long[count], null);
    }

    @Override
    public void finish(boolean commit) {
        emitted |= commit && emittedNow;
        emittedNow = false;
        accumulators.forEach(accumulator -> accumulator.finish(commit));
        groups.finish(commit);
    }

    @Override
    public void keep(StateParts parts) {
        parts.add("groups", groups);
        parts.add("emitted", SmallPart.of(() -> new long[] {emitted ? 1 : 0}, words -> emitted = words[0] != 0));
        for (int i = 0; i < accumulators.size(); i++) {
            accumulators.get(i).keep(parts.within("call" + i));
        }
    }

    @Override
    public void expire() {
        if (expiring && dead.possible()) {
            List<Accumulator> keeping = accumulators.stream()
                    .filter(accumulator -> accumulator.stateBytes() > 0)
                    .toList();
            groups.sweep(dead, group -> {
                for (int i = 0; i < keeping.size(); i++) {
                    keeping.get(i).expire(group);
                }
            });
        }
    }

    @Override
    public long stateBytes() {
        return groups.bytes()
                + accumulators.stream().mapToLong(Accumulator::stateBytes).sum();
    }

    @Override
    public long stateRows() {
        return groups.count();
    }

    /** The rows of a batch that pass a filter column, each filter computed once. */
    private static final class Selections {
        private static final int NOT_COMPUTED = -2;

        private final Batch batch;
        private int filter = NOT_COMPUTED;
        private int[] rows = new int[0];
        private int count;

        private Selections(Batch batch) {
            this.batch = batch;
        }

        private int[] rows(int wanted) {
            if (wanted != filter) {
                filter = wanted;
                rows = new int[batch.size()];
                count = wanted < 0 ? all() : passing((LongColumn) batch.column(wanted));
            }
            return rows;
        }

        private int count() {
            return count;
        }

        private int all() {
            Arrays.setAll(rows, i -> i);
            return rows.length;
        }

        /** Without branches: which rows pass cannot be predicted. */
        private int passing(LongColumn column) {
            long[] values = column.values();
            int passed = 0;
            for (int row = 0; row < rows.length; row++) {
                rows[passed] = row;
                passed += values[row] != 0 ? 1 : 0;
            }
            return column.nulls() == null ? passed : withoutNulls(column, passed);
        }

        private int withoutNulls(LongColumn column, int count) {
            int passed = 0;
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                rows[passed] = row;
                passed += column.isNull(row) ? 0 : 1;
            }
            return passed;
        }
    }
}
