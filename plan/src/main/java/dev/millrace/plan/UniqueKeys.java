package dev.millrace.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Sets of unique keys: what {@link PropertyInference} does with {@link Properties#keys}. A key without columns: at most one row. */
final class UniqueKeys {
    private static final Comparator<SortedSet<Integer>> SMALLEST_FIRST =
            Comparator.<SortedSet<Integer>>comparingInt(SortedSet::size).thenComparing(UniqueKeys::compareColumns);

    private UniqueKeys() {}

    /** The key of these columns. */
    static SortedSet<Integer> key(Collection<Integer> columns) {
        return new TreeSet<>(columns);
    }

    /** The key of the columns {@code from} up to but without {@code to}. */
    static SortedSet<Integer> range(int from, int to) {
        SortedSet<Integer> key = new TreeSet<>();
        for (int column = from; column < to; column++) {
            key.add(column);
        }
        return key;
    }

    /** Those keys of which no part is a key, the smallest, in a fixed order, at most {@link Properties#KEYS_MAX}. */
    static List<SortedSet<Integer>> minimal(Collection<SortedSet<Integer>> keys) {
        List<SortedSet<Integer>> minimal = new ArrayList<>();
        for (SortedSet<Integer> key : keys.stream().sorted(SMALLEST_FIRST).toList()) {
            if (minimal.size() < Properties.KEYS_MAX && !covers(minimal, key)) {
                minimal.add(key);
            }
        }
        return minimal;
    }

    /** Whether the columns contain one of the keys, so that no two rows agree on them. */
    static boolean covers(Collection<SortedSet<Integer>> keys, Collection<Integer> columns) {
        return keys.stream().anyMatch(columns::containsAll);
    }

    /** Each key with a column more. */
    static List<SortedSet<Integer>> with(List<SortedSet<Integer>> keys, int column) {
        return keys.stream().map(key -> union(key, List.of(column))).toList();
    }

    /** Each key without these columns, which must hold one value only. */
    static List<SortedSet<Integer>> without(List<SortedSet<Integer>> keys, Collection<Integer> constants) {
        return keys.stream().map(key -> difference(key, constants)).toList();
    }

    /** Those keys all of whose columns have a new place, there. */
    static List<SortedSet<Integer>> moved(List<SortedSet<Integer>> keys, Map<Integer, Integer> places) {
        List<SortedSet<Integer>> moved = new ArrayList<>();
        for (SortedSet<Integer> key : keys) {
            SortedSet<Integer> image = moved(key, places);
            if (image != null) {
                moved.add(image);
            }
        }
        return moved;
    }

    private static @Nullable SortedSet<Integer> moved(SortedSet<Integer> key, Map<Integer, Integer> places) {
        SortedSet<Integer> image = new TreeSet<>();
        for (int column : key) {
            Integer place = places.get(column);
            if (place == null) {
                return null;
            }
            image.add(place);
        }
        return image;
    }

    /** Each key, its columns counted from {@code by} on. */
    static List<SortedSet<Integer>> shifted(List<SortedSet<Integer>> keys, int by) {
        return keys.stream().map(key -> shifted(key, by)).toList();
    }

    /** The columns counted from {@code by} on. */
    static SortedSet<Integer> shifted(Collection<Integer> columns, int by) {
        SortedSet<Integer> shifted = new TreeSet<>();
        columns.forEach(column -> shifted.add(column + by));
        return shifted;
    }

    /** Each key of the one with each of the other. */
    static List<SortedSet<Integer>> pairs(List<SortedSet<Integer>> left, List<SortedSet<Integer>> right) {
        List<SortedSet<Integer>> pairs = new ArrayList<>();
        for (SortedSet<Integer> key : left) {
            right.forEach(other -> pairs.add(union(key, other)));
        }
        return pairs;
    }

    static SortedSet<Integer> union(Collection<Integer> left, Collection<Integer> right) {
        SortedSet<Integer> union = new TreeSet<>(left);
        union.addAll(right);
        return union;
    }

    static SortedSet<Integer> intersection(Collection<Integer> left, Collection<Integer> right) {
        SortedSet<Integer> intersection = new TreeSet<>(left);
        intersection.retainAll(right);
        return intersection;
    }

    private static SortedSet<Integer> difference(Collection<Integer> left, Collection<Integer> right) {
        SortedSet<Integer> difference = new TreeSet<>(left);
        difference.removeAll(right);
        return difference;
    }

    private static int compareColumns(SortedSet<Integer> left, SortedSet<Integer> right) {
        List<Integer> others = List.copyOf(right);
        int i = 0;
        for (int column : left) {
            int order = Integer.compare(column, others.get(i++));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
