package dev.millrace.engine.operator;

import dev.millrace.engine.state.StateParts;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;

/** MIN and MAX where values may be taken away: all values are kept in order, and the group's word names the extremum. */
final class ExtremumAccumulator implements Accumulator {
    private final OrderedValues values;
    private final boolean greatest;
    private final boolean first;
    private GroupWords words = Unbound.WORDS;

    /** The {@code first} of the calls that share the values takes care of them; its second word is theirs. */
    ExtremumAccumulator(OrderedValues values, boolean greatest, boolean first) {
        this.values = values;
        this.greatest = greatest;
        this.first = first;
    }

    @Override
    public int words() {
        return first ? 2 : 1;
    }

    @Override
    public void bind(GroupWords newWords) {
        words = newWords;
        if (first) {
            values.bind(newWords);
        }
    }

    @Override
    public void keep(StateParts parts) {
        if (first) {
            parts.add("values", values.values());
        }
    }

    @Override
    public void add(Batch batch, int[] groups, int[] rows, int count) {
        values.add(batch, groups, rows, count);
    }

    @Override
    public Column results(boolean before) {
        int[] ids = new int[words.touchedCount()];
        for (int i = 0; i < ids.length; i++) {
            if (!before) {
                words.set(words.touched(i), 0, values.extremum(words.touched(i), greatest) + 1L);
            }
            ids[i] = (int) words.get(i, 0, before) - 1;
        }
        return values.values().column(0, ids, ids.length);
    }

    @Override
    public void finish(boolean commit) {
        if (first) {
            values.finish(commit);
        }
    }

    @Override
    public void expire(int group) {
        if (first) {
            values.expire(group);
        }
    }

    @Override
    public long stateBytes() {
        return first ? values.values().bytes() : 0;
    }
}
