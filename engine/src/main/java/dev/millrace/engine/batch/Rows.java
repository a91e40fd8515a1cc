package dev.millrace.engine.batch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Operations on boxed rows. */
final class Rows {
    private Rows() {}

    /** The fields of left, then those of right. */
    static @Nullable Object[] concat(@Nullable Object[] left, @Nullable Object... right) {
        @Nullable Object[] row = new @Nullable Object[left.length + right.length];
        System.arraycopy(left, 0, row, 0, left.length);
        System.arraycopy(right, 0, row, left.length, right.length);
        return row;
    }

    /** The chosen fields. */
    static @Nullable Object[] select(@Nullable Object[] row, List<Integer> columns) {
        @Nullable Object[] fields = new @Nullable Object[columns.size()];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = row[columns.get(i)];
        }
        return fields;
    }

    /** The rows by their fields in {@code columns}, NULL equal to NULL. */
    static Map<List<@Nullable Object>, List<Relation.Entry>> groups(Relation relation, List<Integer> columns) {
        Map<List<@Nullable Object>, List<Relation.Entry>> groups = new LinkedHashMap<>();
        relation.forEach((row, weight) -> groups.computeIfAbsent(
                        Relation.canonical(select(row, columns)), key -> new ArrayList<>())
                .add(new Relation.Entry(row, weight)));
        return groups;
    }
}
