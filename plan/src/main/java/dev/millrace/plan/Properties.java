package dev.millrace.plan;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What holds of the output of a node in every execution. Executors choose algorithms by it; nothing else depends on it.
 *
 * @param appendOnly no change has a negative weight
 * @param set no row has a weight other than 0 and 1 after any step
 * @param keys sets of columns of which no two rows agree (weights counted); at most {@link #KEYS_MAX}
 * @param monotone columns with a waterline: later changes have no lower value than the waterline says
 * @param growth rows that are only replaced by better ones; {@code null} if that is not known
 */
public record Properties(
        boolean appendOnly,
        boolean set,
        List<SortedSet<Integer>> keys,
        SortedSet<Integer> monotone,
        @Nullable Growth growth) {
    /** How many unique keys are followed through the circuit. */
    public static final int KEYS_MAX = 4;

    /** Nothing is known. */
    public static final Properties NONE = new Properties(false, false, List.of(), new TreeSet<>());

    /**
     * For each row that a step takes away it adds one that agrees with it in {@code key} and is not less in any of {@code columns},
     * where NULL is less than all.
     */
    public record Growth(SortedSet<Integer> key, SortedSet<Integer> columns) {}

    public Properties {
        keys = List.copyOf(keys);
    }

    /** Without any {@link Growth}. */
    public Properties(boolean appendOnly, boolean set, List<SortedSet<Integer>> keys, SortedSet<Integer> monotone) {
        this(appendOnly, set, keys, monotone, null);
    }

    /** The same with this growth. */
    Properties withGrowth(@Nullable Growth known) {
        return new Properties(appendOnly, set, keys, monotone, known);
    }
}
