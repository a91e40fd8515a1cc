package dev.millrace.engine.operator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** An immutable object per group; changes of a step stay apart until it is finished. */
final class ObjectState<T> {
    private final List<@Nullable T> committed = new ArrayList<>();
    private final SequencedMap<Integer, @Nullable T> pending = new LinkedHashMap<>();

    @Nullable
    T get(int group, boolean before) {
        if (!before && pending.containsKey(group)) {
            return pending.get(group);
        }
        return group < committed.size() ? committed.get(group) : null;
    }

    void set(int group, @Nullable T value) {
        pending.put(group, value);
    }

    void finish(boolean commit) {
        if (commit) {
            pending.forEach(this::commit);
        }
        pending.clear();
    }

    private void commit(int group, @Nullable T value) {
        while (committed.size() <= group) {
            committed.add(null);
        }
        committed.set(group, value);
    }

    /** A rough number of bytes, for accounting. */
    long bytes(int each) {
        return (long) committed.size() * each;
    }
}
