package dev.millrace.engine.operator;

import dev.millrace.engine.state.StateParts;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import java.util.ArrayList;
import java.util.List;

/** A linear function of different arguments. The first call of its {@link DistinctValues} does the work for all of them. */
final class DistinctAccumulator implements Accumulator {
    private final DistinctValues values;
    private final Accumulator inner;
    private final boolean first;

    DistinctAccumulator(DistinctValues values, int filter, Accumulator inner) {
        this.values = values;
        this.inner = inner;
        this.first = values.join(filter, inner);
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
    public void keep(StateParts parts) {
        inner.keep(parts);
        if (first) {
            parts.add("distinct", values.kept());
        }
    }

    @Override
    public void add(Batch batch, int[] groups, int[] rows, int count) {
        if (first) {
            values.add(batch, groups);
        }
    }

    @Override
    public Column results(boolean before) {
        return inner.results(before);
    }

    @Override
    public void finish(boolean commit) {
        inner.finish(commit);
        if (first) {
            values.finish(commit);
        }
    }

    @Override
    public boolean expires() {
        return false;
    }

    @Override
    public long stateBytes() {
        return inner.stateBytes() + (first ? values.bytes() : 0);
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
