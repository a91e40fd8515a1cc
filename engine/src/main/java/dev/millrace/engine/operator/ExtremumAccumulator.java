package dev.millrace.engine.operator;

import dev.millrace.engine.state.IntArray;
import dev.millrace.engine.state.RowOrder;
import dev.millrace.engine.state.StateParts;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import dev.millrace.types.SqlType;
import java.util.BitSet;
import java.util.List;

/**
 * MIN and MAX where values may be taken away: all values are kept, and the group's word names the extremum. When its last copy
 * leaves, the group's values are looked through.
 */
final class ExtremumAccumulator implements Accumulator {
    private final int argument;
    private final GroupValues values;
    private final RowOrder order;
    private final IntArray stale = new IntArray();
    private final BitSet staleGroups = new BitSet();
    private GroupWords words = Unbound.WORDS;

    ExtremumAccumulator(int argument, SqlType type, boolean greatest) {
        this.argument = argument;
        this.values = new GroupValues(List.of(argument), List.of(type));
        this.order = new RowOrder(values.table().store(), List.of(new RowOrder.Key(1, greatest, false)), false);
    }

    @Override
    public int words() {
        return 1;
    }

    @Override
    public void bind(GroupWords words) {
        this.words = words;
    }

    @Override
    public void keep(StateParts parts) {
        parts.add("values", values.table());
    }

    @Override
    public void add(Batch batch, int[] groups, int[] rows, int count) {
        int[] present = new int[count];
        int presentCount = 0;
        for (int i = 0; i < count; i++) {
            if (!batch.column(argument).isNull(rows[i])) {
                present[presentCount++] = rows[i];
            }
        }
        Batch added = values.bind(batch, groups, present, presentCount);
        for (int i = 0; i < presentCount; i++) {
            change(groups[present[i]], values.table().add(i, added.weight(i)));
        }
    }

    private void change(int group, int id) {
        int extremum = (int) words.get(group, 0) - 1;
        if (values.table().weight(id) > 0) {
            if (extremum < 0 || order.compare(id, extremum) < 0) {
                words.set(group, 0, id + 1L);
            }
        } else if (id == extremum && !staleGroups.get(group)) {
            staleGroups.set(group);
            stale.add(group);
        }
    }

    @Override
    public Column results(boolean before) {
        refresh();
        int[] ids = new int[words.touchedCount()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (int) words.get(i, 0, before) - 1;
        }
        return values.table().store().column(1, ids, ids.length);
    }

    private void refresh() {
        for (int i = 0; i < stale.size(); i++) {
            int group = stale.get(i);
            words.set(group, 0, 0);
            values.forEach(group, id -> {
                int best = (int) words.get(group, 0) - 1;
                if (values.table().weight(id) > 0 && (best < 0 || order.compare(id, best) < 0)) {
                    words.set(group, 0, id + 1L);
                }
            });
        }
        forgetStale();
    }

    private void forgetStale() {
        for (int i = 0; i < stale.size(); i++) {
            staleGroups.clear(stale.get(i));
        }
        stale.clear();
    }

    @Override
    public void finish(boolean commit) {
        forgetStale();
        values.table().finish(commit);
    }

    @Override
    public void expire(int group) {
        values.expire(group);
    }

    @Override
    public long stateBytes() {
        return values.table().bytes();
    }
}
