package dev.millrace.engine.operator;

import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.List;

/** Hands each different argument of a group on once, to a linear function whose argument columns count from 1. */
final class DistinctAccumulator implements Accumulator {
    private final GroupValues values;
    private final Accumulator inner;

    DistinctAccumulator(List<Integer> arguments, List<SqlType> types, Accumulator inner) {
        this.values = new GroupValues(arguments, types);
        this.inner = inner;
    }

    @Override
    public int words() {
        return inner.words();
    }

    @Override
    public void bind(GroupWords words) {
        inner.bind(words);
    }

    @Override
    public void add(Batch batch, int[] groups, int[] rows, int count) {
        Batch added = values.bind(batch, groups, rows, count);
        int[] crossed = new int[count];
        long[] weights = new long[count];
        int[] groupsOfAdded = new int[count];
        int crossings = 0;
        for (int i = 0; i < count; i++) {
            groupsOfAdded[i] = groups[rows[i]];
            long weight = added.weight(i);
            long now = values.table().weight(values.table().add(i, weight));
            boolean was = now - weight > 0;
            if (was != now > 0) {
                crossed[crossings++] = i;
                weights[i] = was ? -1 : 1;
            }
        }
        inner.add(added.withWeights(weights), groupsOfAdded, crossed, crossings);
    }

    @Override
    public Column results(boolean before) {
        return inner.results(before);
    }

    @Override
    public void finish(boolean commit) {
        inner.finish(commit);
        values.table().finish(commit);
    }

    @Override
    public long stateBytes() {
        return inner.stateBytes() + values.table().bytes();
    }

    /** The argument columns as the inner function sees them. */
    static List<Integer> innerArguments(int count) {
        List<Integer> arguments = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            arguments.add(i);
        }
        return arguments;
    }
}
